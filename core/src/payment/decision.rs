//! What a person may decide about a quarantined payment, and what follows.

use super::change::Change;
use super::{Decision, Payment, RefundState, Rejection, State};
use crate::crosscheck::Mismatch;
use crate::reason::Reason;

impl Payment {
    /// What a person may decide now.
    #[must_use]
    pub fn allowed_decisions(&self) -> &'static [Decision] {
        use Decision::{AcceptAsPaid, AskAgain, Decline, Refund};
        if self.state != State::Quarantined {
            return &[];
        }
        // What the PG calls another's is neither ours to ship for nor ours to give back, and what may still be undone
        // cannot be shipped. That nothing is held is a person's to say: what comes to light later goes back.
        let is_anothers = self.mismatches.iter().any(is_about_another);
        match (is_anothers, self.open_reversals == 0) {
            (true, _) => &[Decline, AskAgain],
            (false, true) => &[AcceptAsPaid, Refund, Decline, AskAgain],
            (false, false) => &[Refund, Decline, AskAgain],
        }
    }
}

/// Whether the records are not of the same payment.
pub(super) fn is_about_another(mismatch: &Mismatch) -> bool {
    matches!(mismatch.about(), "order_id" | "pg" | "merchant_id" | "payment_key")
}

impl Change<'_> {
    pub(super) fn decided(&mut self, decision: Decision, to_account: bool) -> Result<(), Rejection> {
        if self.next.state != State::Quarantined {
            return Err(Rejection::NothingToDecide { state: self.next.state });
        }
        if !self.next.allowed_decisions().contains(&decision) {
            return Err(Rejection::DecisionNotAllowed { refundable: self.next.refundable() });
        }
        match decision {
            Decision::AcceptAsPaid => {
                self.close_open_refunds(RefundState::Refused);
                // What is known to have been taken stays the truth, whatever the order's total is.
                let known = self.next.captured;
                let refunded = self.next.refunded;
                self.paid(if known.is_zero() { self.next.amount } else { known }, refunded);
                if !refunded.is_zero() {
                    self.enter(State::PartiallyRefunded, Some(Reason::PartiallyRefunded));
                }
            }
            Decision::Refund => {
                if self.next.deposited && !to_account {
                    return Err(Rejection::RefundAccountMissing);
                }
                self.close_open_refunds(RefundState::Refused);
                self.refund_all(to_account);
            }
            Decision::Decline => {
                // Nothing is held, says whoever reads the PG's console: what was taken has gone back.
                self.close_open_refunds(RefundState::Done);
                self.next.refunded = self.next.captured;
                if self.next.captured.is_zero() {
                    self.end(State::Declined, Reason::Declined);
                } else {
                    self.end(State::Refunded, Reason::Refunded);
                }
            }
            Decision::AskAgain => {
                // A refund that is open goes on where it stood.
                let refunding = self.next.open_refund().is_some();
                self.enter(if refunding { State::Refunding } else { State::Unknown }, None);
                self.next.unknown_since = Some(self.now);
            }
        }
        Ok(())
    }

    /// A person knows better about what is still open.
    fn close_open_refunds(&mut self, state: RefundState) {
        while let Some(refund) = self.open_refund() {
            refund.state = state;
        }
    }
}
