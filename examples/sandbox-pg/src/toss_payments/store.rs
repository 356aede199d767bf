//! The payments and the answers stored under idempotency keys.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::Config;
use crate::ledger::LedgerEntry;
use crate::scenario::Operation;

use super::idempotency::StoredAnswer;
use super::payment::Payment;

/// One line of the ledger file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record {
    Payment(Box<Payment>),
    Answer(StoredAnswer),
    Call { payment_key: String, operation: Operation },
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    payments: HashMap<String, Payment>,
    /// Payment keys by order id.
    orders: HashMap<String, Vec<String>>,
    /// Payment keys by session id.
    sessions: HashMap<String, String>,
    /// Earlier states by payment key, oldest first, each with the time of its change. Kept only if there is
    /// a visibility delay.
    history: HashMap<String, Vec<(i64, Payment)>>,
    pub(super) answers: HashMap<String, StoredAnswer>,
    /// Identities of the idempotency keys whose first request is in progress.
    pub(super) running: HashSet<String>,
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

    pub(super) fn payments(&self) -> impl Iterator<Item = &Payment> {
        self.payments.values()
    }

    pub(super) fn by_session(&self, session: &str) -> Option<&Payment> {
        self.payments.get(self.sessions.get(session)?)
    }

    /// The approved payment of an order, or else its latest payment.
    pub(super) fn by_order(&self, order_id: &str) -> Option<&Payment> {
        self.of_order(order_id).max_by_key(|payment| (payment.status.was_approved(), payment.requested_at))
    }

    pub(super) fn is_order_taken(&self, order_id: &str, except: &str) -> bool {
        self.of_order(order_id).any(|payment| payment.payment_key != except && payment.status.was_approved())
    }

    fn of_order(&self, order_id: &str) -> impl Iterator<Item = &Payment> {
        let keys = self.orders.get(order_id).into_iter().flatten();
        keys.filter_map(|payment_key| self.payments.get(payment_key))
    }

    /// The payment as it was at `at`. `None` if it did not exist.
    pub(super) fn visible_at(&self, payment_key: &str, at: i64) -> Option<&Payment> {
        match self.history.get(payment_key) {
            Some(states) => states.iter().rev().find(|(since, _)| *since <= at).map(|(_, payment)| payment),
            None => self.payments.get(payment_key),
        }
    }

    pub(super) fn put(&mut self, payment: Payment, now: i64, config: &Config) {
        if !config.visibility_delay.is_zero() {
            let earlier = self.payments.get(&payment.payment_key).cloned();
            let states = self.history.entry(payment.payment_key.clone()).or_default();
            if states.is_empty() {
                // The payment is from the ledger file, so queries show it from the start.
                states.extend(earlier.map(|payment| (0, payment)));
            }
            states.push((now, payment.clone()));
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

    pub(super) fn count(&mut self, payment_key: &str, operation: Operation) {
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
