//! What the PG's record says of the refund under way: carried out, under way, refused, or not there.

use super::change::Change;
use super::effect::AlertReason;
use super::{Refund, RefundState, State};
use crate::crosscheck::{self, Mismatch};
use crate::money::Amount;
use crate::pg::{PgAmount, PgCurrency, PgPayment, PgRefund, PgRefundStatus, PgStatus};
use crate::reason::Reason;
use alloc::vec::Vec;

impl Change<'_> {
    /// The PG's list of refunds. It does not contradict its own record. Our refund is in it, or has yet to be sent.
    pub(super) fn refund_looked_up(&mut self, said: &PgPayment) {
        // Every finished refund has a readable amount, or the record would contradict itself.
        let listed = crosscheck::finished_refunds(said).unwrap_or_default();
        let captured = self.captured_by(said);
        let Some(refund) = self.payment().open_refund().cloned() else {
            self.refund_counted(said, listed);
            return;
        };
        let found = self.listed(&refund, said, listed);
        let mut wrong = if holds_nothing(&said.status) && said.status != PgStatus::Refunded {
            Vec::new()
        } else {
            self.contradictions(captured, listed)
        };
        // A record can leave out its amount. Its list and its status still have to fit what was taken.
        let known = self.payment().captured;
        let fits = listed <= known && crosscheck::status_fits(&said.status, known, listed);
        if captured.is_none() && !known.is_zero() && !fits {
            let status = said.status.clone();
            wrong.push(Mismatch::RefundsContradictStatus { status, amount: known, refunded: listed });
        }
        if let Some(found) = found.as_ref().filter(|found| found.status == PgRefundStatus::Done) {
            wrong.extend(self.contradictions_of(&refund, found, listed));
        }
        if !wrong.is_empty() {
            self.refund_unknown();
            if self.refund_lags_until().is_some_and(|until| self.now < until) {
                // The record can lag behind this refund or the one before it.
                self.empty_query(Reason::OutcomeUnknown, None);
            } else {
                self.contradicted(AlertReason::PgDisagrees, Reason::RecordsDiffer, wrong);
            }
            return;
        }
        if let Some(captured) = captured {
            self.set_sums(captured, self.payment().refunded);
        }
        let ours = found.as_ref().and_then(|found| found.amount).unwrap_or_default();
        match found.map(|found| found.status) {
            Some(PgRefundStatus::Done) => self.refund_done(said, ours, listed),
            Some(PgRefundStatus::InProgress | PgRefundStatus::Unrecognized { .. }) => {
                self.refund_unknown();
                self.empty_query(Reason::RefundInProgress, None);
            }
            Some(PgRefundStatus::Failed) => {
                self.set_open_refund(RefundState::Refused);
                self.refund_refused(Reason::RefundNotPossible);
            }
            // Nothing is left: all of it was given back in another way.
            None if said.status == PgStatus::Refunded => {
                self.set_open_refund(RefundState::Done);
                self.alert(AlertReason::UnexpectedRefund);
                self.refund_counted(said, listed);
            }
            None if holds_nothing(&said.status) => self.nothing_to_give_back(listed, RefundState::Refused),
            None if self.payment().budget_is_spent(self.now, self.policy) => {
                self.quarantine(Some(Reason::OutcomeUnknown));
            }
            None => self.refund_not_there(&refund, listed),
        }
    }

    /// What the record says was taken, where it can be compared with ours: in the order's currency.
    fn captured_by(&self, said: &PgPayment) -> Option<Amount> {
        let is_comparable = said.currency == Some(PgCurrency::Known(self.order.currency));
        let says_taken =
            matches!(said.status, PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded);
        said.amount.as_ref().and_then(PgAmount::exact).filter(|_| is_comparable && says_taken)
    }

    /// How the finished refund in the list differs from what we asked for and from what was given back before.
    fn contradictions_of(&self, refund: &Refund, found: &Found, listed: Amount) -> Vec<Mismatch> {
        let payment = self.payment();
        let mut wrong = Vec::new();
        if let Some(actual) = found.amount {
            let differs = match refund.amount {
                Some(expected) => expected != actual,
                // All that was left went back, whatever others gave back before.
                None => !payment.captured.is_zero() && listed != payment.captured,
            };
            if differs {
                let expected = refund.amount.unwrap_or_else(|| payment.refundable());
                wrong.push(Mismatch::RefundAmountDiffers { expected, actual });
            }
        }
        let ours = found.amount.unwrap_or_default();
        if let Some(expected) = payment.refunded.checked_add(ours).filter(|expected| listed < *expected) {
            wrong.push(Mismatch::RefundedFell { expected, actual: listed });
        }
        wrong
    }

    /// How far our refund is in the PG's list: by its reference, or, where the PG keeps none, by what was given back
    /// since. Another refund of the very same amount then counts as ours, so that never too much goes back.
    fn listed(&self, refund: &Refund, said: &PgPayment, listed: Amount) -> Option<Found> {
        if self.capabilities.refund_references {
            let reference = Some(refund.refund_id.as_str());
            return said.refunds.iter().find(|one| one.reference.as_deref() == reference).map(Found::of);
        }
        if refund.open_requests == 0 {
            return None;
        }
        if let Some(open) = said.refunds.iter().find(|one| one.status == PgRefundStatus::InProgress) {
            return Some(Found::of(open));
        }
        let gone = listed.checked_sub(self.payment().refunded)?;
        let is_ours = refund.amount.map_or_else(|| holds_nothing(&said.status), |amount| amount == gone);
        (is_ours && !gone.is_zero()).then_some(Found { status: PgRefundStatus::Done, amount: Some(gone) })
    }

    /// Our refund was carried out.
    fn refund_done(&mut self, said: &PgPayment, ours: Amount, listed: Amount) {
        let is_whole = self.payment().captured.is_zero() || listed == self.payment().captured;
        if holds_nothing(&said.status) && !is_whole {
            self.nothing_to_give_back(listed, RefundState::Done);
            return;
        }
        let payment = self.payment();
        let is_more = payment.refunded.checked_add(ours).is_some_and(|expected| listed > expected);
        if is_more && !payment.captured.is_zero() {
            // Others gave money back, too.
            self.alert(AlertReason::UnexpectedRefund);
        }
        self.set_open_refund(RefundState::Done);
        self.refund_counted(said, listed);
    }

    /// Counts what was given back, as the PG lists it.
    fn refund_counted(&mut self, said: &PgPayment, listed: Amount) {
        let mut captured = self.payment().captured;
        if captured.is_zero() {
            // How much was taken was not known for sure; the PG's record states it now.
            let taken = said.amount.as_ref().and_then(PgAmount::exact);
            captured = taken.unwrap_or(listed).max(listed);
        }
        self.set_sums(captured, listed);
        self.enter_by_sums();
        if self.payment().state == State::Refunded {
            self.release_stock();
        }
    }

    /// The PG holds nothing that could go back: the bank took the deposit back, or the payment was undone.
    fn nothing_to_give_back(&mut self, listed: Amount, refund: RefundState) {
        if !self.is_current_query && self.payment().can_be_queried(&self.capabilities) {
            // It may be older than the deposit.
            self.refund_unknown();
            self.empty_query(Reason::OutcomeUnknown, None);
            return;
        }
        self.set_open_refund(refund);
        let payment = self.payment();
        if payment.fulfilled {
            let is_deposit = payment.deposit.by_account;
            let why = if is_deposit { AlertReason::DepositRolledBack } else { AlertReason::UnexpectedRefund };
            self.alert(why);
            self.set_sums_at_least(Amount::ZERO, listed);
            self.quarantine(Some(Reason::BalanceChanged));
        } else if payment.captured.is_zero() {
            self.end(State::Declined, Reason::CanceledAtPg);
        } else {
            let captured = payment.captured;
            self.set_sums(captured, captured);
            self.end(State::Refunded, Reason::Refunded);
        }
    }

    /// Ours is not in the list: it is sent again, if enough is left for it.
    fn refund_not_there(&mut self, refund: &Refund, listed: Amount) {
        if listed > self.payment().refunded {
            self.alert(AlertReason::UnexpectedRefund);
            if !self.payment().captured.is_zero() {
                self.set_sums(self.payment().captured, listed);
            }
        }
        let exceeds = refund.amount.is_some_and(|amount| amount > self.payment().refundable());
        if exceeds && !self.payment().captured.is_zero() {
            self.set_open_refund(RefundState::Refused);
            self.refund_refused(Reason::BalanceChanged);
            return;
        }
        match self.may_send_again(refund) {
            Some(true) => self.set_open_refund(RefundState::Requested),
            Some(false) => self.refund_unknown(),
            None => {
                // It may still arrive, and a second one would give back twice.
                self.refund_unknown();
                self.quarantine(Some(Reason::OutcomeUnknown));
                return;
            }
        }
        self.empty_query(Reason::OutcomeUnknown, None);
    }

    /// Whether sending it again can give back only once. `Some(false)` while it may be too fresh to be listed.
    fn may_send_again(&self, refund: &Refund) -> Option<bool> {
        let Some(sent_at) = refund.sent_at.filter(|_| refund.open_requests > 0) else { return Some(true) };
        let age = self.now.millis_since(sent_at);
        if age < self.capabilities.visibility_delay_ms {
            return Some(false);
        }
        let payment = self.payment();
        let is_whole = refund.amount.is_none_or(|amount| amount >= payment.refundable());
        let is_one = age < self.capabilities.refund_idempotency_ms
            || (self.capabilities.refund_balance_check && !payment.captured.is_zero())
            || is_whole;
        is_one.then_some(true)
    }
}

/// Our refund in the PG's list.
struct Found {
    status: PgRefundStatus,
    amount: Option<Amount>,
}

impl Found {
    fn of(listed: &PgRefund) -> Self {
        Self { status: listed.status.clone(), amount: listed.amount.as_ref().and_then(PgAmount::exact) }
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
