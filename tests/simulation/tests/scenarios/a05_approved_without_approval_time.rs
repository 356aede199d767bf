//! A05: approved, and no time of approval: the status decides, not a member that may be missing.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Twist;

#[test]
fn a05_approved_without_approval_time() {
    at_every_pg("a05 confirm", takes_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.twisted(at, Twist::NoApprovalTime);
        script.deliver(at);
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "{}", script.story());
        script.ends_as(&[State::Paid]);
    });
}

#[test]
fn a05_approved_without_approval_time_in_a_query() {
    let both = |profile: &_| takes_by_confirm(profile).or_else(|| is_asked(profile));
    at_every_pg("a05 query", both, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.reach(at, daejo_simulation::world::Reach::ErrorAfter);
        script.deliver(at);
        let at = script.until(script.query());
        script.twisted(at, Twist::NoApprovalTime);
        script.deliver(at);
        let [end, _] = script.ends();
        assert!(end.shipped() == 1 || end.pg().held() == 0, "{}", end.story());
    });
}
