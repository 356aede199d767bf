//! A20: stock at each crash point, for a deadlock victim, and if the reservation expires while the approval is in
//! flight.

use crate::script::{Script, any_pg, at_every_pg, needs_capture_by_confirm, needs_confirm};
use daejo::payment::{LateMoney, State};
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Budget, Reservation, Setup, Treatment, Visit, Worker};

#[test]
fn a20_stock_is_conserved_at_each_crash_point() {
    at_every_pg("a20 crash", any_pg, |profile| {
        // The process crashes after n steps without faults.
        for steps in 0..24 {
            let mut script = Script::at(profile);
            script.act(Action::Visit(0, Visit::Genuine));
            for _ in 0..steps {
                let normal = script.world.enabled().into_iter().find(|action| {
                    matches!(
                        action,
                        Action::Deliver(_) | Action::ReachPg(_, Treatment::Normal) | Action::Work(..)
                    )
                });
                script.act(normal.unwrap_or(Action::Wait));
            }
            script.crash();
            let db = &script.world.db;
            assert_eq!(db.free + db.held + db.sold, db.total);
            for end in script.check_ends() {
                assert_eq!(end.world.db.held, 0, "no stock is still held{}", end.trace_text());
            }
        }
    });
}

#[test]
fn a20_a_deadlock_victim_starts_again() {
    at_every_pg("a20 victim", any_pg, |profile| {
        let budget = Budget { faults: 99, clicks: 9, ..Budget::NONE };
        let mut script = Script::with_setup(Setup { is_split: true, ..Setup::new("split", profile, budget) });
        script.act(Action::Visit(0, Visit::Genuine));
        let mut victims = 0;
        for _ in 0..40 {
            let pending_worker =
                script.world.workers.iter().position(|worker| matches!(worker, Worker::ChangePending(_)));
            match pending_worker {
                Some(at) if victims < 3 => {
                    let before = script.payment().clone();
                    script.act(Action::RollBackTransaction(at));
                    assert_eq!(*script.payment(), before, "nothing of the transaction is stored");
                    victims += 1;
                }
                Some(_) | None => {
                    let normal = script.world.enabled().into_iter().find(|action| {
                        matches!(
                            action,
                            Action::Deliver(_) | Action::ReachPg(_, Treatment::Normal) | Action::Work(..)
                        )
                    });
                    script.act(normal.unwrap_or(Action::Wait));
                }
            }
        }
        assert_eq!(victims, 3, "{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a20_the_reservation_expires_while_the_confirm_is_in_flight() {
    at_every_pg("a20 expiry", needs_capture_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, Treatment::Normal);
        let expires_at = script.payment().expires_at;
        let now = script.world.our_now();
        script.world.advance_time(expires_at.millis_since(now) + 1);
        assert_eq!(
            script.world.db.rows[0].reservation,
            Reservation::Held,
            "held while money may be captured"
        );
        script.deliver(at);
        assert_eq!((script.state(), script.world.db.sold), (State::Paid, 1), "{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a20_two_orders_and_one_item() {
    let needs_money_on_return = |profile: &_| {
        needs_confirm(profile).map_or(Some("only a return without a confirm revives an order"), |_| None)
    };
    at_every_pg("a20 last item", needs_money_on_return, |profile| {
        let budget = Budget { faults: 9, clicks: 9, webhooks: 9, checkouts: 9, ..Budget::NONE };
        let mut setup = Setup::new("last item", profile, budget).with_two_orders();
        setup.policy.late_money = LateMoney::Revive;
        let mut script = Script::with_setup(setup);
        script.act(Action::Checkout(1));
        assert_eq!(script.world.db.rows.len(), 1, "the item is held: no second order");
        script.wait_for(State::Expired);
        script.act(Action::Checkout(1));
        script.act(Action::Visit(1, Visit::Genuine));
        for _ in 0..10 {
            script.run_until_idle();
            script.world.wait();
        }
        assert_eq!(script.world.db.rows[1].payment.state, State::Paid, "{}", script.trace_text());
        // The first shopper pays late. The item is sold, so the money is refunded.
        script.act(Action::Visit(0, Visit::Genuine));
        for end in script.check_ends() {
            assert_eq!(end.state(), State::Refunded, "{}", end.trace_text());
            assert_eq!((end.world.db.sold, end.shipped(), end.world.db.fulfilled[1]), (1, 0, 1));
        }
    });
}
