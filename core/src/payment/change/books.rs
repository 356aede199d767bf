//! Writes the sums: what was taken and what was given back.

use super::Change;
use crate::money::Amount;
use crate::payment::{AlertReason, State};
use crate::reason::Reason;

impl Change<'_> {
    /// What the PG took and gave back, as its record states it. The law of the sums is checked when the change ends.
    pub(in crate::payment) fn set_sums(&mut self, captured: Amount, refunded: Amount) {
        if (self.next.captured, self.next.refunded) != (captured, refunded) {
            (self.next.captured, self.next.refunded) = (captured, refunded);
            self.touch();
        }
    }

    /// What a person will see who decides: the newest record. What was given back never falls.
    pub(in crate::payment) fn set_sums_at_least(&mut self, captured: Amount, refunded: Amount) {
        let refunded = refunded.max(self.next.refunded);
        self.set_sums(captured.max(refunded), refunded);
    }

    /// The PG holds nothing of this payment any more.
    pub(in crate::payment) fn set_nothing_held(&mut self) {
        self.set_sums(self.next.refunded, self.next.refunded);
    }

    /// The money was taken, and nothing of it was given back: the goods are shipped.
    pub(in crate::payment) fn paid(&mut self, captured: Amount) {
        self.enter(State::Paid, Some(Reason::Approved));
        self.set_sums(captured, Amount::ZERO);
        // An answer that agrees settles what differed before.
        self.next.mismatches.clear();
        self.fulfil();
    }

    /// A person accepts the payment as paid. What is known to have been taken and given back stays.
    pub(in crate::payment) fn accepted_as_paid(&mut self) {
        let known = self.next.captured;
        let refunded = self.next.refunded;
        self.paid(if known.is_zero() { self.next.amount } else { known });
        if !refunded.is_zero() {
            self.set_sums(self.next.captured, refunded);
            self.enter(State::PartiallyRefunded, Some(Reason::PartiallyRefunded));
        }
    }

    /// Money was given back that nobody here asked for.
    pub(in crate::payment) fn refunded_unasked(&mut self, captured: Amount, refunded: Amount) {
        self.alert(AlertReason::UnexpectedRefund);
        self.set_sums(captured, refunded);
        self.enter_by_sums();
    }

    /// The state that fits the sums, once money was given back.
    pub(in crate::payment) fn enter_by_sums(&mut self) {
        if self.next.refunded == self.next.captured {
            self.enter(State::Refunded, Some(Reason::Refunded));
        } else if self.next.refunded.is_zero() {
            // Money should have been given back, and none was.
            self.quarantine(Some(Reason::RecordsDiffer));
        } else {
            self.enter(State::PartiallyRefunded, Some(Reason::PartiallyRefunded));
        }
    }
}
