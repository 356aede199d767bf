//! What a PG's record leads to if it disagrees with the order, or contradicts itself or our sums: nothing is shipped
//! for it, and money that is surely ours and surely held goes back.

use super::change::Change;
use super::decision::is_about_another;
use super::effect::AlertReason;
use super::webhook::LAG_MS;
use super::{Phase, State};
use crate::crosscheck::{self, Mismatch};
use crate::id::PaymentKey;
use crate::money::Amount;
use crate::pg::{PgAmount, PgCurrency, PgPayment, PgStatus};
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::vec::Vec;

/// What is wrong with a record.
struct Disagreement {
    mismatches: Vec<Mismatch>,
    /// It is a record of this payment, and not of another.
    is_ours: bool,
    /// Only its status word is unknown.
    is_only_word: bool,
    /// Its status, its refund list and its balance contradict each other.
    contradicts_itself: bool,
    /// It says that money was taken and at least a part is still held.
    holds_money: bool,
    reason: Reason,
}

impl Disagreement {
    fn of(mismatches: Vec<Mismatch>, said: &PgPayment) -> Self {
        let is_only_word = mismatches.iter().all(|mismatch| mismatch.about() == "status");
        Self {
            is_ours: !mismatches.iter().any(is_about_another),
            is_only_word,
            contradicts_itself: mismatches.iter().any(is_about_refunds),
            holds_money: matches!(said.status, PgStatus::Captured | PgStatus::PartiallyRefunded),
            reason: if is_only_word { Reason::UnlistedStatus } else { Reason::RecordsDiffer },
            mismatches,
        }
    }
}

impl Change<'_> {
    /// The record does not agree with the order.
    pub(super) fn disagreed(&mut self, mismatches: Vec<Mismatch>, said: &PgPayment) {
        if said.virtual_account.is_some() {
            self.note_account();
        }
        let wrong = Disagreement::of(mismatches, said);
        match self.phase() {
            Phase::Refunding => self.disagreed_while_refunding(wrong, said),
            Phase::Open => self.disagreed_while_open(wrong, said),
            Phase::Ended if wrong.is_ours && wrong.holds_money => self.disagreed_after_the_end(wrong, said),
            Phase::Paid if wrong.is_ours && wrong.mismatches.iter().any(is_about_money) => {
                let alert = if says_given_back(said) {
                    AlertReason::UnexpectedRefund
                } else {
                    AlertReason::PgDisagrees
                };
                self.contradicted(alert, wrong.reason, wrong.mismatches);
            }
            Phase::Ended if wrong.is_ours && wrong.contradicts_itself && says_taken(&said.status) => {
                self.contradicted(AlertReason::PgDisagrees, wrong.reason, wrong.mismatches);
            }
            Phase::Ended | Phase::Paid | Phase::Quarantined => {
                if self.phase() == Phase::Quarantined
                    && wrong.is_ours
                    && !wrong.contradicts_itself
                    && let Some((captured, refunded)) = self.sums_of(said)
                    && says_taken(&said.status)
                {
                    self.set_sums_at_least(captured, refunded);
                }
                self.alert(AlertReason::PgDisagrees);
                self.set_mismatches(wrong.mismatches);
                self.nothing_new();
            }
        }
    }

    fn disagreed_while_refunding(&mut self, wrong: Disagreement, said: &PgPayment) {
        if !wrong.is_ours {
            // The PG calls the number another's: nothing is given back by it until the PG says otherwise.
            self.set_mismatches(wrong.mismatches);
            self.refund_unknown();
            self.empty_query(wrong.reason, None);
        } else if wrong.contradicts_itself {
            self.refund_unknown();
            self.contradicted(AlertReason::PgDisagrees, wrong.reason, wrong.mismatches);
        } else {
            self.refund_looked_up(said);
        }
    }

    fn disagreed_while_open(&mut self, wrong: Disagreement, said: &PgPayment) {
        let payment = self.payment();
        let may_hold_money = self.capabilities.return_means_money || (wrong.is_ours && wrong.holds_money);
        let nothing_was_sent = payment.state == State::Confirming && payment.confirm.open_requests == 0;
        // The third record in a row that calls the number another's is no slip of the PG.
        let is_surely_anothers = !wrong.is_ours
            && self.is_current_query
            && matches!(payment.state, State::Confirming | State::Unknown)
            && payment.inquiry.empty_queries >= 2
            && payment.mismatches.iter().any(is_about_another);
        let has_ended = !wrong.contradicts_itself
            && matches!(
                said.status,
                PgStatus::Declined | PgStatus::Expired | PgStatus::Canceled | PgStatus::Refunded
            );
        // Nothing was taken: the PG took no confirm of this order, or none under another's number.
        if (nothing_was_sent && !wrong.is_only_word && !may_hold_money) || is_surely_anothers {
            self.alert(AlertReason::PgDisagrees);
            self.set_mismatches(wrong.mismatches);
            self.end(State::Declined, Reason::RecordsDiffer);
        } else if wrong.is_ours && wrong.contradicts_itself {
            self.contradicted(AlertReason::PgDisagrees, wrong.reason, wrong.mismatches);
        } else if wrong.is_ours && wrong.holds_money && self.is_sure() {
            self.alert(AlertReason::PgDisagrees);
            self.set_mismatches(wrong.mismatches);
            self.give_back(said);
        } else if wrong.is_ours && has_ended {
            self.set_mismatches(wrong.mismatches);
            self.end(State::Declined, wrong.reason);
        } else {
            self.set_mismatches(wrong.mismatches);
            self.still_unknown(wrong.reason);
        }
    }

    /// Money that is ours is held after the end.
    fn disagreed_after_the_end(&mut self, wrong: Disagreement, said: &PgPayment) {
        let all_was_given_back = self.payment().state == State::Refunded;
        if !self.is_sure() {
            self.query_first();
        } else if wrong.contradicts_itself || all_was_given_back {
            self.contradicted(AlertReason::PgDisagrees, wrong.reason, wrong.mismatches);
        } else {
            self.alert(AlertReason::LateMoney);
            self.set_mismatches(wrong.mismatches);
            self.give_back(said);
        }
    }

    /// Money was taken on records that disagree: it goes back. How much it is, is taken from the record, if it is in
    /// the order's currency.
    fn give_back(&mut self, said: &PgPayment) {
        if let Some((captured, refunded)) = self.sums_of(said) {
            self.set_sums(captured, refunded);
        }
        if self.payment().payment_key.is_none()
            && let Some(key) = said.payment_key.as_deref().and_then(|key| PaymentKey::new(key).ok())
        {
            // The shopper did not come back from the payment window, and the refund needs the number.
            self.set_payment_key(key);
        }
        self.refund_all(false, None);
    }

    /// Two records of the PG contradict each other, or one contradicts itself, about money. One record can be garbled,
    /// so the PG is queried once more; a second one goes before a person, with the mismatches and our sums.
    pub(super) fn contradicted(&mut self, alert: AlertReason, reason: Reason, mismatches: Vec<Mismatch>) {
        self.set_mismatches(mismatches);
        self.alert(alert);
        // An answer to something else than a query proves nothing yet.
        let is_first = self.is_current_query && self.count_contradiction() < 2;
        if is_first || !self.is_sure() {
            self.still_unknown(reason);
        } else {
            self.quarantine(Some(reason));
        }
    }

    /// The sums of an agreeing record contradict ours. A record can be older than ours, or lag behind a refund.
    pub(super) fn contradicted_by_sums(&mut self, mismatches: Vec<Mismatch>) {
        let is_open = self.phase() == Phase::Open;
        if !is_open && !self.is_current_query && self.payment().can_be_queried(&self.capabilities) {
            self.nothing_new();
        } else if let Some(until) = self.refund_lags_until().filter(|until| self.now < *until) {
            self.query_again_at(Some(until));
        } else {
            self.contradicted(AlertReason::PgDisagrees, Reason::RecordsDiffer, mismatches);
        }
    }

    /// Until when the PG's record may lag behind the last refund.
    pub(super) fn refund_lags_until(&self) -> Option<Timestamp> {
        let sent_at = self.payment().refunds.iter().filter_map(|refund| refund.sent_at).max();
        sent_at.map(|at| at.plus_millis(LAG_MS.max(self.capabilities.visibility_delay_ms)))
    }

    /// The record decides nothing: the PG is queried again, later.
    fn still_unknown(&mut self, reason: Reason) {
        if self.payment().state == State::Confirming && self.payment().confirm.open_requests > 0 {
            self.unknown(reason, None);
        } else {
            self.empty_query(reason, None);
        }
    }

    /// One answer can be garbled: what it says is sure only if it answers a query, or if the PG cannot be queried.
    pub(super) fn is_sure(&self) -> bool {
        self.is_current_query || !self.payment().can_be_queried(&self.capabilities)
    }

    /// What a record says was taken and given back, in the order's currency.
    fn sums_of(&self, said: &PgPayment) -> Option<(Amount, Amount)> {
        if said.currency != Some(PgCurrency::Known(self.order.currency)) {
            return None;
        }
        let captured = said.amount.as_ref().and_then(PgAmount::exact)?;
        let refunded = crosscheck::finished_refunds(said)?;
        Some((captured, refunded))
    }
}

fn is_about_refunds(mismatch: &Mismatch) -> bool {
    matches!(mismatch.about(), "refunds" | "balance")
}

fn is_about_money(mismatch: &Mismatch) -> bool {
    matches!(mismatch.about(), "refunds" | "balance" | "amount" | "currency")
}

/// Whether the record says that money was taken at some time.
const fn says_taken(status: &PgStatus) -> bool {
    match status {
        PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded => true,
        PgStatus::Created
        | PgStatus::Authenticated
        | PgStatus::AwaitingDeposit
        | PgStatus::Canceled
        | PgStatus::Declined
        | PgStatus::Expired
        | PgStatus::Unrecognized { .. } => false,
    }
}

/// Whether any part of the record says that money was given back: its status, its list or its balance.
fn says_given_back(said: &PgPayment) -> bool {
    let balance = said.balance.as_ref().and_then(PgAmount::exact);
    let amount = said.amount.as_ref().and_then(PgAmount::exact);
    matches!(said.status, PgStatus::PartiallyRefunded | PgStatus::Refunded)
        || crosscheck::finished_refunds(said).is_none_or(|refunded| !refunded.is_zero())
        || balance.zip(amount).is_some_and(|(balance, amount)| balance < amount)
}
