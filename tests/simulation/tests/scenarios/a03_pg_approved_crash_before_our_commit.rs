//! A03: the PG took the money, its answer came, and the process died before it was stored.

use crate::script::{Script, at_every_pg, is_asked, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::Reach;

#[test]
fn a03_pg_approved_crash_before_our_commit() {
    at_every_pg("a03", takes_by_confirm, |profile| {
        let mut script = Script::claimed(profile);
        let at = script.until(Operation::Confirm);
        script.reach(at, Reach::Well);
        assert_eq!(script.pg().approvals, 1, "the money is taken");
        script.restart();
        assert_eq!(script.state(), State::Confirming, "and we do not know it");
        for end in script.ends() {
            assert_eq!(end.pg().approvals, 1, "taken once{}", end.story());
            // What can be asked finds the money; what cannot is undone, sent again, or decided by a person.
            if is_asked(&profile).is_none() {
                assert_eq!((end.state(), end.shipped()), (State::Paid, 1), "{}", end.story());
            }
        }
    });
}
