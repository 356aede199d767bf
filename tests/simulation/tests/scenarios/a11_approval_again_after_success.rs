//! A11: the approval arrives again after the payment is paid, in a late answer to the confirm.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Treatment;

#[test]
fn a11_the_late_answer_after_the_query_said_paid() {
    let needs_both = |profile: &_| needs_capture_by_confirm(profile).or_else(|| needs_query(profile));
    at_every_pg("a11", needs_both, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, Treatment::Normal);
        script.time_out();
        // The answer to the confirm is still in flight while the PG is queried.
        let late = script.world.wire.remove(at);
        for _ in 0..6 {
            script.run_until_idle();
            if script.state() == State::Paid {
                break;
            }
            script.world.wait();
        }
        assert_eq!((script.state(), script.shipped()), (State::Paid, 1), "{}", script.trace_text());
        script.world.wire.push(late);
        script.deliver(0);
        assert_eq!(
            (script.state(), script.shipped()),
            (State::Paid, 1),
            "shipped once{}",
            script.trace_text()
        );
        script.check_ends_as(&[State::Paid]);
    });
}
