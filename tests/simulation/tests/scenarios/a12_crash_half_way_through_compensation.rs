//! A12: the process dies half-way through giving money back: before the request, after it, before its answer is stored.

use crate::script::{Script, at_every_pg, every, is_card};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Reach};

#[test]
fn a12_crash_before_the_refund_leaves() {
    at_every_pg("a12 before", every, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::AskRefund(0, 2));
        let worker = script.until_announced(Operation::Refund);
        script.act(Action::Crash(worker));
        assert_eq!((script.state(), script.pg().returned.len()), (State::Refunding, 0));
        script.ends();
    });
}

#[test]
fn a12_crash_after_the_refund_was_carried_out() {
    at_every_pg("a12 after", every, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::AskRefund(0, 2));
        let at = script.until(Operation::Refund);
        script.reach(at, Reach::Well);
        script.restart();
        assert_eq!(
            (script.state(), script.pg().held()),
            (State::Refunding, 0),
            "given back, and we do not know"
        );
        for end in script.ends() {
            assert_eq!(end.pg().returned.len(), 1, "given back once{}", end.story());
        }
    });
}

#[test]
fn a12_crash_while_a_confirm_is_undone() {
    let undoes = |profile: &daejo_simulation::profile::Profile| {
        is_card(profile)
            .or_else(|| (profile.capabilities.reversal_ms == 0).then_some("the PG does not undo a confirm"))
    };
    at_every_pg("a12 reversal", undoes, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.world.lose(at, false);
        script.deliver(at);
        let at = script.until(Operation::Reverse);
        script.reach(at, Reach::Well);
        script.restart();
        assert_eq!(script.state(), State::Reversing, "{}", script.story());
        for end in script.ends() {
            assert_eq!((end.pg().held(), end.shipped()), (0, 0), "{}", end.story());
        }
    });
}
