//! The laws of a payment's sums, written from the laws and not from the core.

use super::record::Stated;
use daejo::payment::{Effect, EventKind, Payment, RefundState, State, Transition};

/// The law that a transition breaks, if it breaks one. `stated` is what the record said that the event brought.
pub(super) fn broken(
    before: &Payment,
    event: EventKind,
    transition: &Transition,
    stated: Option<Stated>,
) -> Option<&'static str> {
    let next = &transition.next;
    let (captured, refunded) = (next.captured.minor(), next.refunded.minor());
    if refunded > captured {
        return Some("more was given back than was taken");
    }
    let fits = match next.state {
        State::Ready | State::Confirming | State::AwaitingDeposit => captured == 0,
        State::Declined | State::Canceled | State::Expired => captured == 0,
        State::Paid => captured > 0 && refunded == 0,
        State::PartiallyRefunded => refunded > 0 && refunded < captured,
        State::Refunded => captured > 0 && refunded == captured,
        State::Refunding => refunded < captured || captured == 0,
        State::Unknown | State::Reversing | State::Quarantined => true,
    };
    if !fits {
        return Some("captured and refunded do not fit the state");
    }
    let by_a_person = event == EventKind::Decided;
    if next.refunded < before.refunded && !by_a_person {
        return Some("what was given back fell");
    }
    let was_settled = matches!(before.state, State::Paid | State::PartiallyRefunded | State::Refunded);
    if was_settled && next.captured < before.captured && next.state != State::Quarantined {
        return Some("what was taken fell, and no person decides");
    }
    let ships = transition.effects.contains(&Effect::Fulfil);
    if ships && before.fulfilled {
        return Some("shipped twice");
    }
    if ships && !by_a_person && !stated.is_some_and(|stated| stated.is_plainly_paid) {
        return Some("shipped on a record that does not plainly say paid");
    }
    if ships && !by_a_person && before.refunded.minor() > 0 {
        return Some("shipped although a part had gone back");
    }
    let is_open = |state| matches!(state, RefundState::Requested | RefundState::Unknown);
    if next.refunds.iter().filter(|refund| is_open(refund.state)).count() > 1 {
        return Some("two refunds are open");
    }
    if next.version != before.version + 1 {
        return Some("a change without its version");
    }
    None
}
