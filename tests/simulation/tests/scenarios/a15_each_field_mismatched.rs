//! A15: each member of the PG's record differs once, wherever it comes home. Nothing is shipped on it.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Reach, Twist, Visit};

#[test]
fn a15_in_the_look_before_the_confirm() {
    let shown = |profile: &_| takes_by_confirm(profile).or_else(|| is_asked(profile));
    at_every_pg("a15 before", shown, |profile| {
        for twist in Twist::MISMATCHES {
            let mut script = Script::claimed(profile);
            // A PG that is slow to show has nothing to differ before.
            script.world.pass(profile.capabilities.visibility_delay_ms);
            let at = script.until(script.query());
            script.twisted(at, twist);
            script.deliver(at);
            assert!(!script.payment().mismatches.is_empty(), "{twist:?}{}", script.story());
            assert_eq!((script.pg().approvals, script.shipped()), (0, 0), "{twist:?}{}", script.story());
            script.ends();
        }
    });
}

#[test]
fn a15_in_the_answer_to_the_confirm() {
    at_every_pg("a15 confirm", takes_by_confirm, |profile| {
        for twist in Twist::MISMATCHES {
            let mut script = Script::claimed(profile);
            let at = script.until(Operation::Confirm);
            script.twisted(at, twist);
            script.deliver(at);
            assert_eq!(script.pg().approvals, 1, "the money is taken");
            assert_eq!(script.shipped(), 0, "{twist:?}{}", script.story());
            assert!(!script.payment().mismatches.is_empty(), "{twist:?}{}", script.story());
            script.ends();
        }
    });
}

#[test]
fn a15_in_the_query_after_an_unknown_confirm() {
    let shown = |profile: &_| takes_by_confirm(profile).or_else(|| is_asked(profile));
    at_every_pg("a15 query", shown, |profile| {
        for twist in Twist::MISMATCHES {
            let mut script = Script::claimed(profile);
            let at = script.until(Operation::Confirm);
            script.reach(at, Reach::ErrorAfter);
            script.deliver(at);
            script.world.pass(profile.capabilities.visibility_delay_ms);
            let at = script.until(script.query());
            script.twisted(at, twist);
            script.deliver(at);
            assert_eq!(script.shipped(), 0, "{twist:?}{}", script.story());
            script.ends();
        }
    });
}

#[test]
fn a15_in_the_claim() {
    at_every_pg("a15 claim", crate::script::every, |profile| {
        for visit in [Visit::Stranger, Visit::OtherAmount] {
            let mut script = Script::at(profile);
            script.act(Action::Visit(0, visit));
            assert!(script.payment().payment_key.is_none(), "{visit:?}{}", script.story());
            script.ends();
        }
    });
}

#[test]
fn a15_less_was_authenticated_than_is_claimed() {
    at_every_pg("a15 less", crate::script::every, |profile| {
        let mut script = Script::at(profile);
        script.act(Action::Visit(0, Visit::LessAuthenticated));
        assert_eq!(script.pg().amount, 100);
        for end in script.ends() {
            assert_eq!((end.shipped(), end.pg().held()), (0, 0), "{}", end.story());
        }
    });
}
