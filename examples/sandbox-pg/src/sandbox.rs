//! The sandbox: the state that all its gateways share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::Router;
use tokio::runtime::Handle;

use crate::clock::Clock;
use crate::ledger::{Journal, Record};
use crate::scenario::Scenarios;
use crate::toss_payments;
use crate::webhook::Webhooks;
use crate::{Config, Error, LedgerEntry, Scenario, control};

/// A running sandbox. All clones share one state.
#[derive(Clone, Debug)]
pub struct Sandbox(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) journal: Journal,
    pub(crate) scenarios: Scenarios,
    pub(crate) webhooks: Webhooks,
    pub(crate) toss_payments: toss_payments::Store,
    background_started: AtomicBool,
}

impl Sandbox {
    /// Creates a sandbox with the state that its ledger file contains.
    ///
    /// # Errors
    /// If the ledger file cannot be used, a key is not a test key, or the HTTP client cannot be created.
    pub fn new(config: Config) -> Result<Self, Error> {
        config.check()?;
        let (journal, records) = Journal::open(config.ledger_file.as_deref())?;
        let webhooks = Webhooks::new(config.webhook_url.as_deref())?;
        let inner = Inner {
            config,
            clock: Clock::default(),
            journal,
            scenarios: Scenarios::default(),
            webhooks,
            toss_payments: toss_payments::Store::default(),
            background_started: AtomicBool::new(false),
        };
        for record in records {
            match record {
                Record::TossPayments(record) => inner.toss_payments.restore(record),
                Record::Notice(record) => inner.webhooks.restore(record),
            }
        }
        Ok(Self(Arc::new(inner)))
    }

    /// All routes: the PG's API, the payment window, and the control API under `/sandbox/…`.
    ///
    /// If called inside a tokio runtime, it also sends the webhooks that an earlier run left unsent.
    pub fn router(&self) -> Router {
        self.start_background_tasks();
        Router::new().merge(toss_payments::router()).merge(control::router()).with_state(self.clone())
    }

    /// All payments and what really happened to their money, oldest first.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.inner().toss_payments.entries()
    }

    /// Adds a scenario after the existing ones. The first scenario that matches a call applies to it.
    pub fn set_scenario(&self, scenario: Scenario) {
        self.inner().scenarios.add(scenario);
    }

    /// Removes all scenarios.
    pub fn clear_scenarios(&self) {
        self.inner().scenarios.replace(Vec::new());
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.clock.now()
    }

    fn start_background_tasks(&self) {
        let Ok(runtime) = Handle::try_current() else { return };
        if self.0.background_started.swap(true, Ordering::Relaxed) {
            return;
        }
        self.resume_webhooks();
        runtime.spawn(expire_periodically(Arc::downgrade(&self.0)));
    }
}

/// Expires overdue payments every second. Expiry sends a webhook, so it must not wait for the next call.
async fn expire_periodically(inner: Weak<Inner>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        tick.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        Sandbox(inner).expire_toss_payments();
    }
}
