//! Delivery of the outbox to the shop's other systems: at least once, each payment's events in their order.
//!
//! An event is leased in one transaction, sent with none open, and its outcome is stored in another. If the process
//! ends in between, another process sends the event again under the same id when the lease is over.

mod event;
mod schedule;

use super::Host;
use crate::clock::now;
use crate::config::Events;
use crate::store::{LeasedEvent, RECEIVER_GONE, StoreError, UNDELIVERABLE};
use crate::{measure, random};
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use reqwest::redirect::Policy;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, Semaphore};

/// Most deliveries at once. A slow receiver must not stop the others.
const MAX_DELIVERIES: u32 = 32;
/// Pause between two searches for due events, including those of other processes.
const INTERVAL: Duration = Duration::from_millis(500);
/// Pause between two reports of the backlog.
const REPORT_INTERVAL: Duration = Duration::from_secs(5);

/// Delivery to the receiver of events.
pub(crate) struct Outbox {
    events: Events,
    http: reqwest::Client,
    /// Digest of the address, which may hold a secret.
    digest: String,
    slots: Arc<Semaphore>,
    slot_freed: Notify,
}

/// Neither the address nor the secrets are printed.
impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outbox(…)")
    }
}

/// How a delivery ended.
enum Outcome {
    Delivered,
    Gone,
    /// With the HTTP status, or 0 without an answer.
    Failed(u16),
}

impl Outbox {
    pub(crate) fn new(events: Events) -> Result<Arc<Self>, reqwest::Error> {
        // A redirect would send the event to another address, and 3xx is no acknowledgment.
        let mut http = reqwest::Client::builder().redirect(Policy::none()).timeout(events.timeout);
        if events.url.starts_with("http:") {
            http = http.tls_certs_only([]).no_proxy();
        }
        Ok(Arc::new(Self {
            digest: random::spelled(&Sha256::digest(&events.url), 40),
            events,
            http: http.build()?,
            slots: Arc::new(Semaphore::new(usize::try_from(MAX_DELIVERIES).unwrap_or(1))),
            slot_freed: Notify::new(),
        }))
    }

    /// The receiver's key in the store.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    async fn send(&self, event: &LeasedEvent) -> Outcome {
        let (id, sent_at) = (event::id(event), now());
        let Ok(body) = event::body(event) else { return Outcome::Failed(0) };
        let Ok(signatures) = event::signatures(&self.events.secrets, &id, sent_at, &body) else {
            return Outcome::Failed(0);
        };
        let request = self
            .http
            .post(&self.events.url)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "daejo-server")
            .header("webhook-id", id)
            .header("webhook-timestamp", sent_at.millis().div_euclid(1_000))
            .header("webhook-signature", signatures)
            .body(body);
        match request.send().await.map(|answer| answer.status().as_u16()) {
            Ok(200..=299) => Outcome::Delivered,
            Ok(410) => Outcome::Gone,
            Ok(status) => Outcome::Failed(status),
            Err(_) => Outcome::Failed(0),
        }
    }
}

/// Runs until the host stops.
pub(crate) async fn deliver(host: Arc<Host>, outbox: Arc<Outbox>) {
    let mut tick = tokio::time::interval(INTERVAL);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut reported_at: Option<Instant> = None;
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = host.changes.any_change() => {}
            () = outbox.slot_freed.notified() => {}
            () = host.stopping.cancelled() => return,
        }
        if let Err(error) = deliver_due(&host, &outbox).await {
            tracing::error!(%error, "reading the outbox failed");
        }
        if reported_at.is_none_or(|at| at.elapsed() >= REPORT_INTERVAL) {
            reported_at = Some(Instant::now());
            report_backlog(&host, &outbox).await;
        }
    }
}

async fn deliver_due(host: &Arc<Host>, outbox: &Arc<Outbox>) -> Result<(), StoreError> {
    let free = u32::try_from(outbox.slots.available_permits()).unwrap_or_default();
    if free == 0 {
        return Ok(());
    }
    // Twice the longest delivery: no other process sends an event that is still being sent.
    let lease = u64::try_from(outbox.events.timeout.as_millis()).unwrap_or(u64::MAX).saturating_mul(2);
    let now = now();
    for event in
        host.store.lease_events(outbox.digest(), now, now.plus_millis(lease.max(1_000)), free).await?
    {
        let Ok(slot) = Arc::clone(&outbox.slots).try_acquire_owned() else { break };
        let (task_host, outbox) = (Arc::clone(host), Arc::clone(outbox));
        host.tasks.spawn(async move {
            task_host.store.assert_no_transaction();
            let outcome = outbox.send(&event).await;
            if let Err(error) = record_outcome(&task_host, &outbox, &event, outcome).await {
                // The lease ends, and the event is sent again.
                tracing::error!(payment = event.payment_id.as_str(), %error, "storing a delivery's outcome failed");
            }
            drop(slot);
            outbox.slot_freed.notify_one();
        });
    }
    Ok(())
}

async fn record_outcome(
    host: &Host,
    outbox: &Outbox,
    event: &LeasedEvent,
    outcome: Outcome,
) -> Result<(), StoreError> {
    let (payment, version, now) = (event.payment_id.as_str(), event.version, now());
    let attempts = event.attempts.saturating_add(1);
    let status = match outcome {
        Outcome::Delivered => {
            measure::delivered("delivered");
            return host.store.event_delivered(event, now).await;
        }
        Outcome::Gone => {
            measure::delivered("gone");
            measure::alerted(RECEIVER_GONE);
            tracing::warn!(payment, version, reason = RECEIVER_GONE, "alert for an operator");
            return host.store.receiver_gone(outbox.digest(), event, now).await;
        }
        Outcome::Failed(status) => status,
    };
    let jitter = random::byte().unwrap_or_default();
    if let Some(at) = schedule::next_attempt_at(attempts, now, outbox.events.first_pause, jitter) {
        measure::delivered("failed");
        tracing::info!(payment, version, attempts, status, "event not delivered, will retry");
        return host.store.event_failed(event, at).await;
    }
    measure::delivered("dead");
    measure::alerted(UNDELIVERABLE);
    tracing::warn!(payment, version, attempts, status, reason = UNDELIVERABLE, "alert for an operator");
    host.store.give_up_event(event, now).await
}

async fn report_backlog(host: &Host, outbox: &Outbox) {
    let gone = host.store.is_gone(outbox.digest()).await.unwrap_or_default();
    if let Ok(backlog) = host.store.backlog().await {
        let age = backlog.oldest.map_or(0, |oldest| now().millis().saturating_sub(oldest).max(0));
        measure::backlog(backlog.waiting, Duration::from_millis(age.unsigned_abs()), gone);
    }
}
