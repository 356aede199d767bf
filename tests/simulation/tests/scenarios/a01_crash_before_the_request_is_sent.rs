//! A01: the intent is stored, and the process crashes before the request is sent.

use crate::script::{Script, at_every_pg, needs_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Action;

#[test]
fn a01_crash_before_the_request_is_sent() {
    at_every_pg("a01", needs_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let worker = script.until_intent_stored(Operation::Confirm);
        script.act(Action::Crash(worker));
        assert!(
            script.world.wire.is_empty() && script.payment().confirm.open_requests == 1,
            "{}",
            script.trace_text()
        );
        assert_eq!(script.pg().approvals, 0, "nothing was sent");
        for end in script.check_ends() {
            // We cannot know that nothing was sent, so the PG is queried, or the request is sent again or reversed.
            // The payment is never shown as paid without money.
            let is_held = end.pg().held() > 0;
            assert_eq!(is_held, end.shipped() == 1, "{}", end.trace_text());
            assert!(end.pg().approvals <= 1, "{}", end.trace_text());
            assert_ne!(end.state(), State::Quarantined);
        }
    });
}
