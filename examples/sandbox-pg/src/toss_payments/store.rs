//! All payments and remembered answers, changed in one place only.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::ledger::{self, LedgerEntry};
use crate::scenario::{Operation, Subject};
use crate::webhook::NoticeRecord;
use crate::{Config, Sandbox};

use super::idempotency::Remembered;
use super::notice::notices;
use super::payment::Payment;

/// One line of the ledger file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record {
    Payment(Box<Payment>),
    Answer(Remembered),
    Call { payment_key: String, operation: Operation },
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    payments: HashMap<String, Payment>,
    /// Payment keys by order id and by window, for a PG is asked about one among many.
    orders: HashMap<String, Vec<String>>,
    sessions: HashMap<String, String>,
    /// Earlier states, while queries may still see them.
    past: HashMap<String, Vec<(i64, Payment)>>,
    pub(super) answers: HashMap<String, Remembered>,
    pub(super) running: HashSet<String>,
}

/// What an action may know besides the payment it acts upon.
pub(super) struct Circumstances {
    pub(super) now: i64,
    /// Another payment of the same order was approved.
    pub(super) is_order_taken: bool,
}

impl Store {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn restore(&self, record: Record) {
        let mut state = self.lock();
        match record {
            Record::Payment(payment) => {
                state.insert(*payment);
            }
            Record::Answer(answer) => {
                state.answers.insert(answer.identity.clone(), answer);
            }
            Record::Call { payment_key, operation } => state.count(&payment_key, operation),
        }
    }

    pub(crate) fn entries(&self) -> Vec<LedgerEntry> {
        let state = self.lock();
        let mut payments: Vec<_> = state.payments.values().collect();
        payments.sort_by_key(|payment| (payment.requested_at, &payment.payment_key));
        payments.into_iter().map(Payment::entry).collect()
    }
}

impl State {
    pub(super) fn payment(&self, payment_key: &str) -> Option<&Payment> {
        self.payments.get(payment_key)
    }

    pub(super) fn by_session(&self, session: &str) -> Option<&Payment> {
        self.payments.get(self.sessions.get(session)?)
    }

    /// The approved payment of an order, or else the latest try.
    pub(super) fn by_order(&self, order_id: &str) -> Option<&Payment> {
        self.of_order(order_id).max_by_key(|payment| (payment.status.was_approved(), payment.requested_at))
    }

    pub(super) fn is_order_taken(&self, order_id: &str, besides: &str) -> bool {
        self.of_order(order_id).any(|payment| payment.payment_key != besides && payment.status.was_approved())
    }

    fn of_order(&self, order_id: &str) -> impl Iterator<Item = &Payment> {
        let keys = self.orders.get(order_id).into_iter().flatten();
        keys.filter_map(|payment_key| self.payments.get(payment_key))
    }

    /// The payment as it stood when changes younger than `since` had not yet shown.
    pub(super) fn seen(&self, payment_key: &str, since: i64) -> Option<&Payment> {
        match self.past.get(payment_key) {
            Some(past) => past.iter().rev().find(|(at, _)| *at <= since).map(|(_, payment)| payment),
            None => self.payments.get(payment_key),
        }
    }

    fn put(&mut self, payment: Payment, now: i64, config: &Config) {
        if !config.visibility_delay.is_zero() {
            let earlier = self.payments.get(&payment.payment_key).cloned();
            let past = self.past.entry(payment.payment_key.clone()).or_default();
            if past.is_empty() {
                // What an earlier run left is old news.
                past.extend(earlier.map(|payment| (0, payment)));
            }
            past.push((now, payment.clone()));
        }
        self.insert(payment);
    }

    fn insert(&mut self, payment: Payment) {
        let payment_key = payment.payment_key.clone();
        if !self.payments.contains_key(&payment_key) {
            self.orders.entry(payment.order_id.clone()).or_default().push(payment_key.clone());
            self.sessions.insert(payment.session.clone(), payment_key.clone());
        }
        self.payments.insert(payment_key, payment);
    }

    fn count(&mut self, payment_key: &str, operation: Operation) {
        let Some(truth) = self.payments.get_mut(payment_key).map(|payment| &mut payment.truth) else {
            return;
        };
        let calls = match operation {
            Operation::Confirm => &mut truth.confirm_calls,
            Operation::Cancel => &mut truth.cancel_calls,
            Operation::Query | Operation::QueryByOrder => &mut truth.query_calls,
            Operation::Webhook | Operation::Any => return,
        };
        *calls = calls.saturating_add(1);
    }
}

impl Sandbox {
    pub(super) fn toss(&self) -> MutexGuard<'_, State> {
        self.inner().toss_payments.lock()
    }

    /// Acts upon a payment, writes down what changed together with the answer, and tells the shop.
    /// Nothing happens for a payment that does not exist.
    pub(super) fn change<T, A>(
        &self,
        payment_key: &str,
        act: impl FnOnce(&mut Payment, &Circumstances) -> T,
        answer: impl FnOnce(&Payment, T) -> (A, Option<Remembered>),
    ) -> Option<A> {
        let now = self.now();
        let mut state = self.toss();
        let before = state.payment(payment_key)?.clone();
        let is_order_taken = state.is_order_taken(&before.order_id, payment_key);
        let mut after = before.clone();
        after.age(now);
        let outcome = act(&mut after, &Circumstances { now, is_order_taken });
        let (answer, remembered) = answer(&after, outcome);
        let notices = notices(&before, &after, self.config(), now);

        let mut records = Vec::new();
        if before.truth != after.truth || before.window != after.window {
            records.push(record(Record::Payment(Box::new(after.clone()))));
        }
        records.extend(remembered.iter().cloned().map(|answer| record(Record::Answer(answer))));
        let queued = |notice: &_| ledger::Record::Notice(NoticeRecord::Queued(Clone::clone(notice)));
        records.extend(notices.iter().map(queued));
        self.inner().journal.append(&records);

        state.put(after, now, self.config());
        if let Some(remembered) = remembered {
            state.answers.insert(remembered.identity.clone(), remembered);
        }
        drop(state);
        self.notify(notices);
        Some(answer)
    }

    pub(super) fn add(&self, payment: Payment) {
        let mut state = self.toss();
        self.inner().journal.append(&[record(Record::Payment(Box::new(payment.clone())))]);
        state.put(payment, self.now(), self.config());
    }

    pub(super) fn remember(&self, answer: Remembered) {
        let mut state = self.toss();
        self.inner().journal.append(&[record(Record::Answer(answer.clone()))]);
        state.answers.insert(answer.identity.clone(), answer);
    }

    /// Counts a request that arrived, whatever becomes of it.
    pub(super) fn count_call(&self, operation: Operation, subject: &Subject) {
        let Some(payment_key) = subject.payment_key.clone() else { return };
        let mut state = self.toss();
        if state.payments.contains_key(&payment_key) {
            state.count(&payment_key, operation);
            self.inner().journal.append(&[record(Record::Call { payment_key, operation })]);
        }
    }

    pub(crate) fn expire_toss_payments(&self) {
        let now = self.now();
        let due: Vec<String> = {
            let state = self.toss();
            let due = state.payments.values().filter(|payment| payment.is_due(now));
            due.map(|payment| payment.payment_key.clone()).collect()
        };
        for payment_key in due {
            self.let_age(&payment_key);
        }
    }

    /// Lets a payment expire before it is shown, if its time is over.
    pub(super) fn let_age(&self, payment_key: &str) {
        if self.toss().payment(payment_key).is_some_and(|payment| payment.is_due(self.now())) {
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
