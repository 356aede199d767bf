//! A short simulation of a PG that contradicts itself. `cargo xtask soak simulation` runs a million steps.
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::contradicting::{Figures, run};

#[test]
fn amounts_stay_consistent_when_the_pg_contradicts_itself() {
    let mut figures = Figures::default();
    for seed in 0..1_500 {
        let result = run(seed, 60, &mut figures);
        let violation =
            result.err().map(|found| format!("seed {}: {}\n{}", found.seed, found.law, found.step));
        assert_eq!(violation, None);
    }
    // The test must not pass because nothing happened.
    assert!(figures.shipped > 20, "{figures:?}");
    for state in daejo::payment::State::ALL {
        let is_start = state == daejo::payment::State::Ready;
        assert!(
            is_start || figures.entered.contains_key(state.code()),
            "no payment became {}: {figures:?}",
            state.code()
        );
    }
}
