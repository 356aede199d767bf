//! The law of a payment's sums: what was taken and given back has to fit the state it stands in.

use super::{Payment, Phase, State};
use crate::money::Amount;

impl Payment {
    /// Whether `captured` and `refunded` fit the state, and the goods of a paid payment were given out. Every transition
    /// keeps this law; one that would break it goes before a person instead.
    ///
    /// | state | captured | refunded |
    /// |---|---|---|
    /// | ready, confirming, awaiting_deposit | 0 | 0 |
    /// | declined, canceled, expired | 0 | 0 |
    /// | paid | > 0 | 0 |
    /// | partially_refunded | > 0 | more than 0, less than captured |
    /// | refunded | > 0 | = captured |
    /// | refunding | 0 if unknown, else > 0 | less than captured, or both 0 |
    /// | unknown, reversing, quarantined | any | at most captured |
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let is_given_out = self.fulfilled || self.state.phase() != Phase::Paid;
        is_given_out && sums_fit(self.state, self.captured, self.refunded)
    }
}

fn sums_fit(state: State, captured: Amount, refunded: Amount) -> bool {
    match state {
        State::Ready
        | State::Confirming
        | State::AwaitingDeposit
        | State::Declined
        | State::Canceled
        | State::Expired => captured.is_zero() && refunded.is_zero(),
        State::Paid => !captured.is_zero() && refunded.is_zero(),
        State::PartiallyRefunded => !refunded.is_zero() && refunded < captured,
        State::Refunded => !captured.is_zero() && refunded == captured,
        // How much was taken is not known for sure where the PG's record disagrees with the order.
        State::Refunding => refunded < captured || (captured.is_zero() && refunded.is_zero()),
        State::Unknown | State::Reversing | State::Quarantined => refunded <= captured,
    }
}

#[cfg(test)]
mod tests {
    use super::{State, sums_fit};
    use crate::money::Amount;

    /// Every state with the four kinds of sums: nothing, all held, a part given back, all given back.
    #[test]
    fn each_state_admits_its_own_sums_only() {
        let won = |minor| Amount::new(minor).unwrap_or_default();
        let kinds = [(0, 0), (15_000, 0), (15_000, 5_000), (15_000, 15_000)];
        for state in State::ALL {
            let admitted = kinds.map(|(captured, refunded)| sums_fit(state, won(captured), won(refunded)));
            let expected = match state {
                State::Ready | State::Confirming | State::AwaitingDeposit => [true, false, false, false],
                State::Declined | State::Canceled | State::Expired => [true, false, false, false],
                State::Paid => [false, true, false, false],
                State::PartiallyRefunded => [false, false, true, false],
                State::Refunded => [false, false, false, true],
                State::Refunding => [true, true, true, false],
                State::Unknown | State::Reversing | State::Quarantined => [true, true, true, true],
            };
            assert_eq!(admitted, expected, "{}", state.code());
            assert!(!sums_fit(state, won(5_000), won(5_001)), "{} gives back too much", state.code());
        }
    }
}
