//! The host of the core: load, decide, store, call, tell the core what came back. Nothing here decides about money.

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

pub(crate) use breaker::Position;
pub(crate) use call::PgClient;
pub(crate) use changes::Watch;
pub(crate) use deposits::Deposits;
pub(crate) use operate::NewRefund;
pub(crate) use outbox::{Outbox, deliver};
pub(crate) use worker::work;

use crate::clock::now;
use crate::measure;
use crate::store::{Aftermath, Lease, STOCK_SHORT, Saved, Store, StoreError, Stored};
use announce::Now;
use changes::Changes;
use daejo::id::PaymentId;
use daejo::payment::{Event, Payment, Policy, Rejection, State, Step, Transition};
use daejo::pg::RefundAccount;
use daejo::time::Timestamp;
use drives::Drives;
use std::sync::Arc;
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
    pub(crate) changes: Arc<Changes>,
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
            changes: Arc::default(),
            deposits: Deposits::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            drives: Drives::default(),
        })
    }

    /// Tells the core about `event` and stores what follows, over whatever version is the newest.
    pub(crate) async fn apply(&self, id: &PaymentId, event: &Event<'_>) -> Result<Applied, HostError> {
        self.step(id, Some(event), How::default()).await.map(|(applied, _)| applied)
    }

    /// One step: what `event` comes to and, if the step goes on, the intent of the call that follows, stored in one
    /// transaction over the version before both. With it comes what is to be done now.
    async fn step(
        &self,
        id: &PaymentId,
        event: Option<&Event<'_>>,
        mut how: How<'_>,
    ) -> Result<(Applied, Now), HostError> {
        let mut policy = self.policy;
        for _ in 0..TRIES {
            let is_fresh = how.known.is_none();
            let before = match how.known.take() {
                Some(known) => known,
                None => self.store.payment(id).await?.ok_or(HostError::NoSuchPayment)?,
            };
            if how.lease.is_some_and(|lease| lease.fence != before.fence) {
                if is_fresh {
                    return Err(HostError::LostLease);
                }
                continue;
            }
            let now = now();
            let (transitions, mut next) = match self.decide(&before, event, how.goes_on, now, &policy) {
                Ok(decided) => decided,
                Err(rejection) if is_fresh => return Err(rejection.into()),
                // What was known may have been outrun.
                Err(_) => continue,
            };
            if transitions.is_empty() {
                if !is_fresh {
                    continue;
                }
                return Ok((Applied { from: before.payment.state, stored: before }, next));
            }
            match self.commit(&before, &transitions, &how, now).await {
                Ok(()) => {
                    let from = before.payment.state;
                    let stored = before.after(transitions, how.receipt_url);
                    self.changes.tell(&stored);
                    if let Now::Send(announced) = &mut next {
                        announced.known = Some(stored.clone());
                    }
                    return Ok((Applied { from, stored }, next));
                }
                Err(StoreError::Conflict) => {}
                // Sold to others while it was over: the same evidence, and the money goes back.
                Err(StoreError::StockGone) => policy = policy.refunding_late_money(),
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }

    fn decide(
        &self,
        before: &Stored,
        event: Option<&Event<'_>>,
        goes_on: bool,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<(Vec<Transition>, Now), Rejection> {
        let mut transitions = Vec::with_capacity(2);
        if let Some(event) = event {
            let learned = before.payment.apply(&before.order, event, now, policy)?;
            if learned.is_change() {
                transitions.push(learned);
            }
        }
        if !goes_on {
            return Ok((transitions, Now::Rest));
        }
        let payment = transitions.last().map_or(&before.payment, |learned| &learned.next);
        let (next, intent) = self.next(&before.order, payment, now)?;
        transitions.extend(intent);
        Ok((transitions, next))
    }

    /// Stores transitions, and only then tells anybody.
    async fn commit(
        &self,
        before: &Stored,
        transitions: &[Transition],
        how: &How<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(last) = transitions.last().map(|transition| &transition.next) else { return Ok(()) };
        let due_at = due_at(last, now, &self.policy);
        let How { receipt_url, account, lease, .. } = *how;
        let saved = Saved { before, transitions, due_at, receipt_url, account, lease, now };
        let aftermath = self.store.save(&saved).await?;
        let mut from = before.payment.state;
        for Transition { next, .. } in transitions {
            report_move(from, next);
            from = next.state;
        }
        report(last, &aftermath);
        Ok(())
    }
}

/// How a step is made.
#[derive(Debug, Default)]
struct How<'a> {
    /// The payment as it was a moment ago: spares a read, and if it was outrun it is read again.
    known: Option<Stored>,
    receipt_url: Option<&'a str>,
    /// Where the refund that begins goes to.
    account: Option<&'a RefundAccount>,
    /// Under which lease.
    lease: Option<Lease>,
    /// Whether a call that follows is announced along with it. Then it has to be sent.
    goes_on: bool,
}

/// When the worker has to look at a payment again; never, if only new evidence can move it.
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
        measure::moved(from, next.state);
        let reason = next.reason.map_or("", |reason| reason.code());
        tracing::info!(payment, order, from = from.code(), to = next.state.code(), reason, "payment moved");
    }
}

fn report(next: &Payment, aftermath: &Aftermath) {
    let (payment, order) = (next.payment_id.as_str(), next.order_id.as_str());
    for &alert in &aftermath.alerts {
        let reason = alert.code();
        let mismatches = next.mismatches.iter().map(|found| found.code()).collect::<Vec<_>>().join(",");
        tracing::warn!(payment, order, reason, mismatches, "a person is told");
        measure::alerted(&reason);
    }
    for product in &aftermath.short_of {
        tracing::warn!(payment, order, product, "paid for, and sold out in the meantime");
        measure::alerted(STOCK_SHORT);
    }
}
