//! A10: two workers, and the first, whose time is over, wakes up and goes on.

use crate::script::{Script, at_every_pg, confirms};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Left, Setup, Visit, Worker};

fn two_workers(profile: Profile) -> Script {
    let left = Left { faults: 99, clicks: 9, ..Left::NOTHING };
    let mut script =
        Script::of(Setup { workers: 2, is_split: true, ..Setup::new("two workers", profile, left) });
    script.act(Action::Visit(0, Visit::Genuine));
    script
}

#[test]
fn a10_the_sleeper_sends_after_another_took_over() {
    at_every_pg("a10 sends", confirms, |profile| {
        let mut script = two_workers(profile);
        let sleeper = script.until_announced(Operation::Confirm);
        let other = 1 - sleeper;
        let deadline = script.payment().requests.in_flight.expect("announced").deadline_at;
        let now = script.world.our_now();
        script.world.pass(deadline.millis_since(now));
        script.act(Action::Work(other, 0));
        script.act(Action::Work(other, 0));
        assert!(matches!(script.state(), State::Unknown | State::Reversing), "{}", script.story());
        // The sleeper wakes up: its request leaves although nobody waits for it any more.
        script.act(Action::Work(sleeper, 0));
        assert!(script.world.wire.iter().any(|one| one.operation == Operation::Confirm));
        for end in script.ends() {
            assert!(end.pg().approvals <= 1, "{}", end.story());
            assert!(end.shipped() <= 1);
        }
    });
}

#[test]
fn a10_the_sleeper_cannot_store_over_a_newer_version() {
    at_every_pg("a10 stores", crate::script::every, |profile| {
        let mut script = two_workers(profile);
        script.act(Action::Work(0, 0));
        assert!(matches!(script.world.workers[0], Worker::Deciding(_)));
        script.act(Action::Work(1, 0));
        script.act(Action::Work(1, 0));
        let stored = script.payment().version;
        script.act(Action::Work(0, 0));
        assert_eq!(script.payment().version, stored, "nothing was written over{}", script.story());
        assert!(matches!(script.world.workers[0], Worker::Idle), "{}", script.story());
        script.ends();
    });
}
