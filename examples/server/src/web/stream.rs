//! Where an order stands, as server-sent events: one `status` at once and one for each change, until it is settled.
//!
//! An event's id is the payment's version, so that a page that was cut off goes on from there. Whatever changes
//! without the shopper seeing it (a request announced, a query in vain) is not said.

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

/// A page that is left open asks again.
const LONGEST: Duration = Duration::from_secs(600);
/// Another process may have moved the payment without a word to this one. Many listen, and each look is a query.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How long a page waits before it connects again.
const RECONNECT: Duration = Duration::from_secs(2);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// A proxy that collects the stream before it hands it on would make it useless.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Who has how many streams open.
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

    fn take(&self, customer: &CustomerId) -> Result<Seat, Problem> {
        let mut open = lock(&self.open);
        let all: usize = open.values().sum();
        let its = open.get(customer).copied().unwrap_or_default();
        let (status, title) = if its >= self.most_per_session {
            (429, "This session listens often enough; close a page or poll.")
        } else if all >= self.most {
            (503, "Too many listen; poll instead.")
        } else {
            open.insert(customer.clone(), its.saturating_add(1));
            measure::occupied("streams", 1.0);
            return Ok(Seat { customer: customer.clone(), open: Arc::clone(&self.open) });
        };
        measure::turned_away("streams");
        Err(Problem::later(status, "too_many_streams", title, 5))
    }
}

/// One stream's place; free again however the stream ends.
struct Seat {
    customer: CustomerId,
    open: Arc<Mutex<HashMap<CustomerId, usize>>>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        match open.get_mut(&self.customer) {
            Some(its) if *its > 1 => *its = its.saturating_sub(1),
            Some(_) | None => drop(open.remove(&self.customer)),
        }
        measure::occupied("streams", -1.0);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stream between two of its events.
struct Listening {
    app: App,
    watch: Watch,
    end: Instant,
    /// What was last read of the payment.
    stored: Stored,
    /// What the page knows.
    known: Option<String>,
    is_over: bool,
    _seat: Seat,
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
        // The one answer after which a browser does not connect again.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let listening = Listening {
        watch: app.host.changes.watch(&stored.payment.order_id),
        end: Instant::now().checked_add(LONGEST).unwrap_or_else(Instant::now),
        known: if is_known { Some(said(&stored)?) } else { None },
        is_over: false,
        stored,
        _seat: app.streams.take(customer)?,
        app: app.clone(),
    };
    let events = stream::unfold(listening, |mut listening| async move {
        let event = listening.next().await?;
        Some((Ok::<_, Infallible>(event), listening))
    });
    let alive = KeepAlive::new().interval(app.streams.heartbeat).text("alive");
    let headers = [
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_ACCEL_BUFFERING, HeaderValue::from_static("no")),
    ];
    Ok((headers, Sse::new(events).keep_alive(alive)).into_response())
}

fn said(stored: &Stored) -> Result<String, Problem> {
    serde_json::to_string(&Status::without_deposit(stored)).map_err(|_| Problem::unavailable())
}

impl Listening {
    /// The next thing that the page does not know yet; nothing if there is nothing more to come.
    async fn next(&mut self) -> Option<Event> {
        while !self.is_over {
            let text = said(&self.stored).ok()?;
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
            let until = Instant::now().checked_add(LOOK_AGAIN).unwrap_or(self.end);
            let news = tokio::select! {
                news = self.watch.next(until) => news,
                () = self.app.host.stopping.cancelled() => return None,
            };
            let now = match news {
                Some(news) => Stored::clone(&news),
                None => self.app.host.store.payment(&payment.payment_id).await.ok().flatten()?,
            };
            if now.payment.version > payment.version {
                return Some(now);
            }
        }
    }
}
