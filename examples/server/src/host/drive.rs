//! Drives a payment as far as it goes now: the same loop for a click, a webhook and a recovery.

use super::announce::{Announced, Now};
use super::breaker::Sign;
use super::call::Came;
use super::drives::Claimed;
use super::{Applied, Host, HostError, How};
use crate::clock::now;
use crate::store::{Lease, StoreError, Stored};
use daejo::id::PaymentId;
use daejo::payment::{Event, Rejection};
use daejo::pg::{self, TransportFailure};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long after the core's deadline an answer is still waited for. It is evidence whenever it comes.
const LATE: Duration = Duration::from_secs(60);
/// No payment takes so many steps in a row; if one did, the worker would go on later.
const MOST_STEPS: u32 = 40;

/// How long a payment rests that could not be driven: a full disk, a document that cannot be read.
const AFTER_TROUBLE_MS: u64 = 10_000;

impl Host {
    /// Sees to it that the payment is driven. Returns at once; a second call while one runs makes it look again.
    pub(crate) fn drive(self: &Arc<Self>, id: &PaymentId) {
        self.drive_under(id, None);
    }

    /// The same for a worker, under its lease.
    pub(super) fn drive_under(self: &Arc<Self>, id: &PaymentId, lease: Option<Lease>) {
        if let Some(claimed) = self.drives.claim(id, lease) {
            let host = Arc::clone(self);
            self.tasks.spawn(async move { host.run(claimed, None).await });
        }
    }

    /// Tells the core about `event` and drives on from there: the intent of the call that follows is stored with it.
    /// The caller may go away at any moment; what it told is told, and what was announced is sent.
    pub(crate) async fn tell(
        self: &Arc<Self>,
        known: Stored,
        event: Event<'static>,
    ) -> Result<Applied, HostError> {
        let id = known.payment.payment_id.clone();
        let Some(claimed) = self.drives.claim(&id, None) else {
            let applied = self.apply(&id, &event).await?;
            self.drive(&id);
            return Ok(applied);
        };
        let (done, told) = oneshot::channel();
        let host = Arc::clone(self);
        self.tasks.spawn(async move {
            let how = How { known: Some(known), goes_on: true, ..How::default() };
            // Whoever told it may not be waiting any more.
            match host.step(&id, Some(&event), how).await {
                Ok((applied, now)) => {
                    let _ = done.send(Ok(applied));
                    host.run(claimed, Some(now)).await;
                }
                Err(error) => {
                    let _ = done.send(Err(error));
                    host.run(claimed, Some(Now::Rest)).await;
                }
            }
        });
        told.await.unwrap_or(Err(HostError::Store(StoreError::Conflict)))
    }

    /// Drives a payment from `first` on, and again as long as somebody asks for it meanwhile.
    async fn run(self: &Arc<Self>, mut claimed: Claimed, mut first: Option<Now>) {
        while !claimed.is_over() {
            let lease = claimed.lease();
            self.drive_now(claimed.id(), first.take(), lease).await;
            if let Some(lease) = lease
                && let Err(error) = self.store.release(claimed.id(), lease).await
            {
                tracing::warn!(payment = claimed.id().as_str(), %error, "a lease was not given back");
            }
            claimed.look_again_or_leave();
        }
    }

    async fn drive_now(self: &Arc<Self>, id: &PaymentId, first: Option<Now>, lease: Option<Lease>) {
        let mut next = first;
        for _ in 0..MOST_STEPS {
            let how = How { lease, goes_on: true, ..How::default() };
            let went_on = match next.take() {
                Some(Now::Rest) => return,
                Some(Now::HeldBack(pause)) => return self.put_off(id, pause).await,
                Some(Now::Send(announced)) => Ok(self.perform(id, *announced, lease).await),
                Some(Now::Tick) => {
                    self.step(id, Some(&Event::TimePassed), how).await.map(|(_, now)| Some(now))
                }
                None => self.step(id, None, how).await.map(|(_, now)| Some(now)),
            };
            match went_on {
                Ok(now) => next = now,
                // Another process was faster.
                Err(HostError::Rejected(Rejection::NotDue)) => {}
                Err(HostError::LostLease) => return,
                Err(error) => {
                    tracing::error!(payment = id.as_str(), %error, "a payment could not be driven");
                    let later = now().plus_millis(AFTER_TROUBLE_MS);
                    if let Err(error) = self.store.postpone(id, later).await {
                        tracing::error!(payment = id.as_str(), %error, "nor could it be put off");
                    }
                    return;
                }
            }
        }
    }

    /// The PG is left alone: the worker comes back later. Whoever waits for the payment is told.
    async fn put_off(&self, id: &PaymentId, pause: Duration) {
        let later = now().plus_millis(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX));
        if let Err(error) = self.store.postpone(id, later).await {
            tracing::error!(payment = id.as_str(), %error, "a payment could not be put off");
        }
    }

    /// Sends what was announced; answers what is to be done then, if that is known. The exchange goes on by itself
    /// if its answer is late.
    async fn perform(
        self: &Arc<Self>,
        id: &PaymentId,
        announced: Announced,
        lease: Option<Lease>,
    ) -> Option<Now> {
        self.store.must_be_free();
        let (in_time, permit) = (announced.timeout, announced.permit.clone());
        let (done, waiting) = oneshot::channel::<Option<Now>>();
        let (host, id) = (Arc::clone(self), id.clone());
        self.tasks.spawn(async move {
            let next = host.exchange(&id, announced, lease, &done).await;
            if let Err(next) = done.send(next) {
                host.go_on_alone(&id, next);
            }
        });
        // A deadline that passes is the core's to judge: the next step will be a tick.
        let Ok(next) = tokio::time::timeout(in_time, waiting).await else {
            // What comes later is evidence, but no sign that others will have theirs in time.
            permit.ended(Sign::Dead);
            return None;
        };
        next.ok()?
    }

    /// Nobody waits any more: what a late answer changed has to be taken up from here, and what was announced with
    /// it has to be sent.
    fn go_on_alone(self: &Arc<Self>, id: &PaymentId, next: Option<Now>) {
        let Some(Now::Send(announced)) = next else { return self.drive(id) };
        let (host, id) = (Arc::clone(self), id.clone());
        self.tasks.spawn(async move { host.drive_now(&id, Some(Now::Send(announced)), None).await });
    }

    async fn exchange(
        &self,
        id: &PaymentId,
        announced: Announced,
        lease: Option<Lease>,
        waiting: &oneshot::Sender<Option<Now>>,
    ) -> Option<Now> {
        let Announced { mut call, key, ordinal, timeout, known, permit } = announced;
        let came = match self.address(id, &mut call).await {
            Ok(()) => {
                let came = self.pg.send(&call, key.as_ref(), timeout.saturating_add(LATE)).await;
                // At once: what is announced next asks the circuit again.
                permit.ended(came.sign());
                came
            }
            Err(error) => {
                tracing::error!(payment = id.as_str(), %error, "a refund does not know where to go");
                Came::Failure(TransportFailure::NotSent)
            }
        };
        let operation = call.operation();
        let answer = pg::read(self.pg.pg(), operation, &came.reply());
        let receipt_url = answer.payment.and_then(|payment| payment.receipt_url);
        let event = Event::Answered { operation, ordinal, reply: came.reply() };
        let how = How {
            known,
            receipt_url: receipt_url.as_deref(),
            lease,
            goes_on: !waiting.is_closed(),
            ..How::default()
        };
        let stored = match self.step(id, Some(&event), how).await {
            // What the PG said is true whoever heard it; only to begin something new is not ours any more.
            Err(HostError::LostLease) => {
                let how = How { receipt_url: receipt_url.as_deref(), ..How::default() };
                self.step(id, Some(&event), how).await
            }
            stored => stored,
        };
        match stored {
            Ok((_, now)) => Some(now),
            Err(error) => {
                // The intent is stored: once its deadline is over, the PG is asked what became of it.
                tracing::error!(payment = id.as_str(), %error, "an answer could not be stored");
                None
            }
        }
    }
}
