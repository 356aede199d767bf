//! The host of the core: load, decide, store, call, give the answer to the core. No decision about money is made here.

mod announce;
mod breaker;
mod call;
mod changes;
mod deposits;
mod drive;
mod drives;
mod inbox;
mod operate;
mod outbox;
mod worker;

pub(crate) use call::PgClient;
pub(crate) use changes::Watch;
pub(crate) use deposits::Deposits;
pub(crate) use operate::NewRefund;
pub(crate) use outbox::{Outbox, deliver};
pub(crate) use worker::work;

use crate::clock::now;
use crate::measure;
use crate::store::{Lease, STOCK_SHORT, SaveRequest, SaveResult, Store, StoreError, Stored};
use announce::Next;
use changes::Changes;
use daejo::id::PaymentId;
use daejo::payment::{Event, Payment, Policy, Rejection, State, Step, Transition};
use daejo::pg::RefundAccount;
use daejo::time::Timestamp;
use drives::Drives;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Attempts to store a change while others store newer versions. Each attempt reads one row.
const TRIES: u32 = 64;

/// Why an event was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HostError {
    /// There is no such payment.
    #[error("no such payment")]
    NoSuchPayment,
    /// The core rejected it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// Another worker has taken the payment over.
    #[error("another worker has taken the payment over")]
    LostLease,
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key of a refund was used for another one.
    #[error("the idempotency key was used for another request")]
    KeyReused,
}

/// The result of an event.
#[derive(Debug)]
pub(crate) struct Applied {
    /// The state before the event.
    pub(crate) from: State,
    /// The payment as it is stored now.
    pub(crate) stored: Stored,
}

/// Everything that is needed to drive payments.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) store: Store,
    pub(crate) pg: PgClient,
    pub(crate) policy: Policy,
    /// Notifications for requests that wait for an order.
    pub(crate) changes: Arc<Changes>,
    /// Deposit instructions of virtual accounts, for a minute, in memory only.
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
            changes: Arc::default(),
            deposits: Deposits::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            drives: Drives::default(),
        })
    }

    /// Applies `event` to the newest version and stores the result.
    pub(crate) async fn apply(&self, id: &PaymentId, event: &Event<'_>) -> Result<Applied, HostError> {
        self.step(id, Some(event), StepOptions::default()).await.map(|(applied, _)| applied)
    }

    /// One step: applies `event` and, if asked for, stores the intent of the next call, both in one transaction over
    /// the version before. Returns the next action as well.
    async fn step(
        &self,
        id: &PaymentId,
        event: Option<&Event<'_>>,
        mut options: StepOptions<'_>,
    ) -> Result<(Applied, Next), HostError> {
        let mut policy = self.policy;
        for _ in 0..TRIES {
            let is_fresh = options.known.is_none();
            let before = match options.known.take() {
                Some(known) => known,
                None => self.store.payment(id).await?.ok_or(HostError::NoSuchPayment)?,
            };
            if options.lease.is_some_and(|lease| lease.fence != before.fence) {
                if is_fresh {
                    return Err(HostError::LostLease);
                }
                continue;
            }
            let now = now();
            let (transitions, mut next) =
                match self.transitions(&before, event, options.plans_next, now, &policy) {
                    Ok(decided) => decided,
                    Err(rejection) if is_fresh => return Err(rejection.into()),
                    // The known version may be outdated: read the newest one.
                    Err(_) => continue,
                };
            if transitions.is_empty() {
                if !is_fresh {
                    continue;
                }
                return Ok((Applied { from: before.payment.state, stored: before }, next));
            }
            match self.commit(&before, &transitions, &options, now).await {
                Ok(()) => {
                    let from = before.payment.state;
                    let stored = before.after(transitions, options.receipt_url);
                    self.changes.publish(&stored);
                    if let Next::Send(announced) = &mut next {
                        announced.known = Some(stored.clone());
                    }
                    return Ok((Applied { from, stored }, next));
                }
                Err(StoreError::Conflict) => {}
                // The stock was sold to others after the order ended: apply the same event, and refund the money.
                Err(StoreError::StockGone) => policy = policy.refunding_late_money(),
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }

    fn transitions(
        &self,
        before: &Stored,
        event: Option<&Event<'_>>,
        plans_next: bool,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<(Vec<Transition>, Next), Rejection> {
        let mut transitions = Vec::with_capacity(2);
        if let Some(event) = event {
            let learned = before.payment.apply(&before.order, event, now, policy)?;
            if learned.is_change() {
                transitions.push(learned);
            }
        }
        if !plans_next {
            return Ok((transitions, Next::Idle));
        }
        let payment = transitions.last().map_or(&before.payment, |learned| &learned.next);
        let (next, intent) = self.next(&before.order, payment, now)?;
        transitions.extend(intent);
        Ok((transitions, next))
    }

    /// Stores transitions, then logs and counts them.
    async fn commit(
        &self,
        before: &Stored,
        transitions: &[Transition],
        options: &StepOptions<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(last) = transitions.last().map(|transition| &transition.next) else { return Ok(()) };
        let due_at = due_at(last, now, &self.policy);
        let StepOptions { receipt_url, account, lease, .. } = *options;
        let saved = SaveRequest { before, transitions, due_at, receipt_url, account, lease, now };
        let result = self.store.save(&saved).await?;
        let mut from = before.payment.state;
        for Transition { next, .. } in transitions {
            report_move(from, next);
            from = next.state;
        }
        report(last, &result);
        Ok(())
    }
}

/// Options of a step.
#[derive(Debug, Default)]
struct StepOptions<'a> {
    /// A recently read version: it saves a read. If it is outdated, the newest version is read.
    known: Option<Stored>,
    receipt_url: Option<&'a str>,
    /// The account that receives the refund that begins.
    account: Option<&'a RefundAccount>,
    /// The worker's lease, if there is one.
    lease: Option<Lease>,
    /// Whether the intent of the next call is stored as well. The caller then has to send it.
    plans_next: bool,
}

/// When the worker has to drive the payment again; `None` if only new evidence can change it.
fn due_at(payment: &Payment, now: Timestamp, policy: &Policy) -> Option<Timestamp> {
    match payment.next_step(now, policy) {
        Step::Call { .. } | Step::Tick => Some(now),
        Step::Wait { until } => Some(until),
        Step::AskAPerson | Step::Nothing => None,
    }
}

fn report_move(from: State, next: &Payment) {
    if from != next.state {
        let (payment, order) = (next.payment_id.as_str(), next.order_id.as_str());
        measure::transition(from, next.state);
        let reason = next.reason.map_or("", |reason| reason.code());
        tracing::info!(
            payment,
            order,
            from = from.code(),
            to = next.state.code(),
            reason,
            "payment changed state"
        );
    }
}

fn report(next: &Payment, result: &SaveResult) {
    let (payment, order) = (next.payment_id.as_str(), next.order_id.as_str());
    for &alert in &result.alerts {
        let reason = alert.code();
        let mismatches = next.mismatches.iter().map(|found| found.code()).collect::<Vec<_>>().join(",");
        tracing::warn!(payment, order, reason, mismatches, "alert for an operator");
        measure::alerted(reason);
    }
    for product in &result.missing_stock {
        tracing::warn!(payment, order, product, "paid, but sold out in the meantime");
        measure::alerted(STOCK_SHORT);
    }
}
