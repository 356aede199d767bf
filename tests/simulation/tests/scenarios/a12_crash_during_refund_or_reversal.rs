//! A12: the process crashes during a refund or a reversal: before the request is sent, or before its answer is stored.

use crate::script::{Script, any_pg, at_every_pg, needs_card};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Treatment};

#[test]
fn a12_crash_before_the_refund_is_sent() {
    at_every_pg("a12 before", any_pg, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::RequestRefund(0, 2));
        let worker = script.until_intent_stored(Operation::Refund);
        script.act(Action::Crash(worker));
        assert_eq!((script.state(), script.pg().refunds.len()), (State::Refunding, 0));
        script.check_ends();
    });
}

#[test]
fn a12_crash_after_the_refund_was_carried_out() {
    at_every_pg("a12 after", any_pg, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::RequestRefund(0, 2));
        let at = script.until_sent(Operation::Refund);
        script.reach_pg(at, Treatment::Normal);
        script.crash();
        assert_eq!(
            (script.state(), script.pg().held()),
            (State::Refunding, 0),
            "refunded, and we do not know it yet"
        );
        for end in script.check_ends() {
            assert_eq!(end.pg().refunds.len(), 1, "refunded once{}", end.trace_text());
        }
    });
}

#[test]
fn a12_crash_during_a_reversal() {
    let needs_reversal = |profile: &daejo_simulation::profile::Profile| {
        needs_card(profile)
            .or_else(|| (profile.capabilities.reversal_ms == 0).then_some("the PG takes no reversals"))
    };
    at_every_pg("a12 reversal", needs_reversal, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.world.lose(at, false);
        script.deliver(at);
        let at = script.until_sent(Operation::Reverse);
        script.reach_pg(at, Treatment::Normal);
        script.crash();
        assert_eq!(script.state(), State::Reversing, "{}", script.trace_text());
        for end in script.check_ends() {
            assert_eq!((end.pg().held(), end.shipped()), (0, 0), "{}", end.trace_text());
        }
    });
}
