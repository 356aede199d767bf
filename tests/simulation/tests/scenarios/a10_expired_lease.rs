//! A10: two workers. The first one pauses until its lease has expired, and then continues.

use crate::script::{Script, at_every_pg, needs_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Budget, Setup, Visit, Worker};

fn two_workers(profile: Profile) -> Script {
    let budget = Budget { faults: 99, clicks: 9, ..Budget::NONE };
    let mut script = Script::with_setup(Setup {
        workers: 2,
        is_split: true,
        ..Setup::new("two workers", profile, budget)
    });
    script.act(Action::Visit(0, Visit::Genuine));
    script
}

#[test]
fn a10_a_worker_sends_after_its_lease_expired() {
    at_every_pg("a10 sends", needs_confirm, |profile| {
        let mut script = two_workers(profile);
        let paused = script.until_intent_stored(Operation::Confirm);
        let other = 1 - paused;
        let deadline = script.payment().requests.in_flight.expect("a request in flight").deadline_at;
        let now = script.world.our_now();
        script.world.advance_time(deadline.millis_since(now));
        script.act(Action::Work(other, 0));
        script.act(Action::Work(other, 0));
        assert!(matches!(script.state(), State::Unknown | State::Reversing), "{}", script.trace_text());
        // The paused worker continues: it sends its request although its lease has expired.
        script.act(Action::Work(paused, 0));
        assert!(script.world.wire.iter().any(|one| one.operation == Operation::Confirm));
        for end in script.check_ends() {
            assert!(end.pg().approvals <= 1, "{}", end.trace_text());
            assert!(end.shipped() <= 1);
        }
    });
}

#[test]
fn a10_a_worker_cannot_store_over_a_newer_version() {
    at_every_pg("a10 stores", crate::script::any_pg, |profile| {
        let mut script = two_workers(profile);
        script.act(Action::Work(0, 0));
        assert!(matches!(script.world.workers[0], Worker::ChangePending(_)));
        script.act(Action::Work(1, 0));
        script.act(Action::Work(1, 0));
        let stored = script.payment().version;
        script.act(Action::Work(0, 0));
        assert_eq!(
            script.payment().version,
            stored,
            "the newer version is not overwritten{}",
            script.trace_text()
        );
        assert!(matches!(script.world.workers[0], Worker::Idle), "{}", script.trace_text());
        script.check_ends();
    });
}
