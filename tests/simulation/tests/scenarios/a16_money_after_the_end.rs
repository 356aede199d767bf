//! A16: an approval or a deposit after the payment expired, failed or was called off: given back, or revived.

use crate::script::{Script, at_every_pg, is_account};
use daejo::payment::{LateMoney, State};
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Left, Setup, TOTAL, Visit};

fn on_return(profile: &Profile) -> Option<&'static str> {
    (!profile.capabilities.return_means_money).then_some("without a confirm there is no money")
}

fn late(profile: Profile, late_money: LateMoney, visit: Visit) -> Script {
    let left = Left { faults: 9, clicks: 9, hooks: 9, ..Left::NOTHING };
    let mut setup = Setup::new("late", profile, left);
    setup.policy.late_money = late_money;
    let mut script = Script::of(setup);
    if visit == Visit::Genuine {
        script.wait_for(State::Expired);
    } else {
        script.act(Action::Visit(0, visit));
        assert!(matches!(script.state(), State::Declined | State::Canceled), "{}", script.story());
    }
    // In another tab the shopper pays.
    script.act(Action::Visit(0, Visit::Genuine));
    assert_eq!(script.pg().held(), TOTAL);
    assert!(script.state().is_settled() && script.shipped() == 0, "{}", script.story());
    script
}

#[test]
fn a16_an_approval_after_the_end_goes_back() {
    at_every_pg("a16 goes back", on_return, |profile| {
        for visit in [Visit::Genuine, Visit::CalledOff, Visit::Failed, Visit::OtherAmount] {
            let end = late(profile, LateMoney::Refund, visit).ends_as(&[State::Refunded]);
            assert_eq!((end.pg().held(), end.shipped()), (0, 0), "{}", end.story());
            assert!(end.world.db.rows[0].told, "a person is told{}", end.story());
        }
    });
}

#[test]
fn a16_an_approval_after_expiry_revives_the_order_if_the_piece_is_there() {
    at_every_pg("a16 revives", on_return, |profile| {
        let end = late(profile, LateMoney::Revive, Visit::Genuine).ends_as(&[State::Paid]);
        assert_eq!((end.shipped(), end.world.db.sold), (1, 1), "{}", end.story());
        let off = late(profile, LateMoney::Revive, Visit::CalledOff).ends_as(&[State::Refunded]);
        assert_eq!(off.shipped(), 0, "what was called off is not wanted{}", off.story());
    });
}

#[test]
fn a16_a_deposit_after_the_account_ran_out_goes_back_to_an_account() {
    at_every_pg("a16 deposit", is_account, |profile| {
        let mut script = Script::claimed(profile);
        script.wait_for(State::Expired);
        script.act(Action::Deposit(0, TOTAL));
        for end in script.ends() {
            assert!(end.shipped() == 1 || end.pg().held() == 0, "{}", end.story());
            assert!(end.world.db.rows[0].told, "a person names the account{}", end.story());
        }
    });
}

#[test]
fn a16_another_sum_is_deposited() {
    at_every_pg("a16 other sum", is_account, |profile| {
        for won in [100, TOTAL - 1, TOTAL + 1] {
            let mut script = Script::claimed(profile);
            script.wait_for(State::AwaitingDeposit);
            script.act(Action::Deposit(0, won));
            for end in script.ends() {
                assert_eq!((end.shipped(), end.pg().held()), (0, 0), "{won}{}", end.story());
                assert!(end.world.db.rows[0].told);
            }
        }
    });
}

#[test]
fn a16_a_deposit_that_the_bank_takes_back_is_told() {
    at_every_pg("a16 rolled back", is_account, |profile| {
        let mut script = Script::paid(profile);
        assert_eq!(script.shipped(), 1);
        script.act(Action::RollBack(0));
        for end in script.ends() {
            assert!(end.world.db.rows[0].told, "{}", end.story());
        }
    });
}
