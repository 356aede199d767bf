//! A09: an unknown status never moves a payment forward.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Distortion;

#[test]
fn a09_unknown_status_in_the_answer_to_a_confirm() {
    at_every_pg("a09 confirm", needs_capture_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_distorted(at, Distortion::UnknownStatus);
        script.deliver(at);
        assert_eq!(script.pg().approvals, 1);
        assert_eq!((script.state(), script.shipped()), (State::Unknown, 0), "{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a09_unknown_status_after_paid() {
    at_every_pg("a09 later", needs_query, |profile| {
        let mut script = Script::paid(profile);
        script.world.settlement_differs(0);
        script.act(daejo_simulation::world::Action::JumpForward);
        let at = script.until_sent(script.query());
        script.reach_distorted(at, Distortion::UnknownStatus);
        script.deliver(at);
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "{}", script.trace_text());
        script.check_ends();
    });
}
