//! A13: unknown until the budget ends: a person is told, and both ways out work.

use crate::script::{Script, at_every_pg, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Left, Reach, Setup, Visit};

/// The PG takes the money and then says a word that nobody knows, for as long as anybody asks.
fn quarantined(profile: Profile) -> Option<Script> {
    let left = Left { faults: 9, clicks: 9, requests: 9, ..Left::NOTHING };
    let mut script = Script::of(Setup { is_frozen: true, ..Setup::new("frozen", profile, left) });
    script.act(Action::Visit(0, Visit::Genuine));
    for _ in 0..60 {
        script.rest();
        if script.state() == State::Quarantined {
            return Some(script);
        }
        script.world.wait();
    }
    None
}

#[test]
fn a13_quarantine_and_both_ways_out() {
    let without_look = |profile: &Profile| {
        takes_by_confirm(profile)
            .or_else(|| (profile.capabilities.reversal_ms > 0).then_some("it is undone instead"))
    };
    at_every_pg("a13", without_look, |profile| {
        let mut setup_policy =
            Setup::new("no look before", profile, Left { faults: 9, clicks: 9, ..Left::NOTHING });
        setup_policy.policy.verify_before_confirm = false;
        setup_policy.is_frozen = true;
        let mut script = Script::of(setup_policy);
        script.act(Action::Visit(0, Visit::Genuine));
        let at = script.until(Operation::Confirm);
        script.reach(at, Reach::ErrorAfter);
        assert_eq!(script.pg().approvals, 1);
        for _ in 0..60 {
            script.rest();
            if script.state() == State::Quarantined {
                break;
            }
            assert!(!script.state().is_settled(), "never shown as failed{}", script.story());
            script.world.wait();
        }
        assert_eq!(script.state(), State::Quarantined, "{}", script.story());
        assert!(script.world.db.rows[0].told, "a person is told");
        let [shipped, given_back] = script.ends();
        assert_eq!((shipped.state(), shipped.shipped()), (State::Paid, 1), "{}", shipped.story());
        assert_eq!((given_back.pg().held(), given_back.shipped()), (0, 0), "{}", given_back.story());
    });
}

#[test]
fn a13_every_pg_gets_to_an_end_when_it_never_says_a_known_word() {
    at_every_pg("a13 end", crate::script::every, |profile| {
        if let Some(script) = quarantined(profile) {
            assert!(script.world.db.rows[0].told);
            script.ends();
        }
    });
}
