//! A08: the query times out, or the answer is 5xx or cannot be read. The PG is queried again, and nothing is decided.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::{Operation, TransportFailure};
use daejo_simulation::world::{Answer, Stage, Treatment};

#[test]
fn a08_a_query_that_fails_decides_nothing() {
    let needs_both = |profile: &_| needs_capture_by_confirm(profile).or_else(|| needs_query(profile));
    let failures = [
        Answer::Lost(TransportFailure::TimedOut),
        Answer::Lost(TransportFailure::NotSent),
        Answer::Error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING"),
        Answer::Error(429, "TOO_MANY_REQUESTS"),
        Answer::Raw(502, b"<html>bad gateway</html>"),
        Answer::Raw(200, b"{\"status\":\"DO"),
        Answer::Raw(200, b""),
    ];
    at_every_pg("a08", needs_both, |profile| {
        for failure in &failures {
            let mut script = Script::claimed(profile);
            let at = script.until_sent(Operation::Confirm);
            script.reach_pg(at, Treatment::ErrorAfterActing);
            script.deliver(at);
            assert_eq!(script.state(), State::Unknown);
            let at = script.until_sent(script.query());
            script.world.wire[at].stage = Stage::FromPg(failure.clone());
            script.deliver(at);
            assert!(matches!(script.state(), State::Unknown | State::Reversing), "{}", script.trace_text());
            let [end, _] = script.check_ends();
            assert!(end.state() == State::Paid || end.pg().held() == 0, "{}", end.trace_text());
        }
    });
}
