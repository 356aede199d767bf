//! A14: the PG says not found until the payment is declined. Later the PG has the money.

use crate::script::{Script, at_every_pg, needs_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{PgState, TOTAL};

#[test]
fn a14_not_found_then_late_money() {
    let requirement = |profile: &daejo_simulation::profile::Profile| {
        needs_confirm(profile)
            .or_else(|| needs_query(profile))
            .or_else(|| crate::script::needs_card(profile))
            .or_else(|| {
                (profile.capabilities.reversal_ms > 0)
                    .then_some("the confirm was reversed: no late money is possible")
            })
    };
    at_every_pg("a14", requirement, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.world.lose(at, false);
        script.deliver(at);
        script.world.pg[0].state = PgState::Absent;
        script.wait_for(State::Declined);
        // The PG carries out the lost confirm late.
        let now = script.world.now;
        let record = &mut script.world.pg[0];
        (record.state, record.captured, record.approvals) = (PgState::Captured, TOTAL, 1);
        record.confirmed_at = Some(now);
        for end in script.check_ends() {
            assert_eq!((end.pg().held(), end.shipped()), (0, 0), "refunded{}", end.trace_text());
            assert_eq!(end.state(), State::Refunded, "{}", end.trace_text());
            assert!(end.world.db.rows[0].alerted, "and an operator was alerted");
        }
    });
}
