//! A short run of the seeded simulation. `cargo xtask soak` runs it longer.
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::seeded::{replay, run};

#[test]
fn the_laws_hold_in_four_thousand_random_runs() {
    let (mut awaited, mut quarantined, mut reversing, mut competed, mut partly) = (0, 0, 0, 0, 0);
    for seed in 0..4_000 {
        let result = run(seed, 80);
        let violation = result
            .as_ref()
            .err()
            .map(|found| format!("{}: {}\n{}", found.profile, found.law, found.trace.join("\n")));
        assert_eq!(violation, None, "seed {seed}");
        let coverage = result.map(|run| run.coverage).unwrap_or_default();
        awaited += u32::from(coverage.awaited);
        quarantined += u32::from(coverage.quarantined);
        reversing += u32::from(coverage.reversing);
        competed += u32::from(coverage.competed);
        partly += u32::from(coverage.partly);
    }
    // The test must not pass because nothing happened.
    for (what, times) in [
        ("awaited a deposit", awaited),
        ("was quarantined", quarantined),
        ("was reversed", reversing),
        ("had a second payment", competed),
        ("was partially refunded", partly),
    ] {
        assert!(times > 40, "{what}: {times}");
    }
}

#[test]
fn a_seed_replays_exactly() {
    for seed in 0..40 {
        assert_eq!(run(seed, 80), run(seed, 80));
        let ((first, one), (second, two)) = (replay(seed, 80), replay(seed, 80));
        assert_eq!((first, &one), (second, &two));
        assert!(!one.is_empty(), "seed {seed} has no trace");
    }
}
