//! A short run of the simulation: what `cargo xtask soak` does at length.
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::seeded::{replay, run};

#[test]
fn the_laws_hold_in_four_thousand_lives_of_a_payment() {
    let (mut awaited, mut quarantined, mut reversing, mut competed, mut partly) = (0, 0, 0, 0, 0);
    for seed in 0..4_000 {
        let life = run(seed, 80);
        let story = life
            .as_ref()
            .err()
            .map(|broken| format!("{}: {}\n{}", broken.profile, broken.law, broken.trace.join("\n")));
        assert_eq!(story, None, "seed {seed}");
        let seen = life.map(|life| life.seen).unwrap_or_default();
        awaited += u32::from(seen.awaited);
        quarantined += u32::from(seen.quarantined);
        reversing += u32::from(seen.reversing);
        competed += u32::from(seen.competed);
        partly += u32::from(seen.partly);
    }
    // None of it passes because nothing happened.
    for (what, times) in [
        ("awaited a deposit", awaited),
        ("came before a person", quarantined),
        ("was being undone", reversing),
        ("had a competitor", competed),
        ("was partly refunded", partly),
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
        assert!(!one.is_empty(), "seed {seed} says nothing");
    }
}
