//! A21: refunds that race, and a refund of unknown outcome.

use crate::script::{Script, at_every_pg, every};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Reach, TOTAL};

fn parts(profile: &Profile) -> Option<&'static str> {
    (profile.capabilities.part_refunds == 0).then_some("it takes no part refunds")
}

#[test]
fn a21_a_second_refund_waits_for_the_first() {
    at_every_pg("a21 race", parts, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::AskRefund(0, 0));
        assert_eq!(script.state(), State::Refunding);
        script.act(Action::AskRefund(0, 1));
        script.act(Action::AskRefund(0, 2));
        script.act(Action::AskRefund(0, 0));
        assert_eq!(script.payment().refunds.len(), 1, "one at a time{}", script.story());
        script.rest();
        assert_eq!(script.state(), State::PartiallyRefunded, "{}", script.story());
        assert_eq!(script.pg().held(), TOTAL - 4_000);
        script.act(Action::AskRefund(0, 1));
        script.rest();
        assert_eq!((script.state(), script.pg().held()), (State::Refunded, 0), "{}", script.story());
        script.act(Action::AskRefund(0, 2));
        assert_eq!(script.payment().refunds.len(), 2, "nothing is left{}", script.story());
        script.ends();
    });
}

#[test]
fn a21_a_part_where_none_is_possible_is_refused() {
    let whole =
        |profile: &Profile| (profile.capabilities.part_refunds > 0).then_some("it takes part refunds");
    at_every_pg("a21 whole only", whole, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::AskRefund(0, 0));
        assert_eq!((script.state(), script.payment().refunds.len()), (State::Paid, 0), "{}", script.story());
        script.act(Action::AskRefund(0, 2));
        script.rest();
        assert_eq!((script.state(), script.pg().held()), (State::Refunded, 0), "{}", script.story());
        script.ends();
    });
}

#[test]
fn a21_a_refund_that_timed_out_is_carried_out_once() {
    at_every_pg("a21 timed out", every, |profile| {
        for (which, won) in [(0, 4_000), (2, TOTAL)] {
            if which == 0 && parts(&profile).is_some() {
                continue;
            }
            for is_carried_out in [true, false] {
                let mut script = Script::paid(profile);
                script.act(Action::AskRefund(0, which));
                let at = script.until(Operation::Refund);
                if is_carried_out {
                    script.act(Action::LoseAnswer(at));
                } else {
                    script.world.lose(at, false);
                }
                script.deliver(at);
                assert_eq!(script.state(), State::Refunding, "{}", script.story());
                for end in script.ends() {
                    let ours = end.pg().returned.iter().filter(|one| one.reference.is_some());
                    let back: i64 = ours.map(|one| one.amount).sum();
                    assert!(back == won || back == 0 || back == TOTAL, "{}", end.story());
                    let one = end.pg().returned.iter().filter(|one| one.amount == 4_000).count();
                    assert!(one <= 1, "once{}", end.story());
                }
            }
        }
    });
}

#[test]
fn a21_a_refund_that_arrives_late_is_carried_out_once() {
    at_every_pg("a21 late", parts, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::AskRefund(0, 0));
        let at = script.until(Operation::Refund);
        let late = script.world.wire.remove(at);
        script.time_out();
        script.rest();
        script.world.wait();
        script.rest();
        script.world.wire.push(late);
        script.reach(0, Reach::Well);
        for end in script.ends() {
            let one = end.pg().returned.iter().filter(|one| one.amount == 4_000).count();
            assert!(one <= 1, "once{}", end.story());
        }
    });
}
