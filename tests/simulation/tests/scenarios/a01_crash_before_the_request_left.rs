//! A01: the intent is stored and the process dies before the request leaves.

use crate::script::{Script, at_every_pg, confirms};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Action;

#[test]
fn a01_crash_before_the_request_left() {
    at_every_pg("a01", confirms, |profile| {
        let mut script = Script::claimed(profile);
        let worker = script.until_announced(Operation::Confirm);
        script.act(Action::Crash(worker));
        assert!(
            script.world.wire.is_empty() && script.payment().confirm.open_requests == 1,
            "{}",
            script.story()
        );
        assert_eq!(script.pg().approvals, 0, "nothing left");
        for end in script.ends() {
            // Nobody can know that nothing left, so it is asked, sent again, or undone; never shown as paid.
            let kept = end.pg().held() > 0;
            assert_eq!(kept, end.shipped() == 1, "{}", end.story());
            assert!(end.pg().approvals <= 1, "{}", end.story());
            assert_ne!(end.state(), State::Quarantined);
        }
    });
}
