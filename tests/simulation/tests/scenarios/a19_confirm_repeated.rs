//! A19: a confirm is repeated, with the same amount or with another one.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm};
use daejo::money::Amount;
use daejo::payment::State;
use daejo::pg::{Operation, PgCall};
use daejo_simulation::world::{Action, TOTAL, Treatment};

#[test]
fn a19_a_repeated_confirm_captures_money_once() {
    at_every_pg("a19 same", needs_capture_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        // The network delivers the request twice.
        let twice = script.world.wire[at].clone();
        script.world.wire.push(twice);
        let copy = script.world.wire.len() - 1;
        script.reach_pg(at, Treatment::Normal);
        script.reach_pg(copy, Treatment::Normal);
        script.deliver(copy);
        script.deliver(at);
        assert_eq!(script.pg().approvals, 1, "{}", script.trace_text());
        for end in script.check_ends() {
            assert_eq!(end.shipped() == 1, end.pg().held() == TOTAL, "{}", end.trace_text());
        }
    });
}

#[test]
fn a19_a_confirm_of_another_amount_is_never_sent() {
    at_every_pg("a19 other", needs_capture_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        script.act(Action::Visit(0, daejo_simulation::world::Visit::OtherAmount));
        let at = script.until_sent(Operation::Confirm);
        let daejo::payment::Step::Wait { .. } = script.world.next_step(script.payment()) else {
            panic!("the payment does not wait for the confirm in flight{}", script.trace_text());
        };
        let total = Amount::new(TOTAL).expect("an amount");
        let PgCall::Confirm { amount, .. } = script.world.wire[at].call() else {
            panic!("not a confirm");
        };
        assert_eq!(*amount, total, "the order's amount, not the browser's");
        script.reach_pg(at, Treatment::Normal);
        script.deliver(at);
        assert_eq!((script.state(), script.pg().captured), (State::Paid, TOTAL), "{}", script.trace_text());
    });
}
