//! A02: the request left, and then a crash or a time-out before any answer; the PG had it or had it not.

use crate::script::{Script, at_every_pg, confirms};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Reach;

#[test]
fn a02_time_out_and_the_pg_never_had_it() {
    at_every_pg("a02 lost", confirms, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.world.orphan(at);
        script.world.wire.clear();
        script.time_out();
        assert_eq!(script.pg().approvals, 0);
        assert!(matches!(script.state(), State::Unknown | State::Reversing), "{}", script.story());
        for end in script.ends() {
            assert_eq!(end.pg().held() > 0, end.shipped() == 1, "{}", end.story());
        }
    });
}

#[test]
fn a02_crash_and_the_pg_had_it() {
    at_every_pg("a02 taken", confirms, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.reach(at, Reach::Well);
        script.restart();
        script.time_out();
        assert!(
            matches!(script.state(), State::Unknown | State::Reversing),
            "never failed: {}",
            script.story()
        );
        script.ends();
    });
}
