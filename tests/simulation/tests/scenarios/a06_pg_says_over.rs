//! A06: the PG says cancelled, aborted, expired or partly cancelled.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Reach, Returned, Stand};

fn shown(profile: &daejo_simulation::profile::Profile) -> Option<&'static str> {
    takes_by_confirm(profile).or_else(|| is_asked(profile))
}

/// A confirm of unknown outcome, and then the PG says that it stands so.
fn then_it_is(profile: daejo_simulation::profile::Profile, stand: Stand) -> Script {
    let mut script = Script::claimed(profile);
    let at = script.until(Operation::Confirm);
    script.world.lose(at, false);
    script.deliver(at);
    assert_eq!(script.state(), State::Unknown, "{}", script.story());
    script.world.pg[0].stand = stand;
    script
}

#[test]
fn a06_aborted_ends_as_declined() {
    at_every_pg("a06 aborted", shown, |profile| {
        let end = then_it_is(profile, Stand::Aborted).ends_as(&[State::Declined]);
        assert_eq!((end.shipped(), end.world.db.free), (0, 1), "the piece is free again{}", end.story());
    });
}

#[test]
fn a06_expired_and_canceled_end_without_money() {
    at_every_pg("a06 expired", shown, |profile| {
        let end = then_it_is(profile, Stand::Expired).ends_as(&[State::Expired, State::Declined]);
        assert_eq!(end.shipped(), 0);
    });
    at_every_pg("a06 canceled", shown, |profile| {
        let end = then_it_is(profile, Stand::Canceled).ends_as(&[State::Canceled, State::Declined]);
        assert_eq!(end.shipped(), 0);
    });
}

#[test]
fn a06_partly_canceled_before_we_knew_goes_to_a_person() {
    let part = |profile: &daejo_simulation::profile::Profile| {
        shown(profile)
            .or_else(|| (profile.capabilities.part_refunds == 0).then_some("no part goes back there"))
            .or_else(|| {
                (profile.capabilities.reversal_ms > 0).then_some("it is undone before it is looked at twice")
            })
    };
    at_every_pg("a06 partly", part, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.reach(at, Reach::ErrorAfter);
        script.deliver(at);
        script.world.pg[0].returned.push(Returned { amount: 4_000, reference: None });
        script.act(Action::Leap);
        script.rest();
        assert_eq!(script.state(), State::Quarantined, "{}", script.story());
        script.ends();
    });
}

#[test]
fn a06_canceled_at_the_pg_after_we_were_paid_is_seen() {
    at_every_pg("a06 afterwards", is_asked, |profile| {
        let mut script = Script::paid(profile);
        let held = script.pg().held();
        script.world.pg[0].returned.push(Returned { amount: held, reference: None });
        script.world.pg[0].stand = Stand::Canceled;
        script.ends_as(&[State::Refunded]);
    });
}
