//! A07: "not found" is a no only after the PG's visibility delay, and twice.

use crate::script::{Script, at_every_pg, confirms, is_asked};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Stand;

#[test]
fn a07_not_found_once_decides_nothing() {
    let shown = |profile: &_| confirms(profile).or_else(|| is_asked(profile));
    at_every_pg("a07", shown, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.world.lose(at, false);
        script.deliver(at);
        script.world.pg[0].stand = Stand::Absent;
        let at = script.until(script.query());
        script.reach(at, daejo_simulation::world::Reach::Well);
        script.deliver(at);
        let is_open = matches!(script.state(), State::Confirming | State::Unknown | State::Reversing);
        assert!(is_open, "once is not enough{}", script.story());
        assert!(script.payment().inquiry.not_found >= 1, "{}", script.story());
        let end = script.ends_as(&[State::Declined]);
        assert!(end.payment().confirm.claimed_at.is_some() && end.shipped() == 0);
    });
}

#[test]
fn a07_not_found_before_it_can_be_seen_decides_nothing() {
    let slow = |profile: &daejo_simulation::profile::Profile| {
        is_asked(profile).or_else(|| {
            (profile.capabilities.visibility_delay_ms < 10_000).then_some("it shows a payment at once")
        })
    };
    at_every_pg("a07 slow", slow, |profile| {
        let mut setup = daejo_simulation::world::Setup::new(
            "eager",
            profile,
            daejo_simulation::world::Left { faults: 9, clicks: 9, ..daejo_simulation::world::Left::NOTHING },
        );
        setup.policy.first_pause_ms = 1_000;
        let mut script = Script::of(setup);
        script.act(daejo_simulation::world::Action::Visit(0, daejo_simulation::world::Visit::Genuine));
        let mut too_early = 0;
        for _ in 0..8 {
            script.rest();
            let payment = script.payment();
            if payment.inquiry.not_found == 0 {
                too_early = too_early.max(payment.inquiry.empty_queries);
            }
            assert!(!matches!(script.state(), State::Declined | State::Expired), "{}", script.story());
            script.world.wait();
        }
        assert!(too_early >= 2, "it was asked too early at least twice{}", script.story());
        script.ends_as(&[State::Paid]);
    });
}
