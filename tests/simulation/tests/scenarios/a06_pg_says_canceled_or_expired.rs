//! A06: the PG says canceled, aborted, expired or partially canceled.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Action, PgRefund, PgState, Treatment};

fn needs_query_after_capture(profile: &daejo_simulation::profile::Profile) -> Option<&'static str> {
    needs_capture_by_confirm(profile).or_else(|| needs_query(profile))
}

/// A confirm of unknown outcome. After it the payment has the state `state` at the PG.
fn unknown_confirm_then(profile: daejo_simulation::profile::Profile, state: PgState) -> Script {
    let mut script = Script::claimed(profile);
    let at = script.until_sent(Operation::Confirm);
    script.world.lose(at, false);
    script.deliver(at);
    assert_eq!(script.state(), State::Unknown, "{}", script.trace_text());
    script.world.pg[0].state = state;
    script
}

#[test]
fn a06_aborted_ends_as_declined() {
    at_every_pg("a06 aborted", needs_query_after_capture, |profile| {
        let end = unknown_confirm_then(profile, PgState::Aborted).check_ends_as(&[State::Declined]);
        assert_eq!((end.shipped(), end.world.db.free), (0, 1), "the item is free again{}", end.trace_text());
    });
}

#[test]
fn a06_expired_and_canceled_end_without_money() {
    at_every_pg("a06 expired", needs_query_after_capture, |profile| {
        let end =
            unknown_confirm_then(profile, PgState::Expired).check_ends_as(&[State::Expired, State::Declined]);
        assert_eq!(end.shipped(), 0);
    });
    at_every_pg("a06 canceled", needs_query_after_capture, |profile| {
        let end = unknown_confirm_then(profile, PgState::Canceled)
            .check_ends_as(&[State::Canceled, State::Declined]);
        assert_eq!(end.shipped(), 0);
    });
}

#[test]
fn a06_partially_canceled_before_the_answer_is_quarantined() {
    let needs_partial_refund = |profile: &daejo_simulation::profile::Profile| {
        needs_query_after_capture(profile)
            .or_else(|| (profile.capabilities.part_refunds == 0).then_some("the PG takes no partial refunds"))
            .or_else(|| {
                (profile.capabilities.reversal_ms > 0)
                    .then_some("the confirm is reversed before the second query")
            })
    };
    at_every_pg("a06 partially", needs_partial_refund, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, Treatment::ErrorAfterActing);
        script.deliver(at);
        script.world.pg[0].refunds.push(PgRefund { amount: 4_000, reference: None });
        script.act(Action::JumpForward);
        script.run_until_idle();
        assert_eq!(script.state(), State::Quarantined, "{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a06_a_cancel_at_the_pg_after_paid_is_noticed() {
    at_every_pg("a06 afterwards", needs_query, |profile| {
        let mut script = Script::paid(profile);
        let held = script.pg().held();
        script.world.pg[0].refunds.push(PgRefund { amount: held, reference: None });
        script.world.pg[0].state = PgState::Canceled;
        script.check_ends_as(&[State::Refunded]);
    });
}
