//! A21: concurrent refunds, and a refund of unknown outcome.

use crate::script::{Script, any_pg, at_every_pg};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, TOTAL, Treatment};

fn needs_partial_refunds(profile: &Profile) -> Option<&'static str> {
    (profile.capabilities.part_refunds == 0).then_some("the PG takes no partial refunds")
}

#[test]
fn a21_a_second_refund_waits_for_the_first() {
    at_every_pg("a21 race", needs_partial_refunds, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::RequestRefund(0, 0));
        assert_eq!(script.state(), State::Refunding);
        script.act(Action::RequestRefund(0, 1));
        script.act(Action::RequestRefund(0, 2));
        script.act(Action::RequestRefund(0, 0));
        assert_eq!(script.payment().refunds.len(), 1, "one at a time{}", script.trace_text());
        script.run_until_idle();
        assert_eq!(script.state(), State::PartiallyRefunded, "{}", script.trace_text());
        assert_eq!(script.pg().held(), TOTAL - 4_000);
        script.act(Action::RequestRefund(0, 1));
        script.run_until_idle();
        assert_eq!((script.state(), script.pg().held()), (State::Refunded, 0), "{}", script.trace_text());
        script.act(Action::RequestRefund(0, 2));
        assert_eq!(script.payment().refunds.len(), 2, "no amount is left{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a21_a_partial_refund_is_rejected_if_the_pg_takes_none() {
    let needs_full_refunds_only =
        |profile: &Profile| (profile.capabilities.part_refunds > 0).then_some("the PG takes partial refunds");
    at_every_pg("a21 full only", needs_full_refunds_only, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::RequestRefund(0, 0));
        assert_eq!(
            (script.state(), script.payment().refunds.len()),
            (State::Paid, 0),
            "{}",
            script.trace_text()
        );
        script.act(Action::RequestRefund(0, 2));
        script.run_until_idle();
        assert_eq!((script.state(), script.pg().held()), (State::Refunded, 0), "{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a21_a_refund_that_timed_out_is_carried_out_once() {
    at_every_pg("a21 timed out", any_pg, |profile| {
        for (which, won) in [(0, 4_000), (2, TOTAL)] {
            if which == 0 && needs_partial_refunds(&profile).is_some() {
                continue;
            }
            for is_carried_out in [true, false] {
                let mut script = Script::paid(profile);
                script.act(Action::RequestRefund(0, which));
                let at = script.until_sent(Operation::Refund);
                if is_carried_out {
                    script.act(Action::LoseAnswer(at));
                } else {
                    script.world.lose(at, false);
                }
                script.deliver(at);
                assert_eq!(script.state(), State::Refunding, "{}", script.trace_text());
                for end in script.check_ends() {
                    let ours = end.pg().refunds.iter().filter(|one| one.reference.is_some());
                    let refunded: i64 = ours.map(|one| one.amount).sum();
                    assert!(refunded == won || refunded == 0 || refunded == TOTAL, "{}", end.trace_text());
                    let one = end.pg().refunds.iter().filter(|one| one.amount == 4_000).count();
                    assert!(one <= 1, "refunded once{}", end.trace_text());
                }
            }
        }
    });
}

#[test]
fn a21_a_refund_that_arrives_late_is_carried_out_once() {
    at_every_pg("a21 late", needs_partial_refunds, |profile| {
        let mut script = Script::paid(profile);
        script.act(Action::RequestRefund(0, 0));
        let at = script.until_sent(Operation::Refund);
        let late = script.world.wire.remove(at);
        script.time_out();
        script.run_until_idle();
        script.world.wait();
        script.run_until_idle();
        script.world.wire.push(late);
        script.reach_pg(0, Treatment::Normal);
        for end in script.check_ends() {
            let one = end.pg().refunds.iter().filter(|one| one.amount == 4_000).count();
            assert!(one <= 1, "refunded once{}", end.trace_text());
        }
    });
}
