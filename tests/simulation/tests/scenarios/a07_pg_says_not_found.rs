//! A07: "not found" means declined only after the PG's visibility delay, and only if the PG says it twice.

use crate::script::{Script, at_every_pg, needs_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::PgState;

#[test]
fn a07_not_found_once_decides_nothing() {
    let needs_both = |profile: &_| needs_confirm(profile).or_else(|| needs_query(profile));
    at_every_pg("a07", needs_both, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.world.lose(at, false);
        script.deliver(at);
        script.world.pg[0].state = PgState::Absent;
        let at = script.until_sent(script.query());
        script.reach_pg(at, daejo_simulation::world::Treatment::Normal);
        script.deliver(at);
        let is_open = matches!(script.state(), State::Confirming | State::Unknown | State::Reversing);
        assert!(is_open, "one 'not found' is not enough{}", script.trace_text());
        assert!(script.payment().inquiry.not_found >= 1, "{}", script.trace_text());
        let end = script.check_ends_as(&[State::Declined]);
        assert!(end.payment().confirm.claimed_at.is_some() && end.shipped() == 0);
    });
}

#[test]
fn a07_not_found_within_the_visibility_delay_decides_nothing() {
    let needs_delay = |profile: &daejo_simulation::profile::Profile| {
        needs_query(profile).or_else(|| {
            (profile.capabilities.visibility_delay_ms < 10_000).then_some("the PG shows a payment at once")
        })
    };
    at_every_pg("a07 slow", needs_delay, |profile| {
        let mut setup = daejo_simulation::world::Setup::new(
            "short pause",
            profile,
            daejo_simulation::world::Budget { faults: 9, clicks: 9, ..daejo_simulation::world::Budget::NONE },
        );
        setup.policy.first_pause_ms = 1_000;
        let mut script = Script::with_setup(setup);
        script.act(daejo_simulation::world::Action::Visit(0, daejo_simulation::world::Visit::Genuine));
        let mut too_early = 0;
        for _ in 0..8 {
            script.run_until_idle();
            let payment = script.payment();
            if payment.inquiry.not_found == 0 {
                too_early = too_early.max(payment.inquiry.empty_queries);
            }
            assert!(!matches!(script.state(), State::Declined | State::Expired), "{}", script.trace_text());
            script.world.wait();
        }
        assert!(too_early >= 2, "the PG was queried too early at least twice{}", script.trace_text());
        script.check_ends_as(&[State::Paid]);
    });
}
