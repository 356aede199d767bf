//! A14: not found to the end, ended as declined, and then there is money after all.

use crate::script::{Script, at_every_pg, confirms, is_asked};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Stand, TOTAL};

#[test]
fn a14_not_found_then_late_money() {
    let shown = |profile: &daejo_simulation::profile::Profile| {
        confirms(profile).or_else(|| is_asked(profile)).or_else(|| crate::script::is_card(profile)).or_else(
            || (profile.capabilities.reversal_ms > 0).then_some("it was undone: nothing can come late"),
        )
    };
    at_every_pg("a14", shown, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.world.lose(at, false);
        script.deliver(at);
        script.world.pg[0].stand = Stand::Absent;
        script.wait_for(State::Declined);
        // What nobody believed in any more: the PG took it up after all.
        let now = script.world.now;
        let record = &mut script.world.pg[0];
        (record.stand, record.taken, record.approvals) = (Stand::Taken, TOTAL, 1);
        record.confirmed_at = Some(now);
        for end in script.ends() {
            assert_eq!((end.pg().held(), end.shipped()), (0, 0), "given back{}", end.story());
            assert_eq!(end.state(), State::Refunded, "{}", end.story());
            assert!(end.world.db.rows[0].told, "and a person was told");
        }
    });
}
