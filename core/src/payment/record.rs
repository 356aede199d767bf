//! What a PG's record of the payment leads to. Only a record that agrees with the order makes a payment paid.

use super::change::Change;
use super::effect::AlertReason;
use super::{Phase, State};
use crate::crosscheck::{self, Agreed, Mismatch};
use crate::money::Amount;
use crate::pg::{PgPayment, PgStatus};
use crate::reason::Reason;
use alloc::vec::Vec;

impl Change<'_> {
    /// Takes the PG's record as evidence.
    pub(super) fn read_record(&mut self, said: &PgPayment) {
        self.note_webhook_secret(said.webhook_secret_digest.as_ref());
        self.note_state_answer();
        match crosscheck::payment(self.order, self.payment().payment_key.as_ref(), said) {
            Ok(agreed) => {
                if self.payment().payment_key.is_none() {
                    self.set_payment_key(agreed.payment_key().clone());
                }
                self.agreed(&agreed, said);
            }
            Err(mismatches) => self.disagreed(mismatches, said),
        }
        if self.is_current_query {
            self.compare_with_webhook(said);
        }
    }

    fn agreed(&mut self, agreed: &Agreed, said: &PgPayment) {
        if self.phase() == Phase::Refunding {
            self.refund_looked_up(said);
            return;
        }
        if said.virtual_account.is_some() {
            self.note_account();
        }
        match agreed.status() {
            PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded => {
                self.money_was_taken(agreed);
            }
            PgStatus::AwaitingDeposit => self.awaiting(said),
            PgStatus::Authenticated => self.authenticated(),
            PgStatus::Created => self.still_open(Reason::WaitingForShopper),
            PgStatus::Declined => {
                let reason = said.failure.as_ref().map_or(Reason::Declined, |failure| failure.reason);
                self.over(State::Declined, reason, said);
            }
            PgStatus::Expired => self.over(State::Expired, Reason::SessionExpired, said),
            PgStatus::Canceled => self.over(State::Canceled, Reason::CanceledAtPg, said),
            // The cross-check accepts no unknown word.
            PgStatus::Unrecognized { .. } => self.empty_query(Reason::UnlistedStatus, None),
        }
    }

    /// The PG took money, and holds all, a part or nothing of it.
    fn money_was_taken(&mut self, agreed: &Agreed) {
        let (captured, refunded) = (agreed.amount(), agreed.refunded());
        if self.phase() == Phase::Quarantined {
            self.nothing_new();
            self.set_sums_at_least(captured, refunded);
            return;
        }
        let contradictions = self.contradictions(Some(captured), refunded);
        if !contradictions.is_empty() {
            self.contradicted_by_sums(contradictions);
            return;
        }
        match self.phase() {
            Phase::Open if refunded == captured => self.taken_and_given_back(captured),
            // A part went back before we knew of the payment: nothing is shipped.
            Phase::Open if !refunded.is_zero() => {
                self.set_sums(captured, refunded);
                self.quarantine(Some(Reason::PartiallyRefunded));
            }
            // A reversal that may have left can still be carried out: its goods must not be shipped.
            Phase::Open if self.payment().reversal.open_requests > 0 => {
                self.set_sums(captured, refunded);
                self.refund_all(false, None);
            }
            Phase::Open => self.paid(captured),
            Phase::Paid if refunded > self.payment().refunded => self.refunded_unasked(captured, refunded),
            // All of it was given back, as we know.
            Phase::Ended if self.payment().state == State::Refunded => self.nothing_new(),
            Phase::Ended if refunded == captured => {
                self.set_sums(captured, refunded);
                self.enter(State::Refunded, Some(Reason::Refunded));
            }
            Phase::Ended if refunded.is_zero() => self.late_money(agreed),
            Phase::Ended => {
                self.alert(AlertReason::LateMoney);
                self.set_sums(captured, refunded);
                self.refund_all(false, None);
            }
            // The newest record of the order's own amount corrects what was thought to be taken.
            Phase::Paid if self.is_sure() => {
                self.nothing_new();
                self.set_sums(captured, refunded);
            }
            Phase::Paid | Phase::Refunding | Phase::Quarantined => self.nothing_new(),
        }
    }

    /// The money was taken and given back before we knew of it: nothing is shipped.
    fn taken_and_given_back(&mut self, captured: Amount) {
        if self.payment().state == State::Reversing && self.payment().refunded.is_zero() {
            // The reversal that we asked for.
            self.set_sums(Amount::ZERO, Amount::ZERO);
            self.end(State::Declined, Reason::Reversed);
        } else {
            self.set_sums(captured, captured);
            self.alert(AlertReason::UnexpectedRefund);
            self.end(State::Refunded, Reason::Refunded);
        }
    }

    /// How the sums of a record contradict ours. What was given back never falls. What was taken stays the same; only
    /// while nothing was given back can a record of the order's own amount correct it.
    pub(super) fn contradictions(&self, captured: Option<Amount>, refunded: Amount) -> Vec<Mismatch> {
        let known = self.payment();
        let mut found = Vec::new();
        // An open payment has a known sum only where a person had the PG queried again.
        let is_fixed = self.phase() != Phase::Open && !known.captured.is_zero();
        let corrects = |captured| captured == known.amount && known.refunded.is_zero();
        if let Some(captured) = captured.filter(|captured| *captured != known.captured)
            && is_fixed
            && !corrects(captured)
        {
            found.push(Mismatch::AmountDiffers { expected: known.captured, actual: captured });
        }
        if refunded < known.refunded {
            found.push(Mismatch::RefundedFell { expected: known.refunded, actual: refunded });
        }
        found
    }

    fn awaiting(&mut self, said: &PgPayment) {
        let account = said.virtual_account.as_ref();
        let due_at = account.and_then(|account| account.due_at);
        let poll_at = self.now.plus_millis(u64::from(self.policy.deposit_poll_ms));
        let closes_at = due_at.map(|due| due.plus_millis(u64::from(self.policy.deposit_grace_ms)));
        match self.phase() {
            // An account without a deposit: the reversal goes on.
            Phase::Open if self.payment().state == State::Reversing => {
                self.empty_query(Reason::AwaitingDeposit, None);
            }
            Phase::Open => {
                if self.contradicts_known_money(said) {
                    return;
                }
                // Only a query that began after the account closed shows that no deposit came before.
                let queried_at = self.payment().inquiry.queried_at;
                let is_closed = account.is_some_and(|account| account.expired)
                    || closes_at.is_some_and(|at| queried_at.is_some_and(|queried_at| queried_at >= at));
                if is_closed && self.is_current_query {
                    self.end(State::Expired, Reason::SessionExpired);
                    return;
                }
                self.note_account();
                if self.payment().state == State::AwaitingDeposit {
                    self.nothing_new();
                } else {
                    self.enter(State::AwaitingDeposit, Some(Reason::AwaitingDeposit));
                }
                self.set_deposit_due_at(due_at);
                self.set_not_before(Some(
                    closes_at.map_or(poll_at, |closes_at| closes_at.min(poll_at).max(self.now)),
                ));
            }
            // It may be older than the deposit.
            Phase::Paid if self.is_old() => self.query_first(),
            // The bank took the deposit back: the payment is not paid any more.
            Phase::Paid => {
                self.alert(AlertReason::DepositRolledBack);
                self.set_nothing_held();
                self.set_deposit_due_at(due_at);
                self.quarantine(Some(Reason::AwaitingDeposit));
            }
            Phase::Refunding | Phase::Ended | Phase::Quarantined => self.nothing_new(),
        }
    }

    /// The shopper authenticated and no money was taken so far.
    fn authenticated(&mut self) {
        let payment = self.payment();
        let window_is_open = payment.confirm_window_is_open(self.now, &self.capabilities);
        // The confirm was sent and has not arrived. A late copy could still arrive: it is reversed where it can be, and
        // else sent again while the PG would take it.
        let may_send_again = payment.state == State::Unknown
            && self.is_current_query
            && window_is_open
            && payment.captured.is_zero()
            && !payment.can_be_reversed(self.now, &self.capabilities);
        if payment.state == State::Confirming && window_is_open {
            self.verified();
        } else if may_send_again {
            self.confirm_again();
        } else {
            // Too late to confirm: the PG will say that it expired.
            self.still_open(Reason::Authenticated);
        }
    }

    fn still_open(&mut self, reason: Reason) {
        if self.is_being_queried() {
            self.empty_query(reason, None);
        } else {
            self.nothing_new();
        }
    }

    /// The PG says that the payment ended without money.
    fn over(&mut self, state: State, reason: Reason, said: &PgPayment) {
        match self.phase() {
            // It ended because we reversed it.
            Phase::Open if self.payment().state == State::Reversing && self.may_be_reversed() => {
                if !self.contradicts_known_money(said) {
                    self.end(State::Declined, Reason::Reversed);
                }
            }
            Phase::Open => {
                if !self.contradicts_known_money(said) {
                    self.end(state, reason);
                }
            }
            Phase::Paid if self.is_old() => self.query_first(),
            // A refusal never overwrites an approval: two records of the PG contradict each other.
            Phase::Paid => {
                let mismatch = Mismatch::StatusUnacceptable { actual: said.status.clone() };
                self.contradicted(AlertReason::PgDisagrees, reason, alloc::vec![mismatch]);
            }
            Phase::Quarantined => {
                self.nothing_new();
                self.set_nothing_held();
            }
            Phase::Refunding | Phase::Ended => self.nothing_new(),
        }
    }

    fn may_be_reversed(&self) -> bool {
        self.payment().reversal.open_requests > 0
    }

    /// Money is known to have been taken, because a person had the PG queried again; and now the record holds none.
    fn contradicts_known_money(&mut self, said: &PgPayment) -> bool {
        if self.payment().captured.is_zero() {
            return false;
        }
        let mismatch = Mismatch::StatusUnacceptable { actual: said.status.clone() };
        self.contradicted(AlertReason::PgDisagrees, Reason::RecordsDiffer, alloc::vec![mismatch]);
        true
    }
}
