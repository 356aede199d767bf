//! A16: an approval or a deposit after the payment expired, failed or was canceled. The money is refunded, or the order
//! is revived.

use crate::script::{Script, at_every_pg, needs_virtual_account};
use daejo::payment::{LateMoney, State};
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Budget, Setup, TOTAL, Visit};

fn needs_money_on_return(profile: &Profile) -> Option<&'static str> {
    (!profile.capabilities.return_means_money).then_some("without a confirm no money is captured")
}

fn late(profile: Profile, late_money: LateMoney, visit: Visit) -> Script {
    let budget = Budget { faults: 9, clicks: 9, webhooks: 9, ..Budget::NONE };
    let mut setup = Setup::new("late", profile, budget);
    setup.policy.late_money = late_money;
    let mut script = Script::with_setup(setup);
    if visit == Visit::Genuine {
        script.wait_for(State::Expired);
    } else {
        script.act(Action::Visit(0, visit));
        assert!(matches!(script.state(), State::Declined | State::Canceled), "{}", script.trace_text());
    }
    // The shopper pays in another tab.
    script.act(Action::Visit(0, Visit::Genuine));
    assert_eq!(script.pg().held(), TOTAL);
    assert!(script.state().is_settled() && script.shipped() == 0, "{}", script.trace_text());
    script
}

#[test]
fn a16_an_approval_after_the_final_state_is_refunded() {
    at_every_pg("a16 refunded", needs_money_on_return, |profile| {
        for visit in [Visit::Genuine, Visit::Canceled, Visit::Failed, Visit::OtherAmount] {
            let end = late(profile, LateMoney::Refund, visit).check_ends_as(&[State::Refunded]);
            assert_eq!((end.pg().held(), end.shipped()), (0, 0), "{}", end.trace_text());
            assert!(end.world.db.rows[0].alerted, "an operator is alerted{}", end.trace_text());
        }
    });
}

#[test]
fn a16_an_approval_after_expiry_revives_the_order_if_stock_is_left() {
    at_every_pg("a16 revives", needs_money_on_return, |profile| {
        let end = late(profile, LateMoney::Revive, Visit::Genuine).check_ends_as(&[State::Paid]);
        assert_eq!((end.shipped(), end.world.db.sold), (1, 1), "{}", end.trace_text());
        let canceled = late(profile, LateMoney::Revive, Visit::Canceled).check_ends_as(&[State::Refunded]);
        assert_eq!(canceled.shipped(), 0, "a canceled order is not revived{}", canceled.trace_text());
    });
}

#[test]
fn a16_a_deposit_after_the_due_time_is_refunded_to_an_account() {
    at_every_pg("a16 deposit", needs_virtual_account, |profile| {
        let mut script = Script::claimed(profile);
        script.wait_for(State::Expired);
        script.act(Action::Deposit(0, TOTAL));
        for end in script.check_ends() {
            assert!(end.shipped() == 1 || end.pg().held() == 0, "{}", end.trace_text());
            assert!(
                end.world.db.rows[0].alerted,
                "an operator is asked for the refund account{}",
                end.trace_text()
            );
        }
    });
}

#[test]
fn a16_another_amount_is_deposited() {
    at_every_pg("a16 other amount", needs_virtual_account, |profile| {
        for won in [100, TOTAL - 1, TOTAL + 1] {
            let mut script = Script::claimed(profile);
            script.wait_for(State::AwaitingDeposit);
            script.act(Action::Deposit(0, won));
            for end in script.check_ends() {
                assert_eq!((end.shipped(), end.pg().held()), (0, 0), "{won}{}", end.trace_text());
                assert!(end.world.db.rows[0].alerted);
            }
        }
    });
}

#[test]
fn a16_a_deposit_that_the_bank_revokes_raises_an_alert() {
    at_every_pg("a16 revoked", needs_virtual_account, |profile| {
        let mut script = Script::paid(profile);
        assert_eq!(script.shipped(), 1);
        script.act(Action::RevokeDeposit(0));
        for end in script.check_ends() {
            assert!(end.world.db.rows[0].alerted, "{}", end.trace_text());
        }
    });
}
