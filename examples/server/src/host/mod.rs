//! The host of the core: load, decide, store, call, tell the core what came back. Nothing here decides about money.

mod announce;
mod call;
mod deposits;
mod drive;
mod inbox;
mod worker;

pub(crate) use call::PgClient;
pub(crate) use deposits::Deposits;
pub(crate) use worker::work;

use crate::clock::now;
use crate::measure;
use crate::store::{Aftermath, STOCK_SHORT, Saved, Store, StoreError, Stored, alert_code};
use daejo::id::{OrderId, PaymentId};
use daejo::payment::{Event, Payment, Policy, Rejection, State, Step, Transition};
use daejo::time::Timestamp;
use drive::Drives;
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How often a change is tried over somebody else's newer version. Each try is one row read.
const TRIES: u32 = 64;

/// Why evidence was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HostError {
    /// There is no such payment.
    #[error("no such payment")]
    NoSuchPayment,
    /// The core turned it away.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What evidence came to.
#[derive(Debug)]
pub(crate) struct Applied {
    /// Where the payment stood before.
    pub(crate) from: State,
    /// The payment as it is stored now.
    pub(crate) stored: Stored,
}

/// Everything that driving payments needs.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) store: Store,
    pub(crate) pg: PgClient,
    pub(crate) policy: Policy,
    /// Which orders changed, for those who wait for them.
    pub(crate) changes: broadcast::Sender<OrderId>,
    /// Where virtual accounts take their deposits, for a minute, in memory only.
    pub(crate) deposits: Deposits,
    /// Tasks that a shutdown waits for.
    pub(crate) tasks: TaskTracker,
    /// No new request to the PG is begun after this.
    pub(crate) stopping: CancellationToken,
    drives: Drives,
}

impl Host {
    pub(crate) fn new(store: Store, pg: PgClient, policy: Policy) -> Arc<Self> {
        Arc::new(Self {
            store,
            pg,
            policy,
            changes: broadcast::channel(1024).0,
            deposits: Deposits::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            drives: Drives::default(),
        })
    }

    /// Tells the core about `event` and stores what follows, over whatever version is the newest.
    pub(crate) async fn apply(&self, id: &PaymentId, event: &Event<'_>) -> Result<Applied, HostError> {
        self.apply_with(id, event, None).await
    }

    pub(crate) async fn apply_with(
        &self,
        id: &PaymentId,
        event: &Event<'_>,
        receipt_url: Option<&str>,
    ) -> Result<Applied, HostError> {
        for _ in 0..TRIES {
            let before = self.store.payment(id).await?.ok_or(HostError::NoSuchPayment)?;
            let now = now();
            let transition = before.payment.apply(&before.order, event, now, &self.policy)?;
            if !transition.is_change() {
                return Ok(Applied { from: before.payment.state, stored: before });
            }
            match self.commit(&before, &transition, receipt_url, now).await {
                Ok(()) => {
                    let from = before.payment.state;
                    let receipt_url = receipt_url.map(String::from).or(before.receipt_url);
                    let stored = Stored { payment: transition.next, receipt_url, ..before };
                    return Ok(Applied { from, stored });
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Stores a transition, and only then tells anybody.
    async fn commit(
        &self,
        before: &Stored,
        transition: &Transition,
        receipt_url: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let next = &transition.next;
        let due_at = due_at(next, now, &self.policy);
        let aftermath = self.store.save(&Saved { before, transition, due_at, receipt_url, now }).await?;
        report(before.payment.state, next, &aftermath);
        // Nobody may be listening.
        let _ = self.changes.send(next.order_id.clone());
        Ok(())
    }
}

/// When the worker has to look at a payment again; never, if only new evidence can move it.
fn due_at(payment: &Payment, now: Timestamp, policy: &Policy) -> Option<Timestamp> {
    match payment.next_step(now, policy) {
        Step::Call { .. } | Step::Tick => Some(now),
        Step::Wait { until } => Some(until),
        Step::AskAPerson | Step::Nothing => None,
    }
}

fn report(from: State, next: &Payment, aftermath: &Aftermath) {
    let (payment, order) = (next.payment_id.as_str(), next.order_id.as_str());
    if from != next.state {
        measure::moved(from, next.state);
        let reason = next.reason.map_or("", |reason| reason.code());
        tracing::info!(payment, order, from = from.code(), to = next.state.code(), reason, "payment moved");
    }
    for &alert in &aftermath.alerts {
        let reason = alert_code(alert);
        let mismatches = next.mismatches.iter().map(|found| found.code()).collect::<Vec<_>>().join(",");
        tracing::warn!(payment, order, reason, mismatches, "a person is told");
        measure::alerted(&reason);
    }
    for product in &aftermath.short_of {
        tracing::warn!(payment, order, product, "paid for, and sold out in the meantime");
        measure::alerted(STOCK_SHORT);
    }
}
