//! Chaos tests: the real server under load with every fault, killed at random, and an audit afterwards.

use crate::programs::program;
use crate::tally::{Counter, Tally};
use crate::{run, workspace};
use anyhow::{Context as _, Result, ensure};
use clap::{Args, ValueEnum};
use std::env::consts::EXE_SUFFIX;
use std::path::Path;

/// The size of a chaos run.
#[derive(Args, Clone)]
#[group(id = "chaos")]
pub(crate) struct Options {
    /// The number of payments.
    #[arg(long, default_value_t = 10_000)]
    payments: u64,
    /// How often a server is killed.
    #[arg(long, default_value_t = 100)]
    kills: u64,
    /// The database of the servers.
    #[arg(long, value_enum, default_value = "sqlite")]
    database: Database,
    /// The seed of all random choices; taken from the clock if not given.
    #[arg(long)]
    seed: Option<u64>,
    /// The number of servers that share the database.
    #[arg(long, default_value_t = 2)]
    processes: u64,
}

/// The databases that the server supports.
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
        build_release()?;
        let driver = workspace::target()?.join("release").join(format!("daejo-chaos{EXE_SUFFIX}"));
        let outcome = chaos_run(options, &driver, "chaos.json");
        counter.check("no money, no stock and no record is lost", outcome)
    });
}

/// A short chaos run on each installed database, as a part of `cargo xtask test`.
pub(crate) fn test(counter: &mut Counter) -> Result<()> {
    let driver = program("daejo-chaos")?;
    let mut result = Ok(());
    for database in [Database::Sqlite, Database::Postgres, Database::Mysql] {
        let name = database.name();
        // Always the same seed: `soak` searches for new failures.
        let options = Options { payments: 150, kills: 4, database, seed: Some(1), processes: 2 };
        let outcome = chaos_run(&options, &driver, &format!("chaos-{name}.json"));
        let checked = counter.check(&format!("a short chaos run on {name}"), outcome);
        result = result.and(checked);
    }
    result
}

/// The driver's exit code if the database is not installed.
const NO_DATABASE: i32 = 2;

/// Builds the release programs of a chaos run.
fn build_release() -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--quiet", "--release"]);
    for package in ["daejo-server", "daejo-sandbox-pg", "daejo-chaos"] {
        cargo.args(["--package", package]);
    }
    run::run("building server, sandbox PG, driver and audit", &mut cargo)
}

fn chaos_run(options: &Options, driver: &Path, figures: &str) -> Result<()> {
    let target = workspace::target()?;
    let out = target.join("daejo");
    std::fs::create_dir_all(&out)?;
    // The driver starts the server and the sandbox PG from its own folder.
    let mut driver = std::process::Command::new(driver);
    driver
        .args(["--payments", &options.payments.to_string(), "--kills", &options.kills.to_string()])
        .args(["--database", options.database.name(), "--processes", &options.processes.to_string()])
        .args(options.seed.map(|seed| format!("--seed={seed}")))
        .arg("--out")
        .arg(out.join(figures));
    let name = options.database.name();
    run::say(&format!("chaos on {name}"));
    let status = driver.status().with_context(|| format!("{driver:?} does not start"))?;
    if status.code() == Some(NO_DATABASE) {
        return run::skip(&format!("chaos on {name}"), "the database is not installed");
    }
    ensure!(status.success(), "chaos on {name} ended with {status}");
    Ok(())
}
