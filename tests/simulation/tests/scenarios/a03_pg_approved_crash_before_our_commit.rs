//! A03: the PG captured the money, its answer arrived, and the process crashed before it was stored.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm, needs_query};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Treatment;

#[test]
fn a03_pg_approved_crash_before_our_commit() {
    at_every_pg("a03", needs_capture_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until_sent(Operation::Confirm);
        script.reach_pg(at, Treatment::Normal);
        assert_eq!(script.pg().approvals, 1, "the money is captured");
        script.crash();
        assert_eq!(script.state(), State::Confirming, "and we do not know it yet");
        for end in script.check_ends() {
            assert_eq!(end.pg().approvals, 1, "captured once{}", end.trace_text());
            // If the PG can be queried, the query finds the money. If not, the confirm is reversed or sent again, or an
            // operator decides.
            if needs_query(&profile).is_none() {
                assert_eq!((end.state(), end.shipped()), (State::Paid, 1), "{}", end.trace_text());
            }
        }
    });
}
