//! A13: the outcome is unknown until the time limit: an operator is alerted, and both decisions work.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Budget, Setup, Treatment, Visit};

/// The PG answers every request with an unknown status, until the payment is quarantined. `None` if it never is.
fn quarantined(profile: Profile) -> Option<Script> {
    let budget = Budget { faults: 9, clicks: 9, requests: 9, ..Budget::NONE };
    let mut script = Script::with_setup(Setup { is_frozen: true, ..Setup::new("frozen", profile, budget) });
    script.act(Action::Visit(0, Visit::Genuine));
    for _ in 0..60 {
        script.run_until_idle();
        if script.state() == State::Quarantined {
            return Some(script);
        }
        script.world.wait();
    }
    None
}

#[test]
fn a13_quarantine_and_both_decisions() {
    let needs_capture_without_reversal = |profile: &Profile| {
        needs_capture_by_confirm(profile)
            .or_else(|| (profile.capabilities.reversal_ms > 0).then_some("the confirm is reversed instead"))
    };
    at_every_pg("a13", needs_capture_without_reversal, |profile| {
        let mut setup =
            Setup::new("no query before", profile, Budget { faults: 9, clicks: 9, ..Budget::NONE });
        setup.policy.verify_before_confirm = false;
        setup.is_frozen = true;
        let mut script = Script::with_setup(setup);
        script.act(Action::Visit(0, Visit::Genuine));
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, Treatment::ErrorAfterActing);
        assert_eq!(script.pg().approvals, 1);
        for _ in 0..60 {
            script.run_until_idle();
            if script.state() == State::Quarantined {
                break;
            }
            assert!(!script.state().is_settled(), "not shown as failed{}", script.trace_text());
            script.world.wait();
        }
        assert_eq!(script.state(), State::Quarantined, "{}", script.trace_text());
        assert!(script.world.db.rows[0].alerted, "an operator is alerted");
        let [shipped, refunded] = script.check_ends();
        assert_eq!((shipped.state(), shipped.shipped()), (State::Paid, 1), "{}", shipped.trace_text());
        assert_eq!((refunded.pg().held(), refunded.shipped()), (0, 0), "{}", refunded.trace_text());
    });
}

#[test]
fn a13_every_payment_ends_if_the_status_stays_unknown() {
    at_every_pg("a13 end", crate::script::any_pg, |profile| {
        if let Some(script) = quarantined(profile) {
            assert!(script.world.db.rows[0].alerted);
            script.check_ends();
        }
    });
}
