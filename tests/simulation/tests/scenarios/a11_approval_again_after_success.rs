//! A11: the approval comes again after it was taken up: a late answer, or the same confirm once more.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Reach;

#[test]
fn a11_the_late_answer_after_the_query_said_paid() {
    let shown = |profile: &_| takes_by_confirm(profile).or_else(|| is_asked(profile));
    at_every_pg("a11", shown, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.reach(at, Reach::Well);
        script.time_out();
        // The confirm's own answer stays under way while the PG is asked.
        let late = script.world.wire.remove(at);
        for _ in 0..6 {
            script.rest();
            if script.state() == State::Paid {
                break;
            }
            script.world.wait();
        }
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "{}", script.story());
        script.world.wire.push(late);
        script.deliver(0);
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "once{}", script.story());
        script.ends_as(&[State::Paid]);
    });
}
