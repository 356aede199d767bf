//! What a PG's answer does to a payment: the only way to `paid` is through an [`Agreed`].

use super::effect::AlertReason;
use super::{Effect, InFlight, Payment, Policy, Refund, RefundState, Rejection, State, Transition};
use crate::crosscheck::{self, Agreed, Mismatch};
use crate::money::Amount;
use crate::order::Order;
use crate::pg::{
    self, Action, Answer, Certainty, Operation, PgAmount, PgCurrency, PgPayment, PgStatus, Reply,
};
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::ToString;
use alloc::vec::Vec;

/// A payment on its way to what it will be.
pub(super) struct Change<'a> {
    pub(super) before: &'a Payment,
    pub(super) order: &'a Order,
    pub(super) now: Timestamp,
    pub(super) policy: &'a Policy,
    pub(super) next: Payment,
    effects: Vec<Effect>,
    touched: bool,
}

impl<'a> Change<'a> {
    pub(super) fn of(before: &'a Payment, order: &'a Order, now: Timestamp, policy: &'a Policy) -> Self {
        Self { before, order, now, policy, next: before.clone(), effects: Vec::new(), touched: false }
    }

    /// One record for the history, first; a new version; nothing at all if nothing changed.
    pub(super) fn finish(mut self, event: &'static str) -> Transition {
        if self.touched || !self.effects.is_empty() {
            self.next.version = self.next.version.saturating_add(1);
            let record = Effect::Record {
                from: self.before.state,
                to: self.next.state,
                event: event.to_string(),
                reason: self.next.reason,
                at: self.now,
            };
            self.effects.insert(0, record);
            if self.next.state != self.before.state {
                self.effects.push(Effect::Publish { state: self.next.state });
            }
        }
        Transition { next: self.next, effects: self.effects }
    }

    /// Something other than the state changed.
    pub(super) const fn touch(&mut self) {
        self.touched = true;
    }

    pub(super) fn alert(&mut self, reason: AlertReason) {
        self.effects.push(Effect::Alert { reason });
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Moves on: the counters of the state before do not count any more.
    pub(super) fn enter(&mut self, state: State, reason: Option<Reason>) {
        self.touched = true;
        self.next.state = state;
        self.next.reason = reason;
        self.next.vain_queries = 0;
        self.next.not_found = 0;
        self.next.next_at = None;
    }

    /// The end without money. What was held is free again.
    pub(super) fn end(&mut self, state: State, reason: Reason) {
        self.enter(state, Some(reason));
        self.next.unknown_since = None;
        self.effects.push(Effect::ReleaseStock);
    }

    pub(super) fn quarantine(&mut self, reason: Option<Reason>) {
        self.enter(State::Quarantined, reason);
        self.next.unknown_since = None;
        self.alert(AlertReason::DecisionNeeded);
    }

    /// The outcome is open: ask, and soon.
    pub(super) fn unknown(&mut self, reason: Reason, not_before_seconds: Option<u32>) {
        let first = self.policy.ask_again_at(&self.next, 0, self.now);
        self.enter(State::Unknown, Some(reason));
        self.next.unknown_since = Some(self.now);
        let asked = not_before_seconds.map(|s| self.now.plus_millis(u64::from(s).saturating_mul(1_000)));
        self.next.next_at = Some(asked.map_or(first, |asked| asked.max(first)));
    }

    /// The money is there.
    pub(super) fn paid(&mut self, captured: Amount, refunded: Amount) {
        self.enter(State::Paid, Some(Reason::Approved));
        self.next.captured = captured;
        self.next.refunded = refunded;
        self.next.unknown_since = None;
        // What differed on the way was settled by an answer that agrees.
        self.next.mismatches.clear();
        if !self.next.fulfilled {
            self.next.fulfilled = true;
            self.effects.push(Effect::CommitStock);
            self.effects.push(Effect::Fulfil);
        }
    }

    /// An answer that came, in time or not. A late one still counts as evidence.
    pub(super) fn answered(
        &mut self,
        operation: Operation,
        ordinal: u32,
        reply: &Reply<'_>,
    ) -> Result<(), Rejection> {
        if ordinal == 0 || ordinal > self.next.calls {
            return Err(Rejection::NeverAsked);
        }
        let in_time =
            self.next.in_flight.is_some_and(|call| call.ordinal == ordinal && call.operation == operation);
        if in_time {
            self.next.in_flight = None;
            self.touch();
        }
        let answer = pg::read(self.next.pg, operation, reply);
        match operation {
            Operation::Confirm => self.confirm_answered(&answer, reply, in_time),
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => self.query_answered(&answer, in_time),
            Operation::Refund => self.refund_answered(&answer, reply, in_time),
        }
        Ok(())
    }

    /// The deadline passed. What moves money may have happened; a query is simply asked again.
    pub(super) fn answer_lost(&mut self, lost: InFlight) {
        self.next.in_flight = None;
        self.touch();
        match lost.operation {
            Operation::Confirm => {
                if self.next.state == State::Confirming {
                    self.enter(State::Unknown, Some(Reason::NoAnswer));
                    self.next.unknown_since = Some(self.now);
                }
            }
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => {
                self.asked_in_vain(Reason::NoAnswer, None)
            }
            Operation::Refund => self.refund_unknown(),
        }
    }

    fn confirm_answered(&mut self, answer: &Answer, reply: &Reply<'_>, in_time: bool) {
        self.next.confirm_error_stored = answer.pg_code.is_some()
            && matches!(reply, Reply::Response(r) if (400..500).contains(&r.status) && r.status != 409);
        if let Some(said) = &answer.payment {
            let unconfirmed = matches!(said.status, PgStatus::Created | PgStatus::Authenticated);
            if unconfirmed && in_time && self.next.state == State::Confirming {
                // An answer to the confirm that does not speak of it: the confirm itself is open.
                self.unknown(answer.reason, answer.not_before_seconds);
            } else {
                self.learn(said);
            }
            return;
        }
        // Other evidence may have come first: what says nothing changes nothing then.
        if !in_time || self.next.state != State::Confirming {
            return;
        }
        match answer.certainty {
            Certainty::NotSent => {
                self.next.open_confirms = self.next.open_confirms.saturating_sub(1);
                self.asked_in_vain(answer.reason, answer.not_before_seconds);
            }
            // Only the refusal of the one request that was ever sent proves that nothing was taken.
            Certainty::Refused if self.next.open_confirms <= 1 => {
                if answer.action == Action::FixRequest {
                    self.alert(AlertReason::MustBeFixed);
                }
                self.end(State::Declined, answer.reason);
            }
            Certainty::Refused | Certainty::Accepted | Certainty::Applied | Certainty::Unknown => {
                self.unknown(answer.reason, answer.not_before_seconds);
            }
        }
    }

    fn query_answered(&mut self, answer: &Answer, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.learn(said);
            return;
        }
        if !in_time {
            return;
        }
        if answer.reason == Reason::NotFound {
            self.next.not_found = self.next.not_found.saturating_add(1);
            if self.is_surely_missing() {
                self.end(State::Declined, Reason::NotFound);
                return;
            }
        } else if answer.action == Action::FixRequest {
            self.alert(AlertReason::MustBeFixed);
        }
        self.asked_in_vain(answer.reason, answer.not_before_seconds);
    }

    /// "Not found" is a no only when it came twice, past the PG's visibility delay, and nothing that was sent can
    /// still be taken.
    fn is_surely_missing(&self) -> bool {
        let visible = self
            .next
            .claimed_at
            .is_some_and(|at| self.now.millis_since(at) >= self.next.pg.capabilities().visibility_delay_ms);
        let settled = self.next.open_confirms == 0 || !self.next.confirm_window_is_open(self.now);
        let open = matches!(self.next.state, State::Confirming | State::Unknown);
        open && self.next.not_found >= 2 && visible && settled
    }

    /// A query that brought nothing: ask again later, and later each time.
    pub(super) fn asked_in_vain(&mut self, reason: Reason, not_before_seconds: Option<u32>) {
        let at = self.policy.ask_again_at(&self.next, self.next.vain_queries, self.now);
        let asked = not_before_seconds.map(|s| self.now.plus_millis(u64::from(s).saturating_mul(1_000)));
        self.next.vain_queries = self.next.vain_queries.saturating_add(1);
        self.next.next_at = Some(asked.map_or(at, |asked| asked.max(at)));
        match self.next.state {
            State::Confirming | State::Unknown => self.next.reason = Some(reason),
            // An ended payment was only looked at because of a webhook: look until it answers.
            State::Ready
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.next.look_again = self.next.vain_queries < 12,
            State::AwaitingDeposit | State::Refunding | State::Reversing => {}
        }
        self.touch();
    }

    /// Takes a payment object as evidence.
    pub(super) fn learn(&mut self, said: &PgPayment) {
        if self.next.webhook_secret_digest.is_none() && said.webhook_secret_digest.is_some() {
            self.next.webhook_secret_digest.clone_from(&said.webhook_secret_digest);
            self.touch();
        }
        match crosscheck::payment(self.order, self.next.payment_key.as_ref(), said) {
            Ok(agreed) => {
                if self.next.payment_key.is_none() {
                    self.next.payment_key = Some(agreed.payment_key().clone());
                    self.touch();
                }
                self.agreed(&agreed, said);
            }
            Err(mismatches) => self.disagreed(mismatches, said),
        }
    }

    fn agreed(&mut self, agreed: &Agreed, said: &PgPayment) {
        if self.next.state == State::Refunding {
            self.refund_looked_up(said);
            return;
        }
        match agreed.status() {
            PgStatus::Captured => self.captured(agreed),
            PgStatus::PartiallyRefunded | PgStatus::Refunded => self.refunded_at_pg(agreed),
            PgStatus::AwaitingDeposit => self.awaiting(said),
            PgStatus::Authenticated => self.authenticated(),
            PgStatus::Created => self.still_open(Reason::WaitingForShopper),
            PgStatus::Declined => {
                let reason = said.failure.as_ref().map_or(Reason::Declined, |failure| failure.reason);
                self.over(State::Declined, reason);
            }
            PgStatus::Expired => self.over(State::Expired, Reason::SessionExpired),
            PgStatus::Canceled => self.over(State::Canceled, Reason::CanceledAtPg),
            // The cross-check accepts no unknown word.
            PgStatus::Unrecognized { .. } => self.asked_in_vain(Reason::UnlistedStatus, None),
        }
    }

    fn captured(&mut self, agreed: &Agreed) {
        match self.next.state {
            State::Ready | State::Confirming | State::AwaitingDeposit | State::Unknown | State::Reversing => {
                self.paid(agreed.amount(), agreed.refunded());
            }
            // Money came after the end, and the stock is gone to others: it goes back.
            State::Declined | State::Canceled | State::Expired => {
                self.alert(AlertReason::LateMoney);
                self.next.captured = agreed.amount();
                self.refund_all();
            }
            State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Quarantined => self.looked(),
        }
    }

    fn refunded_at_pg(&mut self, agreed: &Agreed) {
        let whole = agreed.refunded() == agreed.amount();
        match self.next.state {
            State::Paid | State::PartiallyRefunded | State::Refunded => {
                if agreed.refunded() > self.next.refunded {
                    self.alert(AlertReason::UnexpectedRefund);
                    self.next.refunded = agreed.refunded();
                    if whole {
                        self.enter(State::Refunded, Some(Reason::Refunded));
                    } else {
                        self.enter(State::PartiallyRefunded, Some(Reason::PartiallyRefunded));
                    }
                } else {
                    self.looked();
                }
            }
            // It was taken and went back before we knew: nothing is shipped.
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing
                if whole =>
            {
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.alert(AlertReason::UnexpectedRefund);
                self.end(State::Refunded, Reason::Refunded);
            }
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing => {
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.quarantine(Some(Reason::PartiallyRefunded));
            }
            State::Declined | State::Canceled | State::Expired if whole => {
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.enter(State::Refunded, Some(Reason::Refunded));
            }
            State::Declined | State::Canceled | State::Expired => {
                self.alert(AlertReason::LateMoney);
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.refund_all();
            }
            State::Refunding | State::Quarantined => self.looked(),
        }
    }

    fn awaiting(&mut self, said: &PgPayment) {
        let account = said.virtual_account.as_ref();
        let due_at = account.and_then(|account| account.due_at);
        let poll_at = self.now.plus_millis(u64::from(self.policy.deposit_poll_ms));
        let closes_at = due_at.map(|due| due.plus_millis(u64::from(self.policy.deposit_grace_ms)));
        match self.next.state {
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit => {
                if account.is_some_and(|account| account.expired)
                    || closes_at.is_some_and(|at| self.now >= at)
                {
                    self.end(State::Expired, Reason::SessionExpired);
                    return;
                }
                if self.next.state != State::AwaitingDeposit {
                    self.enter(State::AwaitingDeposit, Some(Reason::AwaitingDeposit));
                    self.next.unknown_since = None;
                }
                self.next.due_at = due_at;
                self.next.next_at = Some(closes_at.map_or(poll_at, |closes_at| closes_at.min(poll_at)));
                self.touch();
            }
            // The bank took the deposit back: what was thought paid is not.
            State::Paid | State::PartiallyRefunded => {
                self.alert(AlertReason::DepositRolledBack);
                self.next.captured = Amount::ZERO;
                self.next.due_at = due_at;
                self.quarantine(Some(Reason::AwaitingDeposit));
            }
            State::Refunded
            | State::Refunding
            | State::Reversing
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    /// Authenticated and not captured: nothing was taken so far.
    fn authenticated(&mut self) {
        match self.next.state {
            State::Confirming if self.next.confirm_window_is_open(self.now) => {
                self.next.verified = true;
                self.next.vain_queries = 0;
                self.next.not_found = 0;
                self.touch();
            }
            // Sent and not there: send the same again, while the PG would still take it.
            State::Unknown if self.next.confirm_window_is_open(self.now) => {
                if self.next.confirm_error_stored {
                    // The error would be replayed under the old key, and the payment is provably untouched.
                    self.next.confirm_round = self.next.confirm_round.saturating_add(1);
                    self.next.confirm_error_stored = false;
                }
                let since = self.next.unknown_since;
                self.next.verified = true;
                let vain = self.next.vain_queries;
                self.enter(State::Confirming, Some(Reason::Authenticated));
                self.next.unknown_since = since;
                // A PG that keeps failing is asked less and less often.
                self.next.vain_queries = vain.saturating_add(1);
                self.next.next_at = Some(self.policy.ask_again_at(&self.next, vain, self.now));
            }
            // Too late to confirm: the PG will say that it expired.
            State::Confirming | State::Unknown => self.asked_in_vain(Reason::Authenticated, None),
            State::Ready
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Reversing
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    fn still_open(&mut self, reason: Reason) {
        match self.next.state {
            State::Confirming | State::Unknown => self.asked_in_vain(reason, None),
            State::Ready
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Reversing
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    /// The PG says that it ended without money.
    fn over(&mut self, state: State, reason: Reason) {
        match self.next.state {
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing => {
                self.end(state, reason);
            }
            // A refusal never overwrites an approval: two records of the same PG contradict each other.
            State::Paid | State::PartiallyRefunded => {
                self.alert(AlertReason::PgDisagrees);
                self.quarantine(Some(reason));
            }
            State::Refunded
            | State::Refunding
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    /// A look that found nothing new.
    pub(super) fn looked(&mut self) {
        self.next.vain_queries = 0;
        self.next.next_at = None;
    }

    fn disagreed(&mut self, mismatches: Vec<Mismatch>, said: &PgPayment) {
        let is_ours = !mismatches
            .iter()
            .any(|mismatch| matches!(mismatch.about(), "order_id" | "pg" | "merchant_id" | "payment_key"));
        if self.next.state == State::Refunding && is_ours {
            self.refund_looked_up(said);
            return;
        }
        let holds_money = matches!(said.status, PgStatus::Captured | PgStatus::PartiallyRefunded);
        let has_ended = matches!(
            said.status,
            PgStatus::Declined | PgStatus::Expired | PgStatus::Canceled | PgStatus::Refunded
        );
        let only_word = mismatches.iter().all(|mismatch| mismatch.about() == "status");
        let reason = if only_word { Reason::UnlistedStatus } else { Reason::RecordsDiffer };
        if is_ours
            && holds_money
            && said.currency == Some(PgCurrency::Known(self.order.currency))
            && let Some(taken) = said.amount.as_ref().and_then(PgAmount::exact)
        {
            // Whoever gives it back, or decides about it, has to know how much was really taken.
            self.next.captured = taken;
        }
        match self.next.state {
            // Before anything was sent, a disagreement is the end of it, and nothing was taken.
            State::Confirming if self.next.open_confirms == 0 && !only_word && !(is_ours && holds_money) => {
                self.alert(AlertReason::PgDisagrees);
                self.next.mismatches = mismatches;
                self.end(State::Declined, Reason::RecordsDiffer);
            }
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing => {
                self.next.mismatches = mismatches;
                if is_ours && holds_money {
                    self.alert(AlertReason::PgDisagrees);
                    self.refund_all();
                } else if is_ours && has_ended {
                    self.end(State::Declined, reason);
                } else if matches!(self.next.state, State::Confirming) && self.next.open_confirms > 0 {
                    self.unknown(reason, None);
                } else {
                    self.asked_in_vain(reason, None);
                }
            }
            State::Declined | State::Canceled | State::Expired if is_ours && holds_money => {
                self.alert(AlertReason::LateMoney);
                self.next.mismatches = mismatches;
                self.refund_all();
            }
            State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => {
                self.alert(AlertReason::PgDisagrees);
                self.next.mismatches = mismatches;
                self.looked();
            }
        }
    }

    /// The refund under way, to be changed.
    pub(super) fn open_refund(&mut self) -> Option<&mut Refund> {
        self.next
            .refunds
            .iter_mut()
            .find(|refund| matches!(refund.state, RefundState::Requested | RefundState::Unknown))
    }
}
