//! The law of captured and refunded, for every simulation.

use daejo::payment::State;

/// Whether captured and refunded fit the state. Written from the specification, not from the core's code.
pub(crate) fn amounts_fit_state(state: State, captured: i64, refunded: i64) -> bool {
    let within = (0..=captured).contains(&refunded);
    within
        && match state {
            State::Ready | State::Confirming | State::AwaitingDeposit => captured == 0,
            State::Declined | State::Canceled | State::Expired => captured == 0,
            State::Paid => captured > 0 && refunded == 0,
            State::PartiallyRefunded => refunded > 0 && refunded < captured,
            State::Refunded => captured > 0 && refunded == captured,
            State::Refunding => refunded < captured || captured == 0,
            State::Unknown | State::Reversing | State::Quarantined => true,
        }
}
