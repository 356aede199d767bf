//! Explores every profile and prints the figures. With `--guards` it prints which law breaks without each guard.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]

use clap::Parser;
use daejo_simulation::model::{Explored, Size, explore, proofs, setups};
use daejo_simulation::profile::{self, Profile};
use daejo_simulation::world::Setup;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The model checker of the payment process.
#[derive(Parser)]
struct Flags {
    /// The name of a profile, or `all`.
    #[arg(long, default_value = "all")]
    profile: String,
    /// The name of a setup, or `all`.
    #[arg(long, default_value = "all")]
    setup: String,
    /// The maximum number of distinct states of one profile in one setup.
    #[arg(long, default_value_t = 20_000)]
    states: usize,
    /// The maximum number of steps from the initial state.
    #[arg(long, default_value_t = 60)]
    depth: u32,
    /// Allows fewer faults and actions, as in the tests.
    #[arg(long)]
    small: bool,
    /// Removes one guard at a time instead of exploring the profiles.
    #[arg(long)]
    guards: bool,
    /// Writes the figures to this file, as JSON.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
    /// The number of worlds that are explored at the same time.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    if flags.guards {
        return prove(&flags);
    }
    let started = Instant::now();
    let size = if flags.small { Size::Small } else { Size::Large };
    let wanted = |name: &str, flag: &str| flag == "all" || flag == name;
    let profiles: Vec<Profile> =
        profile::all().into_iter().filter(|profile| wanted(profile.name, &flags.profile)).collect();
    println!("{}", Profile::header());
    profiles.iter().for_each(|profile| println!("{}", profile.line()));
    let worlds: Vec<Arc<Setup>> = profiles.iter().flat_map(|profile| setups(*profile, size)).collect();
    let worlds: Vec<Arc<Setup>> =
        worlds.into_iter().filter(|setup| wanted(setup.name, &flags.setup)).collect();
    let all = explore_all(&worlds, &flags);
    let violations = report(&all);
    let states: usize = all.iter().map(|one| one.states).sum();
    let transitions: u64 = all.iter().map(|one| one.transitions).sum();
    let seconds = started.elapsed().as_secs();
    println!(
        "{} worlds of {} profiles: {states} distinct states, {transitions} steps, {violations} violations, {seconds} s",
        all.len(),
        profiles.len()
    );
    if let Some(out) = flags.out {
        let figures = format!(
            "{{\"profiles\":{},\"worlds\":{},\"states\":{states},\"transitions\":{transitions},\"depth\":{},\
             \"closed\":{},\"violations\":{violations},\"seconds\":{seconds}}}\n",
            profiles.len(),
            all.len(),
            all.iter().map(|one| one.depth).max().unwrap_or_default(),
            all.iter().filter(|one| one.is_closed).count(),
        );
        if let Err(error) = std::fs::write(&out, figures) {
            println!("{}: {error}", out.display());
            return ExitCode::FAILURE;
        }
    }
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn explore_all(worlds: &[Arc<Setup>], flags: &Flags) -> Vec<Explored> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..flags.threads.max(1) {
            scope.spawn(|| {
                while let Some(setup) = worlds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = explore(setup, flags.states, flags.depth);
                    found.lock().unwrap_or_else(PoisonError::into_inner).push(one);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|one| (one.profile, one.setup));
    found
}

fn report(all: &[Explored]) -> usize {
    println!(
        "{:<30} {:<14} {:>9} {:>10} {:>6} {:<7} {:>8} {:>7}",
        "profile", "world", "states", "steps", "depth", "closed", "ends", "ms"
    );
    for one in all {
        println!(
            "{:<30} {:<14} {:>9} {:>10} {:>6} {:<7} {:>8} {:>7} {}",
            one.profile,
            one.setup,
            one.states,
            one.transitions,
            one.depth,
            if one.is_closed { "yes" } else { "capped" },
            one.ends.0,
            one.took.as_millis(),
            one.violation.as_ref().map_or("", |found| found.law),
        );
    }
    let found: Vec<_> = all.iter().filter_map(|one| Some((one, one.violation.as_ref()?))).collect();
    for (one, violation) in &found {
        println!("\n{} in {} / {}:", violation.law, one.profile, one.setup);
        violation.trace.iter().for_each(|line| println!("  {line}"));
    }
    found.len()
}

fn prove(flags: &Flags) -> ExitCode {
    println!("{:<46} {:<14} {:<12} {:>8}  law broken without it", "guard", "profile", "world", "states");
    let mut holds = true;
    for proof in proofs() {
        let proven = proof.prove(flags.states);
        println!("{}{}", proven.line(), if proven.holds() { "" } else { "   <-- not as expected" });
        if let Some(found) = proven.without.violation.as_ref().filter(|_| flags.setup != "all") {
            found.trace.iter().for_each(|line| println!("  {line}"));
        }
        if let Some(found) = &proven.with.violation {
            println!("  with the guard: {}", found.law);
            found.trace.iter().for_each(|line| println!("  {line}"));
        }
        holds &= proven.holds();
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
