//! Random runs at a PG that contradicts itself, for a number of steps, and their figures.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]

use clap::Parser;
use daejo_simulation::contradicting::{Figures, run};
use std::process::ExitCode;

/// Random runs of one payment at a PG that contradicts itself.
#[derive(Parser)]
struct Flags {
    /// The number of events to apply, at least.
    #[arg(long, default_value_t = 1_000_000)]
    steps: u64,
    /// The first seed. Run n has the seed `seed` + n.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of random events in one run, before the PG stops answering.
    #[arg(long, default_value_t = 60)]
    events: u32,
    /// Writes the figures to this file, as JSON.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    let mut figures = Figures::default();
    let mut runs = 0_u64;
    let mut violations = 0_u64;
    while figures.steps < flags.steps && violations == 0 {
        let seed = flags.seed.wrapping_add(runs);
        if let Err(found) = run(seed, flags.events, &mut figures) {
            violations = violations.saturating_add(1);
            println!("seed {seed}: {}\n{}", found.law, found.step);
        }
        runs = runs.saturating_add(1);
    }
    let Figures { steps, entered, shipped } = &figures;
    println!("{steps} steps in {runs} runs, {shipped} shipped, {violations} violations");
    entered.iter().for_each(|(state, count)| println!("  changes to {state:<20} {count}"));
    if let Some(out) = &flags.out {
        let text = format!(
            "{{\"steps\":{steps},\"lives\":{runs},\"shipped\":{shipped},\"violations\":{violations}}}\n"
        );
        if let Err(error) = std::fs::write(out, text) {
            println!("{}: {error}", out.display());
            return ExitCode::FAILURE;
        }
    }
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
