//! Lives by seed, for as long as it is told to, and their figures.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]

use clap::Parser;
use daejo_simulation::seeded::{Broken, Seen, replay, run};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Seeded simulation of the payment process.
#[derive(Parser)]
struct Flags {
    /// How many runs; the time limit may end them earlier.
    #[arg(long, default_value_t = 20_000)]
    runs: u64,
    /// The first seed; run n has seed + n. With `--runs 1` what happens is printed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many things happen in a run before everything comes to its end.
    #[arg(long, default_value_t = 80)]
    actions: u32,
    /// Goes on after a violation, and prints the first one of each law.
    #[arg(long)]
    all: bool,
    /// Writes the figures there, as JSON.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
    /// Stops after so many seconds.
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
    fn count(&mut self, seen: Seen) {
        for (is, count) in [
            (seen.reversing, &mut self.reversing),
            (seen.quarantined, &mut self.quarantined),
            (seen.revived, &mut self.revived),
            (seen.awaited, &mut self.awaited),
            (seen.partly, &mut self.partly),
            (seen.competed, &mut self.competed),
        ] {
            *count = count.saturating_add(u64::from(is));
        }
    }
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    if flags.runs == 1 {
        let (lived, trace) = replay(flags.seed, flags.actions);
        trace.iter().for_each(|line| println!("  {line}"));
        println!(
            "{}",
            lived.as_ref().map_or_else(|broken| broken.law.into(), |life| format!("{:?}", life.states))
        );
    }
    let started = Instant::now();
    let limit = flags.seconds.map(Duration::from_secs);
    let mut tally = Tally::default();
    let mut broken: BTreeMap<&'static str, (u64, Broken)> = BTreeMap::new();
    for seed in (flags.seed..).take(usize::try_from(flags.runs).unwrap_or(usize::MAX)) {
        if limit.is_some_and(|limit| started.elapsed() >= limit) {
            break;
        }
        match run(seed, flags.actions) {
            Ok(life) => {
                tally.count(life.seen);
                for state in life.states {
                    let count = tally.states.entry(state.code()).or_default();
                    *count = count.saturating_add(1);
                }
                let count = tally.profiles.entry(life.profile).or_default();
                *count = count.saturating_add(1);
            }
            Err(found) => {
                broken.entry(found.law).or_insert((seed, found));
                if !flags.all {
                    break;
                }
            }
        }
        tally.done = tally.done.saturating_add(1);
    }
    report(&flags, &tally, &broken, started.elapsed())
}

fn report(
    flags: &Flags,
    tally: &Tally,
    broken: &BTreeMap<&'static str, (u64, Broken)>,
    took: Duration,
) -> ExitCode {
    let violations = broken.len();
    for (seed, broken) in broken.values() {
        println!("seed {seed}, {}: {}", broken.profile, broken.law);
        broken.trace.iter().for_each(|line| println!("  {line}"));
        println!("replay: --seed {seed} --runs 1 --actions {}", flags.actions);
    }
    let (done, millis) = (tally.done, took.as_millis().max(1));
    let per_hour = u128::from(done).saturating_mul(3_600_000).checked_div(millis).unwrap_or_default();
    println!("{done} runs, {violations} violations, {per_hour} runs an hour");
    tally.states.iter().for_each(|(state, count)| println!("  ended {state:<20} {count}"));
    tally.profiles.iter().for_each(|(profile, count)| println!("  at {profile:<30} {count}"));
    for (what, count) in [
        ("with a reversal", tally.reversing),
        ("before a person", tally.quarantined),
        ("revived", tally.revived),
        ("that awaited a deposit", tally.awaited),
        ("partly refunded", tally.partly),
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
