//! A04: the PG says approved, and we already are paid.

use crate::script::{Script, at_every_pg, is_asked};
use daejo::payment::State;
use daejo_simulation::world::Reach;

#[test]
fn a04_approved_again_changes_nothing() {
    at_every_pg("a04", is_asked, |profile| {
        let mut script = Script::paid(profile);
        let shipped = script.shipped();
        script.world.settlement(0);
        assert!(script.payment().inquiry.query_again, "{}", script.story());
        script.act(daejo_simulation::world::Action::Leap);
        let at = script.until(script.query());
        script.reach(at, Reach::Well);
        script.deliver(at);
        assert_eq!((script.state(), script.shipped()), (State::Paid, shipped), "{}", script.story());
        script.ends_as(&[State::Paid]);
    });
}
