//! Drives a payment as far as possible: the same loop for a click, a webhook and the recovery worker.

use super::announce::{Announced, Next};
use super::breaker::Liveness;
use super::call::CallOutcome;
use super::drives::Drive;
use super::{Applied, Host, HostError, StepOptions};
use crate::clock::now;
use crate::store::{Lease, StoreError, Stored};
use daejo::id::PaymentId;
use daejo::payment::{Event, Rejection};
use daejo::pg::{self, TransportFailure};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long after the core's deadline the server still waits for an answer. A late answer is evidence as well.
const LATE_ANSWER_LIMIT: Duration = Duration::from_secs(60);
/// Most steps in a row. No payment needs so many; if one did, the worker would continue later.
const MAX_STEPS: u32 = 40;

/// Pause in milliseconds after a payment could not be driven: a full disk, an unreadable document.
const PAUSE_AFTER_ERROR_MS: u64 = 10_000;

impl Host {
    /// Drives the payment in a task. Returns at once. If a task drives it already, that task runs the loop once more.
    pub(crate) fn drive(self: &Arc<Self>, id: &PaymentId) {
        self.drive_under(id, None);
    }

    /// The same for the worker, under its lease.
    pub(super) fn drive_under(self: &Arc<Self>, id: &PaymentId, lease: Option<Lease>) {
        if let Some(claimed) = self.drives.begin(id, lease) {
            let host = Arc::clone(self);
            self.tasks.spawn(async move { host.run(claimed, None).await });
        }
    }

    /// Applies `event` and drives the payment on. The intent of the call that follows is stored in the same
    /// transaction. The caller may stop waiting at any moment: the event stays stored, and the call is sent.
    pub(crate) async fn apply_and_drive(
        self: &Arc<Self>,
        known: Stored,
        event: Event<'static>,
    ) -> Result<Applied, HostError> {
        let id = known.payment.payment_id.clone();
        let Some(claimed) = self.drives.begin(&id, None) else {
            let applied = self.apply(&id, &event).await?;
            self.drive(&id);
            return Ok(applied);
        };
        let (done, applied) = oneshot::channel();
        let host = Arc::clone(self);
        self.tasks.spawn(async move {
            let options = StepOptions { known: Some(known), plans_next: true, ..StepOptions::default() };
            // The caller may have stopped waiting.
            match host.step(&id, Some(&event), options).await {
                Ok((applied, now)) => {
                    let _ = done.send(Ok(applied));
                    host.run(claimed, Some(now)).await;
                }
                Err(error) => {
                    let _ = done.send(Err(error));
                    host.run(claimed, Some(Next::Idle)).await;
                }
            }
        });
        applied.await.unwrap_or(Err(HostError::Store(StoreError::Conflict)))
    }

    /// Drives a payment from `first` on, and again as long as it was requested in the meantime.
    async fn run(self: &Arc<Self>, mut claimed: Drive, mut first: Option<Next>) {
        while !claimed.is_over() {
            let lease = claimed.lease();
            self.drive_now(claimed.id(), first.take(), lease).await;
            if let Some(lease) = lease
                && let Err(error) = self.store.release(claimed.id(), lease).await
            {
                tracing::warn!(payment = claimed.id().as_str(), %error, "releasing a lease failed");
            }
            claimed.continue_or_finish();
        }
    }

    async fn drive_now(self: &Arc<Self>, id: &PaymentId, first: Option<Next>, lease: Option<Lease>) {
        let mut next = first;
        for _ in 0..MAX_STEPS {
            let options = StepOptions { lease, plans_next: true, ..StepOptions::default() };
            let went_on = match next.take() {
                Some(Next::Idle) => return,
                Some(Next::HeldBack(pause)) => return self.postpone_held_back(id, pause).await,
                Some(Next::Send(announced)) => Ok(self.send_announced(id, *announced, lease).await),
                Some(Next::Tick) => {
                    self.step(id, Some(&Event::TimePassed), options).await.map(|(_, now)| Some(now))
                }
                None => self.step(id, None, options).await.map(|(_, now)| Some(now)),
            };
            match went_on {
                Ok(now) => next = now,
                // Another process did it first.
                Err(HostError::Rejected(Rejection::NotDue)) => {}
                Err(HostError::LostLease) => return,
                Err(error) => {
                    tracing::error!(payment = id.as_str(), %error, "driving a payment failed, will retry");
                    let later = now().plus_millis(PAUSE_AFTER_ERROR_MS);
                    if let Err(error) = self.store.postpone(id, later).await {
                        tracing::error!(payment = id.as_str(), %error, "postponing failed");
                    }
                    return;
                }
            }
        }
    }

    /// Postpones a payment while the circuit is open: the worker takes it up later.
    async fn postpone_held_back(&self, id: &PaymentId, pause: Duration) {
        let later = now().plus_millis(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX));
        if let Err(error) = self.store.postpone(id, later).await {
            tracing::error!(payment = id.as_str(), %error, "postponing failed");
        }
    }

    /// Sends the request whose intent is stored, and returns the next action if it is known. If the answer is late, the
    /// exchange continues in its own task.
    async fn send_announced(
        self: &Arc<Self>,
        id: &PaymentId,
        announced: Announced,
        lease: Option<Lease>,
    ) -> Option<Next> {
        self.store.assert_no_transaction();
        let (in_time, permit) = (announced.timeout, announced.permit.clone());
        let (done, waiting) = oneshot::channel::<Option<Next>>();
        let (host, id) = (Arc::clone(self), id.clone());
        self.tasks.spawn(async move {
            let next = host.exchange(&id, announced, lease, &done).await;
            if let Err(next) = done.send(next) {
                host.continue_without_caller(&id, next);
            }
        });
        // The core judges a passed deadline: the next step will be a tick.
        let Ok(next) = tokio::time::timeout(in_time, waiting).await else {
            // A late answer is evidence for this payment, but does not show that other calls are answered in time.
            permit.ended(Liveness::NoAnswer);
            return None;
        };
        next.ok()?
    }

    /// Continues after a late answer, whose caller has stopped waiting: drives the payment, or sends the call whose
    /// intent was stored with the answer.
    fn continue_without_caller(self: &Arc<Self>, id: &PaymentId, next: Option<Next>) {
        let Some(Next::Send(announced)) = next else { return self.drive(id) };
        let (host, id) = (Arc::clone(self), id.clone());
        self.tasks.spawn(async move { host.drive_now(&id, Some(Next::Send(announced)), None).await });
    }

    async fn exchange(
        &self,
        id: &PaymentId,
        announced: Announced,
        lease: Option<Lease>,
        waiting: &oneshot::Sender<Option<Next>>,
    ) -> Option<Next> {
        let Announced { mut call, key, ordinal, timeout, known, permit } = announced;
        let outcome = match self.fill_refund_account(id, &mut call).await {
            Ok(()) => {
                let outcome =
                    self.pg.send(&call, key.as_ref(), timeout.saturating_add(LATE_ANSWER_LIMIT)).await;
                // At once, because the next call asks the circuit again.
                permit.ended(outcome.liveness());
                outcome
            }
            Err(error) => {
                tracing::error!(payment = id.as_str(), %error, "the account of a refund is unknown");
                CallOutcome::Failure(TransportFailure::NotSent)
            }
        };
        let operation = call.operation();
        let answer = pg::read(self.pg.pg(), operation, &outcome.reply());
        let receipt_url = answer.payment.and_then(|payment| payment.receipt_url);
        let event = Event::Answered { operation, ordinal, reply: outcome.reply() };
        let options = StepOptions {
            known,
            receipt_url: receipt_url.as_deref(),
            lease,
            plans_next: !waiting.is_closed(),
            ..StepOptions::default()
        };
        let stored = match self.step(id, Some(&event), options).await {
            // The answer is still evidence, also without the lease. Only a new call may not begin here.
            Err(HostError::LostLease) => {
                let options = StepOptions { receipt_url: receipt_url.as_deref(), ..StepOptions::default() };
                self.step(id, Some(&event), options).await
            }
            stored => stored,
        };
        match stored {
            Ok((_, now)) => Some(now),
            Err(error) => {
                // The intent is stored: after its deadline the PG is queried for the outcome.
                tracing::error!(payment = id.as_str(), %error, "storing an answer failed");
                None
            }
        }
    }
}
