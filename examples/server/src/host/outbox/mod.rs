//! Delivery of the outbox to the shop's other systems: at least once, each payment's events in their order.
//!
//! An event is claimed in one transaction, sent with none open, and marked in another. A process that dies in
//! between has the event sent again under the same id, by whoever comes first after its lease.

mod event;
mod schedule;

use super::Host;
use crate::clock::now;
use crate::config::Events;
use crate::store::{Claimed, RECEIVER_GONE, StoreError, UNDELIVERABLE};
use crate::{measure, random};
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use reqwest::redirect::Policy;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, Semaphore};

/// How many deliveries are under way at most: one that hangs must not hold up the others.
const AT_ONCE: u32 = 32;
/// How often is looked for what another process left, or what is due again.
const EVERY: Duration = Duration::from_millis(500);
/// How often the backlog is counted.
const COUNTED_EVERY: Duration = Duration::from_secs(5);

/// The receiver, and how it is reached.
pub(crate) struct Outbox {
    events: Events,
    http: reqwest::Client,
    /// Of the address, which may hold a secret.
    digest: String,
    room: Arc<Semaphore>,
    done: Notify,
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
    /// With which status, if there was an answer.
    Failed(u16),
}

impl Outbox {
    pub(crate) fn new(events: Events) -> Result<Arc<Self>, reqwest::Error> {
        // A redirect would hand the event to whoever it points to, and 3xx is no acknowledgment.
        let mut http = reqwest::Client::builder().redirect(Policy::none()).timeout(events.timeout);
        if events.url.starts_with("http:") {
            http = http.tls_certs_only([]).no_proxy();
        }
        Ok(Arc::new(Self {
            digest: random::spelled(&Sha256::digest(&events.url), 40),
            events,
            http: http.build()?,
            room: Arc::new(Semaphore::new(usize::try_from(AT_ONCE).unwrap_or(1))),
            done: Notify::new(),
        }))
    }

    /// By which the store knows the receiver.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    async fn send(&self, event: &Claimed) -> Outcome {
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
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut counted: Option<Instant> = None;
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = host.changes.any() => {}
            () = outbox.done.notified() => {}
            () = host.stopping.cancelled() => return,
        }
        if let Err(error) = take_up(&host, &outbox).await {
            tracing::error!(%error, "the outbox could not be read");
        }
        if counted.is_none_or(|at| at.elapsed() >= COUNTED_EVERY) {
            counted = Some(Instant::now());
            count(&host, &outbox).await;
        }
    }
}

async fn take_up(host: &Arc<Host>, outbox: &Arc<Outbox>) -> Result<(), StoreError> {
    let free = u32::try_from(outbox.room.available_permits()).unwrap_or_default();
    if free == 0 || host.store.is_gone(outbox.digest()).await? {
        return Ok(());
    }
    // Twice as long as a delivery may take: nobody else sends what is still being sent.
    let lease = u64::try_from(outbox.events.timeout.as_millis()).unwrap_or(u64::MAX).saturating_mul(2);
    let now = now();
    for event in host.store.claim_events(now, now.plus_millis(lease.max(1_000)), free).await? {
        let Ok(place) = Arc::clone(&outbox.room).try_acquire_owned() else { break };
        let (its_host, outbox) = (Arc::clone(host), Arc::clone(outbox));
        host.tasks.spawn(async move {
            its_host.store.must_be_free();
            let outcome = outbox.send(&event).await;
            if let Err(error) = mark(&its_host, &outbox, &event, outcome).await {
                // Its lease ends, and it is sent again.
                tracing::error!(payment = event.payment_id.as_str(), %error, "a delivery was not marked");
            }
            drop(place);
            outbox.done.notify_one();
        });
    }
    Ok(())
}

async fn mark(host: &Host, outbox: &Outbox, event: &Claimed, outcome: Outcome) -> Result<(), StoreError> {
    let (payment, version, now) = (event.payment_id.as_str(), event.version, now());
    let tries = event.tries.saturating_add(1);
    let status = match outcome {
        Outcome::Delivered => {
            measure::delivered("delivered");
            return host.store.event_sent(event, now).await;
        }
        Outcome::Gone => {
            measure::delivered("gone");
            measure::alerted(RECEIVER_GONE);
            tracing::warn!(payment, version, reason = RECEIVER_GONE, "a person is told");
            return host.store.receiver_gone(outbox.digest(), event, now).await;
        }
        Outcome::Failed(status) => status,
    };
    let jitter = random::byte().unwrap_or_default();
    if let Some(at) = schedule::again_at(tries, now, outbox.events.first_pause, jitter) {
        measure::delivered("failed");
        tracing::info!(payment, version, tries, status, "an event was not taken");
        return host.store.event_failed(event, at).await;
    }
    measure::delivered("dead");
    measure::alerted(UNDELIVERABLE);
    tracing::warn!(payment, version, tries, status, reason = UNDELIVERABLE, "a person is told");
    host.store.event_dead(event, now).await
}

async fn count(host: &Host, outbox: &Outbox) {
    let gone = host.store.is_gone(outbox.digest()).await.unwrap_or_default();
    if let Ok(backlog) = host.store.backlog().await {
        let age = backlog.oldest.map_or(0, |oldest| now().millis().saturating_sub(oldest).max(0));
        measure::backlog(backlog.waiting, Duration::from_millis(age.unsigned_abs()), gone);
    }
}
