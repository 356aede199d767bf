//! A short run of the random lives at a PG that contradicts itself. `cargo xtask soak simulation` runs a million steps.
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::contradicting::{Figures, live};

#[test]
fn the_sums_stay_sound_whatever_the_pg_says() {
    let mut figures = Figures::default();
    for seed in 0..1_500 {
        let lived = live(seed, 60, &mut figures);
        let violation =
            lived.err().map(|found| format!("seed {}: {}\n{}", found.seed, found.law, found.step));
        assert_eq!(violation, None);
    }
    // It does not pass because nothing happened.
    assert!(figures.shipped > 20, "{figures:?}");
    for state in daejo::payment::State::ALL {
        let is_start = state == daejo::payment::State::Ready;
        assert!(
            is_start || figures.entered.contains_key(state.code()),
            "never {}: {figures:?}",
            state.code()
        );
    }
}
