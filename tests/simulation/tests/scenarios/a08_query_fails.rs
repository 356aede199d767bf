//! A08: the query times out, answers 5xx, or something that cannot be read. It is asked again, and nothing is decided.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::{Operation, TransportFailure};
use daejo_simulation::world::{Answer, Reach, Stage};

#[test]
fn a08_a_query_that_fails_decides_nothing() {
    let shown = |profile: &_| takes_by_confirm(profile).or_else(|| is_asked(profile));
    let failures = [
        Answer::Lost(TransportFailure::TimedOut),
        Answer::Lost(TransportFailure::NotSent),
        Answer::Error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING"),
        Answer::Error(429, "TOO_MANY_REQUESTS"),
        Answer::Raw(502, b"<html>bad gateway</html>"),
        Answer::Raw(200, b"{\"status\":\"DO"),
        Answer::Raw(200, b""),
    ];
    at_every_pg("a08", shown, |profile| {
        for failure in &failures {
            let mut script = Script::claimed(profile);
            let at = script.until(Operation::Confirm);
            script.reach(at, Reach::ErrorAfter);
            script.deliver(at);
            assert_eq!(script.state(), State::Unknown);
            let at = script.until(script.query());
            script.world.wire[at].stage = Stage::Home(failure.clone());
            script.deliver(at);
            assert!(matches!(script.state(), State::Unknown | State::Reversing), "{}", script.story());
            let [end, _] = script.ends();
            assert!(end.state() == State::Paid || end.pg().held() == 0, "{}", end.story());
        }
    });
}
