//! The status of an order as server-sent events: one `status` at once and one for each change, until it is settled.
//!
//! An event's id is the payment's version, so that a page continues after a lost connection. A change that the
//! shopper does not see (the intent of a request, a query without result) is not sent.

use super::App;
use super::problem::Problem;
use super::view::Status;
use crate::config::Limits;
use crate::host::Watch;
use crate::measure;
use crate::store::Stored;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use daejo::id::CustomerId;
use futures_util::stream;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Longest time of one stream. A page that stays open connects again.
const LONGEST_STREAM: Duration = Duration::from_secs(600);
/// Interval of reading the payment, because another process may have changed it. Each read is a database query.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// Pause before a page connects again.
const RECONNECT: Duration = Duration::from_secs(2);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Asks proxies not to buffer the stream.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Number of open streams of each session.
pub(crate) struct Streams {
    most: usize,
    most_per_session: usize,
    heartbeat: Duration,
    open: Arc<Mutex<HashMap<CustomerId, usize>>>,
}

impl Streams {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            most: limits.streams,
            most_per_session: limits.streams_per_session,
            heartbeat: limits.heartbeat,
            open: Arc::default(),
        }
    }

    fn take(&self, customer: &CustomerId) -> Result<StreamSlot, Problem> {
        let mut open = lock(&self.open);
        let all: usize = open.values().sum();
        let its = open.get(customer).copied().unwrap_or_default();
        let (status, title) = if its >= self.most_per_session {
            (429, "This session has too many open streams; close a page or poll.")
        } else if all >= self.most {
            (503, "Too many streams are open; poll instead.")
        } else {
            open.insert(customer.clone(), its.saturating_add(1));
            measure::in_flight("streams", 1.0);
            return Ok(StreamSlot { customer: customer.clone(), open: Arc::clone(&self.open) });
        };
        measure::refused("streams");
        Err(Problem::later(status, "too_many_streams", title, 5))
    }
}

/// The slot of one stream; it is freed when the stream ends.
struct StreamSlot {
    customer: CustomerId,
    open: Arc<Mutex<HashMap<CustomerId, usize>>>,
}

impl Drop for StreamSlot {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        match open.get_mut(&self.customer) {
            Some(its) if *its > 1 => *its = its.saturating_sub(1),
            Some(_) | None => drop(open.remove(&self.customer)),
        }
        measure::in_flight("streams", -1.0);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stream between two events.
struct StatusStream {
    app: App,
    watch: Watch,
    end: Instant,
    /// The payment as it was read last.
    stored: Stored,
    /// The status that the page has.
    known: Option<String>,
    is_over: bool,
    _slot: StreamSlot,
}

pub(super) fn of(
    app: &App,
    stored: Stored,
    customer: &CustomerId,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()?.parse::<u32>().ok());
    let is_known = last == Some(stored.payment.version);
    if is_known && stored.payment.state.is_settled() {
        // The only answer after which a browser does not connect again.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let status_stream = StatusStream {
        watch: app.host.changes.watch(&stored.payment.order_id),
        end: Instant::now().checked_add(LONGEST_STREAM).unwrap_or_else(Instant::now),
        known: if is_known { Some(status_text(&stored)?) } else { None },
        is_over: false,
        stored,
        _slot: app.streams.take(customer)?,
        app: app.clone(),
    };
    let events = stream::unfold(status_stream, |mut status_stream| async move {
        let event = status_stream.next().await?;
        Some((Ok::<_, Infallible>(event), status_stream))
    });
    let alive = KeepAlive::new().interval(app.streams.heartbeat).text("alive");
    let headers = [
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_ACCEL_BUFFERING, HeaderValue::from_static("no")),
    ];
    Ok((headers, Sse::new(events).keep_alive(alive)).into_response())
}

fn status_text(stored: &Stored) -> Result<String, Problem> {
    serde_json::to_string(&Status::without_deposit(stored)).map_err(|_| Problem::unavailable())
}

impl StatusStream {
    /// The next status that the page does not have; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        while !self.is_over {
            let text = status_text(&self.stored).ok()?;
            self.is_over = self.stored.payment.state.is_settled();
            if self.known.as_ref() != Some(&text) {
                let id = self.stored.payment.version.to_string();
                let event = Event::default().event("status").id(id).retry(RECONNECT).data(&text);
                self.known = Some(text);
                return Some(event);
            }
            if !self.is_over {
                self.stored = self.newer().await?;
            }
        }
        None
    }

    /// The next version of the payment.
    async fn newer(&mut self) -> Option<Stored> {
        let payment = &self.stored.payment;
        loop {
            if Instant::now() >= self.end || self.app.host.stopping.is_cancelled() {
                return None;
            }
            let until = Instant::now().checked_add(POLL_INTERVAL).unwrap_or(self.end);
            let update = tokio::select! {
                update = self.watch.next(until) => update,
                () = self.app.host.stopping.cancelled() => return None,
            };
            let now = match update {
                Some(update) => Stored::clone(&update),
                None => self.app.host.store.payment(&payment.payment_id).await.ok().flatten()?,
            };
            if now.payment.version > payment.version {
                return Some(now);
            }
        }
    }
}
