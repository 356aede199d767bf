//! A09: a status word that nobody listed never moves a payment forward.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Twist;

#[test]
fn a09_unknown_word_for_a_confirm() {
    at_every_pg("a09 confirm", takes_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.twisted(at, Twist::Word);
        script.deliver(at);
        assert_eq!(script.pg().approvals, 1);
        assert_eq!((script.state(), script.shipped()), (State::Unknown, 0), "{}", script.story());
        script.ends();
    });
}

#[test]
fn a09_unknown_word_when_we_are_paid() {
    at_every_pg("a09 later", is_asked, |profile| {
        let mut script = Script::paid(profile);
        script.world.settlement(0);
        script.act(daejo_simulation::world::Action::Leap);
        let at = script.until(script.query());
        script.twisted(at, Twist::Word);
        script.deliver(at);
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "{}", script.story());
        script.ends();
    });
}
