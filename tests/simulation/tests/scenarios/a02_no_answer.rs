//! A02: the request was sent, and before any answer the process crashes or the request times out. The PG may or may not
//! have got the request.

use crate::script::{Script, at_every_pg, needs_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Treatment;

#[test]
fn a02_time_out_and_the_pg_did_not_get_the_request() {
    at_every_pg("a02 lost", needs_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.world.orphan(at);
        script.world.wire.clear();
        script.time_out();
        assert_eq!(script.pg().approvals, 0);
        assert!(matches!(script.state(), State::Unknown | State::Reversing), "{}", script.trace_text());
        for end in script.check_ends() {
            assert_eq!(end.pg().held() > 0, end.shipped() == 1, "{}", end.trace_text());
        }
    });
}

#[test]
fn a02_crash_and_the_pg_got_the_request() {
    at_every_pg("a02 captured", needs_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, Treatment::Normal);
        script.crash();
        script.time_out();
        assert!(
            matches!(script.state(), State::Unknown | State::Reversing),
            "not shown as failed: {}",
            script.trace_text()
        );
        script.check_ends();
    });
}
