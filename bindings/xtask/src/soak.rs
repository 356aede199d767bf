//! The long versions of tests that `cargo xtask test` runs for seconds.

use crate::tally::Tally;
use crate::{chaos, fuzz, workspace};
use anyhow::Result;
use clap::{Args, ValueEnum};

/// The long tests to run, and their limits.
#[derive(Args)]
pub(crate) struct Options {
    /// Run only this part.
    part: Option<Part>,
    /// Minutes of each fuzz target and of the simulation.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    #[command(flatten)]
    chaos: chaos::Options,
    /// The maximum number of distinct states that the model checker explores for each PG profile and setting.
    #[arg(long, default_value_t = 60_000)]
    states: u64,
}

/// A part that can be run alone.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Part {
    /// Every function that reads bytes from outside.
    Fuzz,
    /// Every interleaving of the payment process, up to a bound.
    Model,
    /// Random runs of the payment process, by seed.
    Simulation,
    /// The real server under every fault, killed at random.
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
            let unlimited = u64::MAX.to_string();
            let limits = ["--runs", &unlimited, "--seconds", &seconds.to_string()];
            let outcome = simulate("daejo-simulation", "simulation.json", &limits);
            counter.check("the laws hold", outcome)?;
            let outcome = simulate("daejo-contradicting", "contradicting.json", &["--steps", "1000000"]);
            counter.check("the sums stay sound at a PG that contradicts itself", outcome)
        });
    }
    if wanted(Part::Chaos) {
        chaos::soak(&mut tally, &options.chaos);
    }
    if wanted(Part::Fuzz) {
        tally.part("fuzzing", |counter| fuzz::fuzz(counter, seconds));
    }
    tally.finish("soak.json")
}

/// Runs a program of the simulation, which writes its figures to a file.
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
