//! Chaos: the real server under every fault, killed at random, and the auditor's word about it.

use crate::tally::{Counter, Tally};
use crate::{run, workspace};
use anyhow::{Context as _, Result, ensure};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How wild it gets.
#[derive(Args, Clone)]
#[group(id = "chaos")]
pub(crate) struct Options {
    /// How many shoppers come.
    #[arg(long, default_value_t = 10_000)]
    payments: u64,
    /// How often a server is killed.
    #[arg(long, default_value_t = 100)]
    kills: u64,
    /// Which database stands behind the servers.
    #[arg(long, value_enum, default_value = "sqlite")]
    database: Database,
    /// What all choices follow from; the clock's if none is given.
    #[arg(long)]
    seed: Option<u64>,
    /// How many servers share the database.
    #[arg(long, default_value_t = 2)]
    processes: u64,
}

/// The databases that the server runs on.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
    Mysql,
}

impl Database {
    const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }
}

/// Runs `cargo xtask soak chaos`.
pub(crate) fn soak(tally: &mut Tally, options: &Options) {
    tally.part("chaos", |counter| {
        build(true)?;
        let outcome = storm(options, true, "chaos.json");
        counter.check("no won, no piece and no record is lost", outcome)
    });
}

/// A small storm over each database that is there, as a part of `cargo xtask test`.
pub(crate) fn test(counter: &mut Counter) -> Result<()> {
    build(false)?;
    let mut result = Ok(());
    for database in [Database::Sqlite, Database::Postgres, Database::Mysql] {
        let name = database.name();
        // One seed for everybody: what is new is looked for at length, by `soak`.
        let options = Options { payments: 150, kills: 4, database, seed: Some(1), processes: 2 };
        let outcome = storm(&options, false, &format!("chaos-{name}.json"));
        let checked = counter.check(&format!("a small storm over {name}"), outcome);
        result = result.and(checked);
    }
    result
}

/// The driver's word for a database that is not installed.
const NO_DATABASE: i32 = 2;

/// What meets in a storm: the programs, as they are.
fn build(is_release: bool) -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--quiet"]).args(is_release.then_some("--release"));
    for package in ["daejo-server", "daejo-sandbox-pg", "daejo-chaos"] {
        cargo.args(["--package", package]);
    }
    run::run("server, sandbox PG, driver and auditor", &mut cargo)
}

fn storm(options: &Options, is_release: bool, figures: &str) -> Result<()> {
    let target = workspace::target()?;
    let out = target.join("daejo");
    std::fs::create_dir_all(&out)?;
    let programs: PathBuf = target.join(if is_release { "release" } else { "debug" });
    let mut driver = std::process::Command::new(programs.join("daejo-chaos"));
    driver
        .args(["--payments", &options.payments.to_string(), "--kills", &options.kills.to_string()])
        .args(["--database", options.database.name(), "--processes", &options.processes.to_string()])
        .args(options.seed.map(|seed| format!("--seed={seed}")))
        .arg("--out")
        .arg(out.join(figures));
    let name = options.database.name();
    run::say(&format!("a storm over {name}"));
    let status = driver.status().with_context(|| format!("{driver:?} does not start"))?;
    if status.code() == Some(NO_DATABASE) {
        return run::skip(&format!("chaos over {name}"), "there is no such database here");
    }
    ensure!(status.success(), "the storm over {name} ended with {status}");
    Ok(())
}
