//! What a person may decide about a quarantined payment, and what follows.

use super::change::Change;
use super::{Decision, DecisionRecord, Payment, RefundState, Rejection, State};
use crate::crosscheck::Mismatch;
use crate::id::OperatorId;
use crate::reason::Reason;

impl Payment {
    /// What a person may decide now; nothing unless the payment is quarantined.
    #[must_use]
    pub fn allowed_decisions(&self) -> &'static [Decision] {
        use Decision::{AcceptAsPaid, AskAgain, Decline, Refund};
        if self.state != State::Quarantined {
            return &[];
        }
        // If the PG calls the payment another's, its goods are not shipped and its money is not given back here.
        // If a reversal may still be carried out, its goods are not shipped. If everything was given back, nothing is
        // left to accept or to refund. A person may always state that nothing is held: money that turns up later goes
        // back.
        let is_anothers = self.mismatches.iter().any(is_about_another);
        let all_was_given_back = !self.captured.is_zero() && self.refundable().is_zero();
        if is_anothers || all_was_given_back {
            &[Decline, AskAgain]
        } else if self.reversal.open_requests == 0 {
            &[AcceptAsPaid, Refund, Decline, AskAgain]
        } else {
            &[Refund, Decline, AskAgain]
        }
    }
}

/// Whether the record is of another payment.
pub(super) fn is_about_another(mismatch: &Mismatch) -> bool {
    matches!(mismatch.about(), "order_id" | "pg" | "merchant_id" | "payment_key")
}

impl Change<'_> {
    pub(super) fn decided(
        &mut self,
        decision: Decision,
        decided_by: &OperatorId,
        to_account: bool,
    ) -> Result<(), Rejection> {
        let payment = self.payment();
        if payment.state != State::Quarantined {
            return Err(Rejection::NothingToDecide { state: payment.state });
        }
        if !payment.allowed_decisions().contains(&decision) {
            return Err(Rejection::DecisionNotAllowed { refundable: payment.refundable() });
        }
        if decision == Decision::Refund && payment.deposit.by_account && !to_account {
            return Err(Rejection::RefundAccountMissing);
        }
        self.note_decision(DecisionRecord {
            decision,
            decided_by: decided_by.clone(),
            at: self.now,
            reason: self.payment().reason,
            overrode: self.payment().mismatches.clone(),
        });
        match decision {
            Decision::AcceptAsPaid => {
                self.close_open_refund(RefundState::Refused);
                self.accepted_as_paid();
            }
            Decision::Refund => {
                self.close_open_refund(RefundState::Refused);
                self.refund_all(to_account, Some(decided_by));
            }
            Decision::Decline => {
                // The person has checked that the PG holds nothing: what was taken was given back.
                self.close_open_refund(RefundState::Done);
                let captured = self.payment().captured;
                self.set_sums(captured, captured);
                if captured.is_zero() {
                    self.end(State::Declined, Reason::Declined);
                } else {
                    self.end(State::Refunded, Reason::Refunded);
                }
            }
            Decision::AskAgain => {
                let payment = self.payment();
                let may_be_held = payment.captured.is_zero() || !payment.refundable().is_zero();
                if may_be_held && payment.open_refund().is_some() {
                    // The open refund goes on where it stood.
                    self.enter(State::Refunding, None);
                } else {
                    self.close_open_refund(RefundState::Refused);
                    self.enter(State::Unknown, None);
                }
            }
        }
        Ok(())
    }

    fn close_open_refund(&mut self, state: RefundState) {
        if self.payment().open_refund().is_some() {
            self.set_open_refund(state);
        }
    }
}
