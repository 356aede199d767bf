//! A05: the payment is approved, and the time of approval is missing. The status decides, not a member that may be
//! missing.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Distortion;

#[test]
fn a05_approved_without_approval_time() {
    at_every_pg("a05 confirm", needs_capture_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_distorted(at, Distortion::NoApprovalTime);
        script.deliver(at);
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "{}", script.trace_text());
        script.check_ends_as(&[State::Paid]);
    });
}

#[test]
fn a05_approved_without_approval_time_in_a_query() {
    let both = |profile: &_| needs_capture_by_confirm(profile).or_else(|| needs_query(profile));
    at_every_pg("a05 query", both, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, daejo_simulation::world::Treatment::ErrorAfterActing);
        script.deliver(at);
        let at = script.until_sent(script.query());
        script.reach_distorted(at, Distortion::NoApprovalTime);
        script.deliver(at);
        let [end, _] = script.check_ends();
        assert!(end.shipped() == 1 || end.pg().held() == 0, "{}", end.trace_text());
    });
}
