//! A20: stock at each crash point, a deadlock's victim, and a reservation that runs out while the approval comes.

use crate::script::{Script, at_every_pg, confirms, every, takes_by_confirm};
use daejo::payment::{LateMoney, State};
use daejo::pg::Operation;
use daejo_simulation::world::{Action, Left, Reach, Reservation, Setup, Visit, Worker};

#[test]
fn a20_stock_is_conserved_at_each_crash_point() {
    at_every_pg("a20 crash", every, |profile| {
        // The n-th step of a payment without trouble is the last one before the crash.
        for steps in 0..24 {
            let mut script = Script::at(profile);
            script.act(Action::Visit(0, Visit::Genuine));
            for _ in 0..steps {
                let goes_on = script.world.enabled().into_iter().find(|action| {
                    matches!(action, Action::Deliver(_) | Action::Reach(_, Reach::Well) | Action::Work(..))
                });
                script.act(goes_on.unwrap_or(Action::Wait));
            }
            script.restart();
            let db = &script.world.db;
            assert_eq!(db.free + db.held + db.sold, db.total);
            for end in script.ends() {
                assert_eq!(end.world.db.held, 0, "no ghost is held{}", end.story());
            }
        }
    });
}

#[test]
fn a20_a_deadlock_victim_begins_anew() {
    at_every_pg("a20 victim", every, |profile| {
        let left = Left { faults: 99, clicks: 9, ..Left::NOTHING };
        let mut script = Script::of(Setup { is_split: true, ..Setup::new("split", profile, left) });
        script.act(Action::Visit(0, Visit::Genuine));
        let mut victims = 0;
        for _ in 0..40 {
            let deciding =
                script.world.workers.iter().position(|worker| matches!(worker, Worker::Deciding(_)));
            match deciding {
                Some(at) if victims < 3 => {
                    let before = script.payment().clone();
                    script.act(Action::Abort(at));
                    assert_eq!(*script.payment(), before, "nothing of it is stored");
                    victims += 1;
                }
                Some(_) | None => {
                    let goes_on = script.world.enabled().into_iter().find(|action| {
                        matches!(
                            action,
                            Action::Deliver(_) | Action::Reach(_, Reach::Well) | Action::Work(..)
                        )
                    });
                    script.act(goes_on.unwrap_or(Action::Wait));
                }
            }
        }
        assert_eq!(victims, 3, "{}", script.story());
        script.ends();
    });
}

#[test]
fn a20_the_reservation_runs_out_while_the_confirm_is_under_way() {
    at_every_pg("a20 expiry", takes_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.reach(at, Reach::Well);
        let expires_at = script.payment().expires_at;
        let now = script.world.our_now();
        script.world.pass(expires_at.millis_since(now) + 1);
        assert_eq!(script.world.db.rows[0].reservation, Reservation::Held, "held while money may be taken");
        script.deliver(at);
        assert_eq!((script.state(), script.world.db.sold), (State::Paid, 1), "{}", script.story());
        script.ends();
    });
}

#[test]
fn a20_two_orders_and_one_piece() {
    let shown = |profile: &_| confirms(profile).map_or(Some("revived by a return only"), |_| None);
    at_every_pg("a20 last piece", shown, |profile| {
        let left = Left { faults: 9, clicks: 9, hooks: 9, checkouts: 9, ..Left::NOTHING };
        let mut setup = Setup::new("last piece", profile, left).with_two_orders();
        setup.policy.late_money = LateMoney::Revive;
        let mut script = Script::of(setup);
        script.act(Action::Checkout(1));
        assert_eq!(script.world.db.rows.len(), 1, "the piece is held: no second order");
        script.wait_for(State::Expired);
        script.act(Action::Checkout(1));
        script.act(Action::Visit(1, Visit::Genuine));
        for _ in 0..10 {
            script.rest();
            script.world.wait();
        }
        assert_eq!(script.world.db.rows[1].payment.state, State::Paid, "{}", script.story());
        // The first shopper pays after all; the piece is gone, so the money goes back.
        script.act(Action::Visit(0, Visit::Genuine));
        for end in script.ends() {
            assert_eq!(end.state(), State::Refunded, "{}", end.story());
            assert_eq!((end.world.db.sold, end.shipped(), end.world.db.fulfilled[1]), (1, 0, 1));
        }
    });
}
