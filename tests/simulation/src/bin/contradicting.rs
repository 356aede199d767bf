//! Random lives at a PG that contradicts itself, for a number of steps, and their figures.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]

use clap::Parser;
use daejo_simulation::contradicting::{Figures, live};
use std::process::ExitCode;

/// Random lives of one payment at a PG that contradicts itself.
#[derive(Parser)]
struct Flags {
    /// The number of events to apply, at least.
    #[arg(long, default_value_t = 1_000_000)]
    steps: u64,
    /// The first seed. Life n has the seed `seed` + n.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of random events in one life, before the PG falls silent.
    #[arg(long, default_value_t = 60)]
    events: u32,
    /// Writes the figures to this file, as JSON.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    let mut figures = Figures::default();
    let mut lives = 0_u64;
    let mut violations = 0_u64;
    while figures.steps < flags.steps && violations == 0 {
        let seed = flags.seed.wrapping_add(lives);
        if let Err(found) = live(seed, flags.events, &mut figures) {
            violations = violations.saturating_add(1);
            println!("seed {seed}: {}\n{}", found.law, found.step);
        }
        lives = lives.saturating_add(1);
    }
    let Figures { steps, entered, shipped } = &figures;
    println!("{steps} steps in {lives} lives, {shipped} shipped, {violations} violations");
    entered.iter().for_each(|(state, count)| println!("  led to {state:<20} {count}"));
    if let Some(out) = &flags.out {
        let text = format!(
            "{{\"steps\":{steps},\"lives\":{lives},\"shipped\":{shipped},\"violations\":{violations}}}\n"
        );
        if let Err(error) = std::fs::write(out, text) {
            println!("{}: {error}", out.display());
            return ExitCode::FAILURE;
        }
    }
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
