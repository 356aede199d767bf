//! A15: each member of the PG's record differs once, in each kind of answer. Nothing is shipped because of it.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Distortion, Treatment, Visit};

#[test]
fn a15_in_the_query_before_the_confirm() {
    let needs_both = |profile: &_| needs_capture_by_confirm(profile).or_else(|| needs_query(profile));
    at_every_pg("a15 before", needs_both, |profile| {
        for distortion in Distortion::MISMATCHES {
            let mut script = Script::claimed(profile);
            // Within the visibility delay the PG shows no record.
            script.world.advance_time(profile.capabilities.visibility_delay_ms);
            let at = script.until_sent(script.query());
            script.reach_distorted(at, distortion);
            script.deliver(at);
            assert!(!script.payment().mismatches.is_empty(), "{distortion:?}{}", script.trace_text());
            assert_eq!(
                (script.pg().approvals, script.shipped()),
                (0, 0),
                "{distortion:?}{}",
                script.trace_text()
            );
            script.check_ends();
        }
    });
}

#[test]
fn a15_in_the_answer_to_the_confirm() {
    at_every_pg("a15 confirm", needs_capture_by_confirm, |profile| {
        for distortion in Distortion::MISMATCHES {
            let mut script = Script::claimed(profile);
            let at = script.until_sent(Operation::Confirm);
            script.reach_distorted(at, distortion);
            script.deliver(at);
            assert_eq!(script.pg().approvals, 1, "the money is captured");
            assert_eq!(script.shipped(), 0, "{distortion:?}{}", script.trace_text());
            assert!(!script.payment().mismatches.is_empty(), "{distortion:?}{}", script.trace_text());
            script.check_ends();
        }
    });
}

#[test]
fn a15_in_the_query_after_an_unknown_confirm() {
    let needs_both = |profile: &_| needs_capture_by_confirm(profile).or_else(|| needs_query(profile));
    at_every_pg("a15 query", needs_both, |profile| {
        for distortion in Distortion::MISMATCHES {
            let mut script = Script::claimed(profile);
            let at = script.until_sent(Operation::Confirm);
            script.reach_pg(at, Treatment::ErrorAfterActing);
            script.deliver(at);
            script.world.advance_time(profile.capabilities.visibility_delay_ms);
            let at = script.until_sent(script.query());
            script.reach_distorted(at, distortion);
            script.deliver(at);
            assert_eq!(script.shipped(), 0, "{distortion:?}{}", script.trace_text());
            script.check_ends();
        }
    });
}

#[test]
fn a15_in_the_claim() {
    at_every_pg("a15 claim", crate::script::any_pg, |profile| {
        for visit in [Visit::OtherCustomer, Visit::OtherAmount] {
            let mut script = Script::at(profile);
            script.act(Action::Visit(0, visit));
            assert!(script.payment().payment_key.is_none(), "{visit:?}{}", script.trace_text());
            script.check_ends();
        }
    });
}

#[test]
fn a15_the_authenticated_amount_is_lower_than_the_claimed_one() {
    at_every_pg("a15 lower", crate::script::any_pg, |profile| {
        let mut script = Script::at(profile);
        script.act(Action::Visit(0, Visit::LowerAmountAuthenticated));
        assert_eq!(script.pg().amount, 100);
        for end in script.check_ends() {
            assert_eq!((end.shipped(), end.pg().held()), (0, 0), "{}", end.trace_text());
        }
    });
}
