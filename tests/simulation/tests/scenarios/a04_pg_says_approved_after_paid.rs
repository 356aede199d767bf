//! A04: the PG says approved, and our payment is already paid.

use crate::script::{Script, at_every_pg, needs_query};
use daejo::payment::State;
use daejo_simulation::world::Treatment;

#[test]
fn a04_approved_again_changes_nothing() {
    at_every_pg("a04", needs_query, |profile| {
        let mut script = Script::paid(profile);
        let shipped = script.shipped();
        script.world.settlement_differs(0);
        assert!(script.payment().inquiry.query_again, "{}", script.trace_text());
        script.act(daejo_simulation::world::Action::JumpForward);
        let at = script.until_sent(script.query());
        script.reach_pg(at, Treatment::Normal);
        script.deliver(at);
        assert_eq!((script.state(), script.shipped()), (State::Paid, shipped), "{}", script.trace_text());
        script.check_ends_as(&[State::Paid]);
    });
}
