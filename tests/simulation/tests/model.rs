//! A short run of the model checker. `daejo-model` explores more states.
#![allow(clippy::print_stdout, reason = "a test that prints its figures")]
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::model::{Size, explore, setups};
use daejo_simulation::profile::{self, Profile};

#[test]
fn no_law_breaks_at_any_pg_in_any_order_of_events() {
    println!("{}", Profile::header());
    let (mut states, mut transitions, mut worlds) = (0, 0, 0);
    for profile in profile::all() {
        println!("{}", profile.line());
        for setup in setups(profile, Size::Small) {
            let explored = explore(&setup, 300, 60);
            let violation =
                explored.violation.as_ref().map(|found| format!("{}\n{}", found.law, found.trace.join("\n")));
            assert_eq!(violation, None, "{} / {}", explored.profile, explored.setup);
            assert!(explored.states > 1, "{} / {}: nothing happened", explored.profile, explored.setup);
            worlds += 1;
            states += explored.states;
            transitions += explored.transitions;
        }
    }
    println!("{worlds} worlds, {states} distinct states, {transitions} steps");
    assert!(states > 20_000, "{states}");
}
