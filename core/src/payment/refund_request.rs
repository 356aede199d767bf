//! A refund is requested, by a person or by the process itself.

use super::change::Change;
use super::effect::AlertReason;
use super::{Phase, Refund, RefundState, Rejection, State};
use crate::id::{OperatorId, RefundId};
use crate::money::Amount;
use crate::order;
use crate::reason::Reason;
use alloc::format;
use alloc::string::{String, ToString};

/// The reference of a refund of everything, made by the process.
const ALL_REFERENCE: &str = "refund-all";

/// Who asks for a refund, of how much and where to.
pub(super) struct RefundRequest<'a> {
    pub(super) refund_id: &'a RefundId,
    pub(super) amount: Option<Amount>,
    pub(super) reason: &'a str,
    pub(super) requested_by: &'a OperatorId,
    pub(super) to_account: bool,
}

impl Change<'_> {
    /// A person asks for a refund.
    pub(super) fn refund_requested(&mut self, request: &RefundRequest<'_>) -> Result<(), Rejection> {
        let payment = self.payment();
        let amount = request.amount;
        if let Some(known) = payment.refunds.iter().find(|refund| refund.refund_id == *request.refund_id) {
            return if known.amount == amount { Ok(()) } else { Err(Rejection::RefundDiffers) };
        }
        match payment.state.phase() {
            Phase::Paid => {}
            Phase::Refunding => return Err(Rejection::RefundUnderWay),
            Phase::Open | Phase::Ended | Phase::Quarantined => {
                return Err(Rejection::NothingToRefund { state: payment.state });
            }
        }
        let refundable = payment.refundable();
        let exceeds = amount.is_some_and(|amount| amount.is_zero() || amount > refundable);
        if exceeds || refundable.is_zero() {
            return Err(Rejection::RefundExceedsBalance { refundable });
        }
        if amount.is_some_and(|amount| amount < refundable) && !self.takes_another_part() {
            return Err(Rejection::PartRefundNotPossible);
        }
        if payment.deposit.by_account && !request.to_account {
            return Err(Rejection::RefundAccountMissing);
        }
        self.is_by(request.requested_by);
        let refund = Refund {
            requested_by: Some(request.requested_by.clone()),
            to_account: request.to_account,
            ..self.new_refund(request.refund_id.clone(), amount, request.reason.to_string())
        };
        self.refund_begun(refund);
        Ok(())
    }

    /// Whether the PG takes one more refund that leaves something.
    fn takes_another_part(&self) -> bool {
        let is_part = |refund: &&Refund| refund.state == RefundState::Done && refund.amount.is_some();
        let parts = self.payment().refunds.iter().filter(is_part).count();
        u32::try_from(parts).is_ok_and(|parts| parts < self.capabilities.part_refunds)
    }

    /// Gives back everything that was taken: on a mismatch, after the end, or by a person's decision.
    pub(super) fn refund_all(&mut self, to_account: bool, decided_by: Option<&OperatorId>) {
        if self.payment().deposit.by_account && !to_account {
            // A deposit can only go back to an account, and the shopper has to name it.
            self.alert(AlertReason::RefundAccountNeeded);
            self.quarantine(Some(Reason::RefundAccountNeeded));
            return;
        }
        let number = self.payment().refunds.len();
        match RefundId::new(format!("{ALL_REFERENCE}-{number}")) {
            Ok(refund_id) => {
                let refund = Refund {
                    requested_by: decided_by.cloned(),
                    to_account,
                    ..self.new_refund(refund_id, None, String::from("결제 불일치 자동 환불"))
                };
                self.refund_begun(refund);
            }
            Err(_) => self.quarantine(Some(Reason::OutcomeUnknown)),
        }
    }

    fn new_refund(&self, refund_id: RefundId, amount: Option<Amount>, reason: String) -> Refund {
        Refund {
            refund_id,
            amount,
            reason,
            requested_by: None,
            state: RefundState::Requested,
            open_requests: 0,
            round: 1,
            tax_free: self.tax_free_of(amount),
            sent_at: None,
            to_account: false,
            refusal: None,
        }
    }

    /// The tax-free part of a refund: its share of what is left, rounded down; all that is left with the last refund.
    fn tax_free_of(&self, amount: Option<Amount>) -> Amount {
        let of_order = order::total(&self.order.lines).map_or(Amount::ZERO, |totals| totals.tax_free);
        let done = self.payment().refunds.iter().filter(|refund| refund.state == RefundState::Done);
        let gone = done
            .map(|refund| refund.tax_free)
            .try_fold(Amount::ZERO, Amount::checked_add)
            .unwrap_or(of_order);
        let left = of_order.checked_sub(gone).unwrap_or_default();
        let refundable = self.payment().refundable();
        match amount {
            Some(amount) if amount < refundable => left.share(amount, refundable),
            // How much is held may not be known, and more than that cannot be tax-free.
            _ if refundable.is_zero() => Amount::ZERO,
            _ => left.min(refundable),
        }
    }

    /// The PG surely refused the refund.
    pub(super) fn refund_refused(&mut self, reason: Reason) {
        self.alert(AlertReason::RefundRefused);
        let payment = self.payment();
        if payment.fulfilled && !payment.captured.is_zero() {
            let is_part = !payment.refunded.is_zero();
            let state = if is_part { State::PartiallyRefunded } else { State::Paid };
            self.enter(state, Some(reason));
        } else {
            // Money has to go back and cannot: a person decides.
            self.quarantine(Some(reason));
        }
    }
}
