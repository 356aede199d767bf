//! A payment while one event changes it. Only this module and its children write the payment: each group of members
//! has one file that does.

mod books;
mod confirm;
mod inquiry;
mod refunds;
mod requests;

use super::effect::AlertReason;
use super::{Effect, EventKind, Payment, Phase, Policy, State, Transition};
use crate::crosscheck::Mismatch;
use crate::id::{OperatorId, PaymentKey};
use crate::order::Order;
use crate::pg::Capabilities;
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A payment while one event changes it.
pub(super) struct Change<'a> {
    pub(super) before: &'a Payment,
    pub(super) order: &'a Order,
    pub(super) now: Timestamp,
    pub(super) policy: &'a Policy,
    /// What the PG can do.
    pub(super) capabilities: Capabilities,
    /// Sequence number of the request that the event answers; 0 if it answers none.
    pub(super) ordinal: u32,
    /// Whether the event answers the query that is under way.
    pub(super) is_current_query: bool,
    next: Payment,
    effects: Vec<Effect>,
    says_state: bool,
    by: Option<OperatorId>,
    touched: bool,
}

impl<'a> Change<'a> {
    pub(super) fn of(before: &'a Payment, order: &'a Order, now: Timestamp, policy: &'a Policy) -> Self {
        Self {
            before,
            order,
            now,
            policy,
            capabilities: policy.capabilities_of(before),
            ordinal: 0,
            is_current_query: false,
            next: before.clone(),
            effects: Vec::new(),
            says_state: false,
            by: None,
            touched: false,
        }
    }

    /// The payment as it is so far.
    pub(super) const fn payment(&self) -> &Payment {
        &self.next
    }

    /// The transition: one history record first, a new version; nothing at all if nothing changed.
    pub(super) fn finish(mut self, event: EventKind) -> Transition {
        if !self.touched && self.effects.is_empty() {
            return Transition { next: self.next, effects: self.effects };
        }
        if !self.keeps_the_books(event) {
            self.restore_books();
        }
        if self.says_state {
            self.next.inquiry.last_answer = self.next.inquiry.last_answer.max(self.ordinal);
        }
        debug_assert!(
            self.before.state.moves(event).contains(&self.next.state),
            "the table does not allow {} to lead from {} to {}",
            event.code(),
            self.before.state.code(),
            self.next.state.code()
        );
        self.next.version = self.next.version.saturating_add(1);
        let record = Effect::Record {
            from: self.before.state,
            to: self.next.state,
            event: event.code().to_string(),
            reason: self.next.reason,
            at: self.now,
            by: self.by,
        };
        self.effects.insert(0, record);
        if self.next.state != self.before.state {
            self.effects.push(Effect::Publish { state: self.next.state });
        }
        Transition { next: self.next, effects: self.effects }
    }

    /// Whether the transition keeps the law of the sums.
    fn keeps_the_books(&self, event: EventKind) -> bool {
        let falls = self.next.refunded < self.before.refunded && event != EventKind::Decided;
        self.next.is_sound() && !falls
    }

    /// The last guard: a transition that would break the law of the sums puts the payment before a person, with the
    /// sums as they were. Nothing is shipped and no stock moves.
    fn restore_books(&mut self) {
        self.effects.retain(|effect| matches!(effect, Effect::Alert { .. }));
        self.next.fulfilled = self.before.fulfilled;
        (self.next.captured, self.next.refunded) = (self.before.captured, self.before.refunded);
        self.alert(AlertReason::PgDisagrees);
        self.quarantine(Some(Reason::RecordsDiffer));
    }

    /// The event says where the payment stands at the PG.
    pub(super) const fn note_state_answer(&mut self) {
        self.says_state = true;
    }

    /// Whether an answer to a newer request is known already.
    pub(super) const fn is_old(&self) -> bool {
        self.ordinal < self.next.inquiry.last_answer
    }

    const fn touch(&mut self) {
        self.touched = true;
    }

    pub(super) fn alert(&mut self, reason: AlertReason) {
        self.effects.push(Effect::Alert { reason });
    }

    /// Who decided or asked, for the history.
    pub(super) fn is_by(&mut self, operator: &OperatorId) {
        self.by = Some(operator.clone());
    }

    /// Enters a state. The counters of the state before end with it.
    pub(super) fn enter(&mut self, state: State, reason: Option<Reason>) {
        self.touched = true;
        self.next.state = state;
        self.next.reason = reason;
        self.restart_inquiry();
    }

    /// The payment ends without money, and its stock is free again. If money is known to be held, a person decides.
    pub(super) fn end(&mut self, state: State, reason: Reason) {
        if state != State::Refunded && !self.next.captured.is_zero() {
            self.alert(AlertReason::PgDisagrees);
            self.quarantine(Some(reason));
            return;
        }
        self.enter(state, Some(reason));
        self.next.requests.count_at_end = self.next.requests.count;
        self.release_stock();
    }

    /// The stock is free again, unless the goods were given out.
    pub(super) fn release_stock(&mut self) {
        if !self.next.fulfilled {
            self.effects.push(Effect::ReleaseStock);
        }
    }

    /// A person decides.
    pub(super) fn quarantine(&mut self, reason: Option<Reason>) {
        self.enter(State::Quarantined, reason);
        self.alert(AlertReason::DecisionNeeded);
    }

    /// The goods are shipped, once.
    fn fulfil(&mut self) {
        if !self.next.fulfilled {
            self.next.fulfilled = true;
            self.effects.push(Effect::CommitStock);
            self.effects.push(Effect::Fulfil);
        }
    }

    pub(super) fn set_payment_key(&mut self, key: PaymentKey) {
        self.next.payment_key = Some(key);
        self.touch();
    }

    pub(super) fn set_mismatches(&mut self, mismatches: Vec<Mismatch>) {
        self.next.mismatches = mismatches;
        self.touch();
    }

    /// The first secret that the PG names for this payment's webhooks counts.
    pub(super) fn note_webhook_secret(&mut self, digest: Option<&String>) {
        if self.next.webhook_secret_digest.is_none() && digest.is_some() {
            self.next.webhook_secret_digest = digest.cloned();
            self.touch();
        }
    }

    /// The money comes, or came, through a virtual account.
    pub(super) const fn note_account(&mut self) {
        if !self.next.deposit.by_account {
            self.next.deposit.by_account = true;
            self.touch();
        }
    }

    /// The virtual account takes its deposit until `due_at`.
    pub(super) fn set_deposit_due_at(&mut self, due_at: Option<Timestamp>) {
        self.next.deposit.due_at = due_at;
        self.touch();
    }

    /// The phase that the payment is in.
    pub(super) const fn phase(&self) -> Phase {
        self.next.state.phase()
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a fixture that cannot be made stops its test")]
mod tests {
    use super::Change;
    use crate::money::Amount;
    use crate::order::Order;
    use crate::payment::{AlertReason, Effect, EventKind, Payment, Policy, State};
    use crate::pg::Pg;
    use crate::time::Timestamp;

    fn order() -> Order {
        serde_json::from_value(serde_json::json!({
            "orderId": "order-0001",
            "customerId": "c-1",
            "pg": Pg::ALL[0],
            "currency": "KRW",
            "lines": [{ "productId": "p", "unitPrice": 15_000, "quantity": 1 }],
            "total": 15_000,
        }))
        .expect("an order")
    }

    fn won(minor: i64) -> Amount {
        Amount::new(minor).expect("an amount")
    }

    /// The last guard of the sums, alone. Most evidence is refused before it.
    #[test]
    fn a_transition_that_breaks_the_sums_goes_before_a_person() {
        let order = order();
        let now = Timestamp::from_millis(1_795_226_520_000).expect("a time");
        let mut payment =
            Payment::start("pay-0001".to_string().try_into().expect("an id"), &order, now.plus_millis(1));
        payment.state = State::PartiallyRefunded;
        payment.fulfilled = true;
        (payment.captured, payment.refunded) = (won(15_000), won(5_000));
        let policy = Policy::default();
        for (state, captured, refunded) in [
            (State::PartiallyRefunded, 15_000, 15_001),
            (State::PartiallyRefunded, 15_000, 3_000),
            (State::PartiallyRefunded, 15_000, 15_000),
            (State::Refunded, 15_000, 5_000),
        ] {
            let mut change = Change::of(&payment, &order, now, &policy);
            change.next.state = state;
            (change.next.captured, change.next.refunded) = (won(captured), won(refunded));
            change.effects.push(Effect::Fulfil);
            let transition = change.finish(EventKind::Answered);
            let next = &transition.next;
            assert_eq!(next.state, State::Quarantined);
            assert_eq!((next.captured, next.refunded), (won(15_000), won(5_000)));
            assert!(!transition.effects.contains(&Effect::Fulfil));
            assert!(transition.effects.contains(&Effect::Alert { reason: AlertReason::DecisionNeeded }));
        }
    }
}
