//! Tests at length: what `cargo xtask test` does for seconds.

use crate::tally::Tally;
use crate::{chaos, fuzz, workspace};
use anyhow::Result;
use clap::{Args, ValueEnum};

/// What to soak, and for how long.
#[derive(Args)]
pub(crate) struct Options {
    /// One part alone; all of them if none is named.
    part: Option<Part>,
    /// How long each fuzz target, and the simulation, goes on.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    #[command(flatten)]
    chaos: chaos::Options,
    /// The most distinct states of one PG's profile in one setting that the model checker explores.
    #[arg(long, default_value_t = 60_000)]
    states: u64,
}

/// A part that can be soaked alone.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Part {
    /// Every reader of foreign bytes.
    Fuzz,
    /// Every interleaving of the process, to a bound.
    Model,
    /// Lives of a payment, by seed.
    Simulation,
    /// The real server, under every fault and killed at random.
    Chaos,
}

/// Runs `cargo xtask soak`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let wanted = |part| options.part.is_none_or(|only| only == part);
    let seconds = options.minutes.saturating_mul(60);
    let mut tally = Tally::default();
    if wanted(Part::Model) {
        tally.part("model", |counter| {
            let outcome = simulate("daejo-model", "model.json", &["--states", &options.states.to_string()]);
            counter.check("the laws hold in every interleaving", outcome)
        });
    }
    if wanted(Part::Simulation) {
        tally.part("simulation", |counter| {
            let most = u64::MAX.to_string();
            let limits = ["--runs", &most, "--seconds", &seconds.to_string()];
            let outcome = simulate("daejo-simulation", "simulation.json", &limits);
            counter.check("the laws hold", outcome)
        });
    }
    if wanted(Part::Chaos) {
        chaos::soak(&mut tally, &options.chaos);
    }
    if wanted(Part::Fuzz) {
        tally.part("fuzzing", |counter| fuzz::fuzz(counter, seconds));
    }
    tally.finish()
}

/// Runs a program of the simulation, which writes its figures.
fn simulate(program: &str, figures: &str, arguments: &[&str]) -> Result<()> {
    let out = workspace::target()?.join("daejo");
    std::fs::create_dir_all(&out)?;
    crate::run::run(
        program,
        workspace::cargo()
            .args(["run", "--quiet", "--release", "--package", "daejo-simulation", "--bin", program, "--"])
            .args(arguments)
            .arg("--out")
            .arg(out.join(figures)),
    )
}
