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
}

/// A part that can be soaked alone.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Part {
    /// Every reader of foreign bytes.
    Fuzz,
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
    if wanted(Part::Simulation) {
        tally.part("simulation", |counter| {
            let out = workspace::target()?.join("daejo");
            std::fs::create_dir_all(&out)?;
            let outcome = crate::run::run(
                "simulation",
                workspace::cargo()
                    .args(["run", "--quiet", "--release", "--package", "daejo-simulation", "--"])
                    .args(["--runs", &u64::MAX.to_string(), "--seconds", &seconds.to_string(), "--out"])
                    .arg(out.join("simulation.json")),
            );
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
