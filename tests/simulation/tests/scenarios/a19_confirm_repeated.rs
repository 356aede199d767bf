//! A19: a confirm is repeated, with the same amount or with another.

use crate::script::{Script, at_every_pg, takes_by_confirm};
use daejo::money::Amount;
use daejo::payment::State;
use daejo::pg::{Operation, PgCall};
use daejo_simulation::world::{Action, Reach, TOTAL};

#[test]
fn a19_the_same_confirm_again_takes_money_once() {
    at_every_pg("a19 same", takes_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        // A network that delivers twice.
        let twice = script.world.wire[at].clone();
        script.world.wire.push(twice);
        let copy = script.world.wire.len() - 1;
        script.reach(at, Reach::Well);
        script.reach(copy, Reach::Well);
        script.deliver(copy);
        script.deliver(at);
        assert_eq!(script.pg().approvals, 1, "{}", script.story());
        for end in script.ends() {
            assert_eq!(end.shipped() == 1, end.pg().held() == TOTAL, "{}", end.story());
        }
    });
}

#[test]
fn a19_a_confirm_of_another_amount_is_never_sent() {
    at_every_pg("a19 other", takes_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        script.act(Action::Visit(0, daejo_simulation::world::Visit::OtherAmount));
        let at = script.until(Operation::Confirm);
        let daejo::payment::Step::Wait { .. } = script.world.next_step(script.payment()) else {
            panic!("a confirm is under way{}", script.story());
        };
        let total = Amount::new(TOTAL).expect("an amount");
        let PgCall::Confirm { amount, .. } = script.world.wire[at].call() else {
            panic!("not a confirm");
        };
        assert_eq!(*amount, total, "the order's amount, whatever the browser says");
        script.reach(at, Reach::Well);
        script.deliver(at);
        assert_eq!((script.state(), script.pg().taken), (State::Paid, TOTAL), "{}", script.story());
    });
}
