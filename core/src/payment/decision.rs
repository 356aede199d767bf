//! What a person may decide about a quarantined payment, and what follows.

use super::change::Change;
use super::{Decision, Payment, Policy, RefundState, Rejection, State};
use crate::reason::Reason;

impl Payment {
    /// What a person may decide now.
    #[must_use]
    pub fn allowed_decisions(&self, policy: &Policy) -> &'static [Decision] {
        use Decision::{AcceptAsPaid, AskAgain, Decline, Refund};
        if self.state != State::Quarantined {
            return &[];
        }
        // Money that is known to be held cannot be talked away, unless the PG cannot be asked and only a person sees
        // that it is gone; and what may still be undone cannot be shipped.
        let may_be_gone = self.refundable().is_zero() || !self.can_be_asked_for(&policy.abilities(self));
        match (may_be_gone, self.open_reversals == 0) {
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
        if !self.next.allowed_decisions(self.policy).contains(&decision) {
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
                // A refund of unknown outcome goes on where it stood.
                let refunding = self.next.refunds.iter().any(|refund| refund.state == RefundState::Unknown);
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
