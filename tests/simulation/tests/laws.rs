//! A short run of the simulation: what `cargo xtask soak simulation` does at length.

use daejo_simulation::run;

#[test]
fn the_laws_hold_in_twenty_thousand_lives_of_a_payment() {
    for seed in 0..20_000 {
        assert_eq!(run(seed, 60).err(), None, "seed {seed}");
    }
}

#[test]
fn a_seed_replays_exactly() {
    assert_eq!(run(7, 80), run(7, 80));
}
