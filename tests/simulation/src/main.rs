//! Runs the simulation for as long as it is told to, and writes its figures.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]

use clap::Parser;
use daejo_simulation::run;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Seeded simulation of the payment process.
#[derive(Parser)]
struct Flags {
    /// How many runs; the time limit may end them earlier.
    #[arg(long, default_value_t = 20_000)]
    runs: u64,
    /// The first seed; run n has seed + n.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many actions with faults on a run has.
    #[arg(long, default_value_t = 60)]
    actions: u32,
    /// Writes the figures there, as JSON.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
    /// Stops after so many seconds.
    #[arg(long)]
    seconds: Option<u64>,
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    let started = Instant::now();
    let limit = flags.seconds.map(Duration::from_secs);
    let mut ends = std::collections::BTreeMap::<&str, u64>::new();
    let mut done = 0_u64;
    let mut violations = 0_u32;
    for seed in (flags.seed..).take(usize::try_from(flags.runs).unwrap_or(usize::MAX)) {
        if limit.is_some_and(|limit| started.elapsed() >= limit) {
            break;
        }
        match run(seed, flags.actions) {
            Ok(outcome) => {
                let count = ends.entry(outcome.state.code()).or_default();
                *count = count.saturating_add(1);
            }
            Err(violation) => {
                println!("seed {seed}: {} (state {})", violation.law, violation.state.code());
                for line in violation.trace {
                    println!("  {line}");
                }
                println!("replay: --seed {seed} --runs 1 --actions {}", flags.actions);
                violations = 1;
                break;
            }
        }
        done = done.saturating_add(1);
    }
    let millis = started.elapsed().as_millis().max(1);
    let per_hour = u128::from(done).saturating_mul(3_600_000).checked_div(millis).unwrap_or_default();
    println!("{done} runs, {violations} violations, {per_hour} runs an hour");
    for (state, count) in ends {
        println!("  {state:<20} {count}");
    }
    if let Some(out) = flags.out {
        let figures =
            format!("{{\"runs\":{done},\"runs_per_hour\":{per_hour},\"violations\":{violations}}}\n");
        if let Err(error) = std::fs::write(&out, figures) {
            println!("{}: {error}", out.display());
            return ExitCode::FAILURE;
        }
    }
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
