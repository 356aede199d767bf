//! The laws about the amounts of a payment. They are written from the specification, not from the core's code.

use super::record::Stated;
use crate::amounts::amounts_fit_state;
use daejo::payment::{Effect, EventKind, Payment, RefundState, State, Transition};

/// The law that a transition breaks, if it breaks one. `stated` describes the PG's record in the event, if the event
/// has one.
pub(super) fn broken_law(
    before: &Payment,
    event: EventKind,
    transition: &Transition,
    stated: Option<Stated>,
) -> Option<&'static str> {
    let next = &transition.next;
    let (captured, refunded) = (next.captured.minor(), next.refunded.minor());
    if refunded > captured {
        return Some("refunded is more than captured");
    }
    if !amounts_fit_state(next.state, captured, refunded) {
        return Some("captured and refunded do not fit the state");
    }
    let by_operator = event == EventKind::Decided;
    if next.refunded < before.refunded && !by_operator {
        return Some("refunded became smaller");
    }
    if matches!(next.state, State::Paid | State::PartiallyRefunded) && !next.fulfilled {
        return Some("paid, and neither shipped nor refunded");
    }
    let was_settled = matches!(before.state, State::Paid | State::PartiallyRefunded | State::Refunded);
    if was_settled
        && next.captured < before.captured
        && next.captured != next.amount
        && next.state != State::Quarantined
    {
        return Some("captured became smaller, and the payment is not quarantined");
    }
    let ships = transition.effects.contains(&Effect::Fulfil);
    if ships && before.fulfilled {
        return Some("shipped twice");
    }
    if ships && !by_operator && !stated.is_some_and(|stated| stated.is_clearly_paid) {
        return Some("shipped on a record that does not clearly say paid");
    }
    if ships && !by_operator && before.refunded.minor() > 0 {
        return Some("shipped although a part was refunded");
    }
    let is_open = |state| matches!(state, RefundState::Requested | RefundState::Unknown);
    if next.refunds.iter().filter(|refund| is_open(refund.state)).count() > 1 {
        return Some("two refunds are open");
    }
    if next.version != before.version + 1 {
        return Some("a change did not increase the version by 1");
    }
    None
}
