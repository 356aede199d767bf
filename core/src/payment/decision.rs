//! What a person may decide about a quarantined payment, and what follows.

use super::change::Change;
use super::{Decision, Payment, RefundState, Rejection, State};
use crate::reason::Reason;

impl Payment {
    /// What a person may decide now.
    #[must_use]
    pub fn allowed_decisions(&self) -> &'static [Decision] {
        use Decision::{AcceptAsPaid, AskAgain, Decline, Refund};
        if self.state != State::Quarantined {
            return &[];
        }
        // Money that is known to be held cannot be talked away, and what may still be undone cannot be shipped.
        match (self.refundable().is_zero(), self.open_reversals == 0) {
            (true, true) => &[AcceptAsPaid, Refund, Decline, AskAgain],
            (true, false) => &[Refund, Decline, AskAgain],
            (false, true) => &[AcceptAsPaid, Refund, AskAgain],
            (false, false) => &[Refund, AskAgain],
        }
    }
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
                self.give_up_open_refunds();
                self.refund_all(to_account);
            }
            Decision::Decline => self.end(State::Declined, Reason::Declined),
            Decision::AskAgain => {
                // A refund of unknown outcome goes on where it stood.
                let refunding = self.next.refunds.iter().any(|refund| refund.state == RefundState::Unknown);
                self.enter(if refunding { State::Refunding } else { State::Unknown }, None);
                self.next.unknown_since = Some(self.now);
            }
        }
        Ok(())
    }

    /// A person decided otherwise about what is still open.
    fn give_up_open_refunds(&mut self) {
        while let Some(refund) = self.open_refund() {
            refund.state = RefundState::Refused;
        }
    }
}
