//! The model checker, as far as a test has time for; `daejo-model` goes further.
#![allow(clippy::print_stdout, reason = "a test that says how far it went")]
#![allow(clippy::arithmetic_side_effects, reason = "small counts")]

use daejo_simulation::model::{Size, explore, setups};
use daejo_simulation::profile::{self, Profile};

#[test]
fn no_law_breaks_at_any_pg_whatever_happens_in_whatever_order() {
    println!("{}", Profile::head());
    let (mut states, mut transitions, mut worlds) = (0, 0, 0);
    for profile in profile::all() {
        println!("{}", profile.line());
        for setup in setups(profile, Size::Small) {
            let explored = explore(&setup, 300, 60);
            let story =
                explored.violation.as_ref().map(|found| format!("{}\n{}", found.law, found.trace.join("\n")));
            assert_eq!(story, None, "{} / {}", explored.profile, explored.setup);
            assert!(explored.states > 1, "{} / {}: nothing happened", explored.profile, explored.setup);
            worlds += 1;
            states += explored.states;
            transitions += explored.transitions;
        }
    }
    println!("{worlds} worlds, {states} distinct states, {transitions} steps");
    assert!(states > 20_000, "{states}");
}
