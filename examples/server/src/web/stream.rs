//! Where an order stands, as server-sent events: one `status` at once and one for each change, until it is settled.

use super::App;
use super::confirm::changed;
use super::view::Status;
use crate::store::Stored;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::Instant;

/// A page that is left open asks again.
const LONGEST: Duration = Duration::from_secs(600);
/// Another process may have moved it without a word to this one.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// What is to be said next.
enum Next {
    Say(Box<Stored>),
    WaitFrom(Box<Stored>),
    End,
}

pub(super) fn of(app: &App, stored: Stored) -> Response {
    let app = app.clone();
    let end = Instant::now().checked_add(LONGEST).unwrap_or_else(Instant::now);
    let changes = app.host.changes.subscribe();
    let start = (app, changes, Next::Say(Box::new(stored)));
    let events = stream::unfold(start, move |(app, mut changes, next)| async move {
        let stored = match next {
            Next::End => return None,
            Next::Say(stored) => stored,
            Next::WaitFrom(before) => loop {
                if Instant::now() >= end || app.host.stopping.is_cancelled() {
                    return None;
                }
                let until = Instant::now().checked_add(LOOK_AGAIN).unwrap_or(end);
                changed(&mut changes, &before.payment.order_id, until).await;
                let now = app.host.store.payment(&before.payment.payment_id).await.ok().flatten()?;
                if now.payment.version != before.payment.version {
                    break Box::new(now);
                }
            },
        };
        let said = Event::default().event("status").json_data(Status::without_deposit(&stored)).ok()?;
        let next = if stored.payment.state.is_settled() { Next::End } else { Next::WaitFrom(stored) };
        Some((Ok::<_, Infallible>(said), (app, changes, next)))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}
