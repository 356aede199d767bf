//! The sandbox itself: what its gateways share.

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

/// A running sandbox. Clones share everything.
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
    is_awake: AtomicBool,
}

impl Sandbox {
    /// Starts a sandbox, with what its ledger file remembers.
    ///
    /// # Errors
    /// When the ledger file cannot be used, or a key is not a test key.
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
            is_awake: AtomicBool::new(false),
        };
        for record in records {
            match record {
                Record::TossPayments(record) => inner.toss_payments.restore(record),
                Record::Notice(record) => inner.webhooks.restore(record),
            }
        }
        Ok(Self(Arc::new(inner)))
    }

    /// Every route: the gateways' own, their payment windows, and `/sandbox/…` for tests.
    ///
    /// Called inside a tokio runtime, it also takes up the webhooks that an earlier run left unsent.
    pub fn router(&self) -> Router {
        self.wake();
        Router::new().merge(toss_payments::router()).merge(control::router()).with_state(self.clone())
    }

    /// Every payment and what truly happened to its money, oldest first.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.inner().toss_payments.entries()
    }

    /// Adds a scenario behind those already set; the first that matches a call falls upon it.
    pub fn set_scenario(&self, scenario: Scenario) {
        self.inner().scenarios.add(scenario);
    }

    /// Behaves well again.
    pub fn clear_scenarios(&self) {
        self.inner().scenarios.replace(Vec::new());
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.clock.now()
    }

    fn wake(&self) {
        let Ok(runtime) = Handle::try_current() else { return };
        if self.0.is_awake.swap(true, Ordering::Relaxed) {
            return;
        }
        self.resume_webhooks();
        runtime.spawn(expire_in_the_background(Arc::downgrade(&self.0)));
    }
}

/// Expiry sends a webhook, so it cannot wait until somebody asks.
async fn expire_in_the_background(inner: Weak<Inner>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        tick.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        Sandbox(inner).expire_toss_payments();
    }
}
