//! Changes of payments. Every change is written to the ledger file, and webhooks report it to the shop.

use std::sync::MutexGuard;

use crate::ledger;
use crate::scenario::{Operation, Subject};
use crate::webhook::NoticeRecord;
use crate::{Config, Sandbox};

use super::idempotency::StoredAnswer;
use super::notice::notices;
use super::payment::Payment;
use super::store::{Record, State};

/// What an action needs to know in addition to its payment.
pub(super) struct Context {
    pub(super) now: i64,
    /// Whether another payment of the same order was approved.
    pub(super) is_order_taken: bool,
}

impl Sandbox {
    pub(super) fn toss_state(&self) -> MutexGuard<'_, State> {
        self.inner().toss_payments.lock()
    }

    /// Changes a payment, writes the change and the answer to the ledger file in one write, and sends
    /// webhooks. Returns `None` and changes nothing if the payment does not exist.
    pub(super) fn change<T, A>(
        &self,
        payment_key: &str,
        act: impl FnOnce(&mut Payment, &Context) -> T,
        answer: impl FnOnce(&Payment, T) -> (A, Option<StoredAnswer>),
    ) -> Option<A> {
        let now = self.now();
        let mut state = self.toss_state();
        let before = state.payment(payment_key)?.clone();
        let is_order_taken = state.is_order_taken(&before.order_id, payment_key);
        let mut after = before.clone();
        after.expire_if_overdue(now);
        let outcome = act(&mut after, &Context { now, is_order_taken });
        let (answer, stored) = answer(&after, outcome);
        let notices = notices(&before, &after, self.config(), now);

        let mut records = Vec::new();
        if before.truth != after.truth || before.window != after.window {
            records.push(record(Record::Payment(Box::new(after.clone()))));
        }
        records.extend(stored.iter().cloned().map(|answer| record(Record::Answer(answer))));
        let queued = |notice: &_| ledger::Record::Notice(NoticeRecord::Queued(Clone::clone(notice)));
        records.extend(notices.iter().map(queued));
        self.inner().journal.append(&records);

        state.put(after, now, self.config());
        if let Some(stored) = stored {
            state.answers.insert(stored.identity.clone(), stored);
        }
        drop(state);
        self.notify(notices);
        Some(answer)
    }

    pub(super) fn add(&self, payment: Payment) {
        let mut state = self.toss_state();
        self.inner().journal.append(&[record(Record::Payment(Box::new(payment.clone())))]);
        state.put(payment, self.now(), self.config());
    }

    pub(super) fn store_answer(&self, answer: StoredAnswer) {
        let mut state = self.toss_state();
        self.inner().journal.append(&[record(Record::Answer(answer.clone()))]);
        state.answers.insert(answer.identity.clone(), answer);
    }

    /// Counts a request at its arrival, whatever its outcome.
    pub(super) fn count_call(&self, operation: Operation, subject: &Subject) {
        let Some(payment_key) = subject.payment_key.clone() else { return };
        let mut state = self.toss_state();
        if state.payment(&payment_key).is_some() {
            state.count(&payment_key, operation);
            self.inner().journal.append(&[record(Record::Call { payment_key, operation })]);
        }
    }

    /// Expires all payments whose deadline has passed.
    pub(crate) fn expire_toss_payments(&self) {
        let now = self.now();
        let overdue: Vec<String> = {
            let state = self.toss_state();
            let overdue = state.payments().filter(|payment| payment.is_overdue(now));
            overdue.map(|payment| payment.payment_key.clone()).collect()
        };
        for payment_key in overdue {
            self.expire_if_overdue(&payment_key);
        }
    }

    /// Expires a payment if its deadline has passed. Called before the payment is shown.
    pub(super) fn expire_if_overdue(&self, payment_key: &str) {
        if self.toss_state().payment(payment_key).is_some_and(|payment| payment.is_overdue(self.now())) {
            self.change(payment_key, |_, _| (), |_, ()| ((), None));
        }
    }

    pub(super) fn config(&self) -> &Config {
        &self.inner().config
    }
}

fn record(record: Record) -> ledger::Record {
    ledger::Record::TossPayments(record)
}
