//! Random runs by seed, up to a number of runs or a time limit, and their figures.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]

use clap::Parser;
use daejo_simulation::seeded::{Coverage, Violation, replay, run};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Seeded simulation of the payment process.
#[derive(Parser)]
struct Flags {
    /// The number of runs. The time limit may stop them earlier.
    #[arg(long, default_value_t = 20_000)]
    runs: u64,
    /// The first seed. Run n has the seed `seed` + n. With `--runs 1` the trace is printed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of random actions in a run, before faults stop and the run is completed.
    #[arg(long, default_value_t = 80)]
    actions: u32,
    /// Continues after a violation, and prints the first violation of each law.
    #[arg(long)]
    all: bool,
    /// Writes the figures to this file, as JSON.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
    /// Stops after this many seconds.
    #[arg(long)]
    seconds: Option<u64>,
}

#[derive(Default)]
struct Tally {
    done: u64,
    states: BTreeMap<&'static str, u64>,
    profiles: BTreeMap<&'static str, u64>,
    reversing: u64,
    quarantined: u64,
    revived: u64,
    awaited: u64,
    partly: u64,
    competed: u64,
}

impl Tally {
    fn count(&mut self, coverage: Coverage) {
        for (is, count) in [
            (coverage.reversing, &mut self.reversing),
            (coverage.quarantined, &mut self.quarantined),
            (coverage.revived, &mut self.revived),
            (coverage.awaited, &mut self.awaited),
            (coverage.partly, &mut self.partly),
            (coverage.competed, &mut self.competed),
        ] {
            *count = count.saturating_add(u64::from(is));
        }
    }
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    if flags.runs == 1 {
        let (result, trace) = replay(flags.seed, flags.actions);
        trace.iter().for_each(|line| println!("  {line}"));
        println!(
            "{}",
            result.as_ref().map_or_else(|found| found.law.into(), |run| format!("{:?}", run.states))
        );
    }
    let started = Instant::now();
    let limit = flags.seconds.map(Duration::from_secs);
    let mut tally = Tally::default();
    let mut violations: BTreeMap<&'static str, (u64, Violation)> = BTreeMap::new();
    for seed in (flags.seed..).take(usize::try_from(flags.runs).unwrap_or(usize::MAX)) {
        if limit.is_some_and(|limit| started.elapsed() >= limit) {
            break;
        }
        match run(seed, flags.actions) {
            Ok(run) => {
                tally.count(run.coverage);
                for state in run.states {
                    let count = tally.states.entry(state.code()).or_default();
                    *count = count.saturating_add(1);
                }
                let count = tally.profiles.entry(run.profile).or_default();
                *count = count.saturating_add(1);
            }
            Err(found) => {
                violations.entry(found.law).or_insert((seed, found));
                if !flags.all {
                    break;
                }
            }
        }
        tally.done = tally.done.saturating_add(1);
    }
    report(&flags, &tally, &violations, started.elapsed())
}

fn report(
    flags: &Flags,
    tally: &Tally,
    found: &BTreeMap<&'static str, (u64, Violation)>,
    took: Duration,
) -> ExitCode {
    let violations = found.len();
    for (seed, violation) in found.values() {
        println!("seed {seed}, {}: {}", violation.profile, violation.law);
        violation.trace.iter().for_each(|line| println!("  {line}"));
        println!("replay: --seed {seed} --runs 1 --actions {}", flags.actions);
    }
    let (done, millis) = (tally.done, took.as_millis().max(1));
    let per_hour = u128::from(done).saturating_mul(3_600_000).checked_div(millis).unwrap_or_default();
    println!("{done} runs, {violations} violations, {per_hour} runs an hour");
    tally.states.iter().for_each(|(state, count)| println!("  ended {state:<20} {count}"));
    tally.profiles.iter().for_each(|(profile, count)| println!("  at {profile:<30} {count}"));
    for (what, count) in [
        ("with a reversal", tally.reversing),
        ("quarantined", tally.quarantined),
        ("revived", tally.revived),
        ("with an awaited deposit", tally.awaited),
        ("partially refunded", tally.partly),
        ("with two payments", tally.competed),
    ] {
        println!("  {what:<30} {count}");
    }
    if let Some(out) = &flags.out {
        let figures =
            format!("{{\"runs\":{done},\"runs_per_hour\":{per_hour},\"violations\":{violations}}}\n");
        if let Err(error) = std::fs::write(out, figures) {
            println!("{}: {error}", out.display());
            return ExitCode::FAILURE;
        }
    }
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
