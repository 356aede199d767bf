//! Refunds: asked for once, sent until the PG has surely carried them out or surely refused.

use super::change::Change;
use super::effect::AlertReason;
use super::{Effect, Refund, RefundState, Rejection, State};
use crate::id::RefundId;
use crate::money::Amount;
use crate::order;
use crate::pg::{Answer, Certainty, PgAmount, PgPayment, PgRefundStatus, PgStatus, Reply};
use crate::reason::Reason;
use alloc::format;
use alloc::string::{String, ToString};

/// The reference of the refund that gives back what must not be kept.
const ALL_REFERENCE: &str = "refund-all";

impl Change<'_> {
    /// Somebody asks for a refund.
    pub(super) fn refund_requested(
        &mut self,
        refund_id: &RefundId,
        amount: Option<Amount>,
        reason: &str,
        to_account: bool,
    ) -> Result<(), Rejection> {
        if let Some(known) = self.next.refunds.iter().find(|refund| refund.refund_id == *refund_id) {
            return if known.amount == amount { Ok(()) } else { Err(Rejection::RefundDiffers) };
        }
        match self.next.state {
            State::Paid | State::PartiallyRefunded => {}
            State::Refunding => return Err(Rejection::RefundUnderWay),
            State::Ready
            | State::Confirming
            | State::AwaitingDeposit
            | State::Refunded
            | State::Reversing
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Unknown
            | State::Quarantined => return Err(Rejection::NothingToRefund { state: self.next.state }),
        }
        let refundable = self.next.refundable();
        let exceeds = amount.is_some_and(|amount| amount.is_zero() || amount > refundable);
        if exceeds || refundable.is_zero() {
            return Err(Rejection::RefundExceedsBalance { refundable });
        }
        if amount.is_some_and(|amount| amount < refundable) && !self.takes_another_part() {
            return Err(Rejection::PartRefundNotPossible);
        }
        if self.next.deposited && !to_account {
            return Err(Rejection::RefundAccountMissing);
        }
        self.begin_refund(refund_id.clone(), amount, reason.to_string(), to_account);
        Ok(())
    }

    /// Whether the PG takes one more refund that leaves something.
    fn takes_another_part(&self) -> bool {
        let parts = self
            .next
            .refunds
            .iter()
            .filter(|refund| refund.state == RefundState::Done && refund.amount.is_some())
            .count();
        u32::try_from(parts).is_ok_and(|parts| parts < self.abilities.part_refunds)
    }

    /// Gives back all that was taken: a mismatch, late money, or a person's decision.
    pub(super) fn refund_all(&mut self, to_account: bool) {
        if self.next.deposited && !to_account {
            // What was paid in from an account can only go back to one, and the shopper has to name it.
            self.alert(AlertReason::RefundAccountNeeded);
            self.quarantine(Some(Reason::RefundAccountNeeded));
            return;
        }
        let again = self.next.refunds.len();
        match RefundId::new(format!("{ALL_REFERENCE}-{again}")) {
            Ok(refund_id) => {
                self.begin_refund(refund_id, None, String::from("결제 불일치 자동 환불"), to_account);
            }
            Err(_) => self.quarantine(Some(Reason::OutcomeUnknown)),
        }
    }

    fn begin_refund(
        &mut self,
        refund_id: RefundId,
        amount: Option<Amount>,
        reason: String,
        to_account: bool,
    ) {
        let tax_free = self.tax_free_of(amount);
        self.next.refunds.push(Refund {
            refund_id,
            amount,
            reason,
            state: RefundState::Requested,
            open_requests: 0,
            round: 1,
            tax_free,
            sent_at: None,
            to_account,
            refusal: None,
        });
        self.enter(State::Refunding, None);
        self.next.unknown_since = Some(self.now);
    }

    /// The tax-free part of a refund: all that is left of it with the last one, before that its share, rounded down.
    fn tax_free_of(&self, amount: Option<Amount>) -> Amount {
        let of_order = order::total(&self.order.lines).map_or(Amount::ZERO, |totals| totals.tax_free);
        let done = self.next.refunds.iter().filter(|refund| refund.state == RefundState::Done);
        let gone = done
            .map(|refund| refund.tax_free)
            .try_fold(Amount::ZERO, Amount::checked_add)
            .unwrap_or(of_order);
        let left = of_order.checked_sub(gone).unwrap_or_default();
        let refundable = self.next.refundable();
        match amount {
            Some(amount) if amount < refundable => left.share(amount, refundable),
            // More than is held cannot be tax-free; what is held may not be known.
            _ if refundable.is_zero() => Amount::ZERO,
            _ => left.min(refundable),
        }
    }

    /// A refund request ended.
    pub(super) fn refund_answered(&mut self, answer: &Answer, reply: &Reply<'_>, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.learn(said);
            return;
        }
        if !in_time || self.next.state != State::Refunding {
            return;
        }
        let stored = self.abilities.refusals_are_replayed
            && answer.pg_code.is_some()
            && matches!(reply, Reply::Response(r) if (400..500).contains(&r.status) && r.status != 409);
        let Some(refund) = self.open_refund() else { return };
        match answer.certainty {
            Certainty::NotSent => {
                refund.open_requests = refund.open_requests.saturating_sub(1);
                self.asked_in_vain(answer.reason, answer.not_before_seconds);
            }
            Certainty::Refused if refund.open_requests <= 1 => {
                refund.state = RefundState::Refused;
                refund.refusal = Some(answer.reason);
                self.refund_refused(answer.reason);
            }
            Certainty::Refused | Certainty::Accepted | Certainty::Applied | Certainty::Unknown => {
                if stored {
                    // The error would be replayed under this key.
                    refund.round = refund.round.saturating_add(1);
                    refund.sent_at = None;
                }
                self.refund_unknown();
                self.asked_in_vain(answer.reason, answer.not_before_seconds);
            }
        }
    }

    /// The outcome of the refund under way is open: the PG's list of refunds will say.
    pub(super) fn refund_unknown(&mut self) {
        if let Some(refund) = self.open_refund() {
            refund.state = RefundState::Unknown;
        }
        self.touch();
    }

    /// The PG's list of refunds: ours is in it, by its reference, or it has yet to be sent.
    pub(super) fn refund_looked_up(&mut self, said: &PgPayment) {
        let Some(refund) = self.next.open_refund().cloned() else {
            self.refund_finished(said);
            return;
        };
        match self.listed(&refund, said) {
            Some(PgRefundStatus::Done) => {
                self.set_open_refund(RefundState::Done);
                self.refund_finished(said);
            }
            Some(PgRefundStatus::InProgress | PgRefundStatus::Unrecognized { .. }) => {
                self.set_open_refund(RefundState::Unknown);
                self.asked_in_vain(Reason::RefundInProgress, None);
            }
            Some(PgRefundStatus::Failed) => {
                self.set_open_refund(RefundState::Refused);
                self.refund_refused(Reason::RefundNotPossible);
            }
            // Nothing is left to give back: somebody else has done it.
            None if said.status == PgStatus::Refunded => {
                self.set_open_refund(RefundState::Done);
                self.alert(AlertReason::UnexpectedRefund);
                self.refund_finished(said);
            }
            // Nothing is there that could go back: the bank took the deposit, or it was undone.
            None if holds_nothing(&said.status)
                && (self.is_current_look || !self.next.can_be_asked_for(&self.abilities)) =>
            {
                self.nothing_to_give_back(said);
            }
            // Said before the deposit came, perhaps.
            None if holds_nothing(&said.status) => {
                self.refund_unknown();
                self.asked_in_vain(Reason::OutcomeUnknown, None);
            }
            None if self.next.budget_is_spent(self.now, self.policy) => {
                self.quarantine(Some(Reason::OutcomeUnknown));
            }
            None => self.refund_not_there(&refund, said),
        }
    }

    fn nothing_to_give_back(&mut self, said: &PgPayment) {
        self.set_open_refund(RefundState::Refused);
        let gone = returned(said).unwrap_or(self.next.refunded).max(self.next.refunded);
        (self.next.captured, self.next.refunded) = (gone, gone);
        if self.next.fulfilled {
            let is_deposit = self.next.deposited;
            let why = if is_deposit { AlertReason::DepositRolledBack } else { AlertReason::UnexpectedRefund };
            self.alert(why);
            self.quarantine(Some(Reason::BalanceChanged));
        } else {
            self.end(State::Refunded, Reason::Refunded);
        }
    }

    /// How far our refund is in the PG's list: by its reference, or, where the PG keeps none, by what has gone back
    /// since. Another refund of the very same amount then counts as ours, so that never too much goes back.
    fn listed<'a>(&self, refund: &Refund, said: &'a PgPayment) -> Option<&'a PgRefundStatus> {
        if self.abilities.refund_references {
            let reference = Some(refund.refund_id.as_str());
            let ours = said.refunds.iter().find(|listed| listed.reference.as_deref() == reference);
            return ours.map(|listed| &listed.status);
        }
        if refund.open_requests == 0 {
            return None;
        }
        if let Some(open) = said.refunds.iter().find(|listed| listed.status == PgRefundStatus::InProgress) {
            return Some(&open.status);
        }
        let gone = returned(said)?.checked_sub(self.next.refunded)?;
        let is_ours = refund.amount.map_or_else(|| holds_nothing(&said.status), |amount| amount == gone);
        (is_ours && !gone.is_zero()).then_some(&PgRefundStatus::Done)
    }

    /// Ours is not in the list: it is sent again, if there is still enough left for it.
    fn refund_not_there(&mut self, refund: &Refund, said: &PgPayment) {
        let returned = returned(said).unwrap_or(self.next.refunded);
        if returned > self.next.refunded {
            self.alert(AlertReason::UnexpectedRefund);
            self.next.refunded = returned;
        }
        let too_much = refund.amount.is_some_and(|amount| amount > self.next.refundable());
        if too_much && !self.next.captured.is_zero() {
            self.set_open_refund(RefundState::Refused);
            self.refund_refused(Reason::BalanceChanged);
            return;
        }
        match self.may_send_again(refund) {
            Some(true) => self.set_open_refund(RefundState::Requested),
            Some(false) => self.set_open_refund(RefundState::Unknown),
            None => {
                // It may still arrive, and a second one would give back twice.
                self.set_open_refund(RefundState::Unknown);
                self.quarantine(Some(Reason::OutcomeUnknown));
                return;
            }
        }
        self.asked_in_vain(Reason::OutcomeUnknown, None);
    }

    /// Whether sending it again can give back only once; `Some(false)` while it may be too fresh to be listed.
    fn may_send_again(&self, refund: &Refund) -> Option<bool> {
        let Some(sent_at) = refund.sent_at.filter(|_| refund.open_requests > 0) else { return Some(true) };
        let age = self.now.millis_since(sent_at);
        if age < self.abilities.visibility_delay_ms {
            return Some(false);
        }
        let is_whole = refund.amount.is_none_or(|amount| amount >= self.next.refundable());
        let is_one = age < self.abilities.refund_idempotency_ms
            || (self.abilities.refund_balance_check && !self.next.captured.is_zero())
            || is_whole;
        is_one.then_some(true)
    }

    fn set_open_refund(&mut self, state: RefundState) {
        if let Some(refund) = self.open_refund() {
            refund.state = state;
        }
        self.touch();
    }

    /// Counts what went back, as the PG lists it.
    fn refund_finished(&mut self, said: &PgPayment) {
        let returned = returned(said).unwrap_or(self.next.refunded);
        self.next.refunded = returned;
        if self.next.captured.is_zero() {
            // How much was taken was never known for sure; the PG's own list says it now.
            let taken = said.amount.as_ref().and_then(PgAmount::exact);
            self.next.captured = taken.unwrap_or(returned).max(returned);
        }
        let whole =
            holds_nothing(&said.status) || (!self.next.captured.is_zero() && returned >= self.next.captured);
        if whole {
            self.enter(State::Refunded, Some(Reason::Refunded));
            self.next.unknown_since = None;
            if !self.next.fulfilled {
                // Never shipped: what was held for it is free again.
                self.effect(Effect::ReleaseStock);
            }
        } else {
            self.enter(State::PartiallyRefunded, Some(Reason::PartiallyRefunded));
            self.next.unknown_since = None;
        }
    }

    fn refund_refused(&mut self, reason: Reason) {
        self.alert(AlertReason::RefundRefused);
        if self.next.fulfilled {
            let state = if self.next.refunded.is_zero() { State::Paid } else { State::PartiallyRefunded };
            self.enter(state, Some(reason));
            self.next.unknown_since = None;
        } else {
            // Money that must go back cannot: a person has to see to it.
            self.quarantine(Some(reason));
        }
    }
}

/// Whether the PG says that it holds nothing of this payment.
const fn holds_nothing(status: &PgStatus) -> bool {
    match status {
        PgStatus::Refunded | PgStatus::Canceled | PgStatus::Declined | PgStatus::Expired => true,
        PgStatus::Created
        | PgStatus::Authenticated
        | PgStatus::AwaitingDeposit
        | PgStatus::Captured
        | PgStatus::PartiallyRefunded
        | PgStatus::Unrecognized { .. } => false,
    }
}

/// What has gone back, as the PG lists it.
fn returned(said: &PgPayment) -> Option<Amount> {
    said.refunds
        .iter()
        .filter(|refund| refund.status == PgRefundStatus::Done)
        .filter_map(|refund| refund.amount.as_ref().and_then(PgAmount::exact))
        .try_fold(Amount::ZERO, Amount::checked_add)
}
