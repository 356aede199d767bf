//! How many at once. A room that is full says so before anything is changed; each kind of caller has its own.

use super::App;
use super::problem::Problem;
use crate::config::Limits;
use crate::host::Host;
use crate::{measure, random};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The rooms of this process. Probes and metrics need none: they have to work when everything else is full.
pub(crate) struct Rooms {
    /// What has the PG called for a shopper or an operator.
    money: Arc<Semaphore>,
    most_driven: usize,
    /// A flood of shoppers must not keep the PG's notices out, nor the other way round.
    webhooks: Arc<Semaphore>,
}

impl Rooms {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            money: Arc::new(Semaphore::new(limits.in_flight)),
            most_driven: limits.in_flight,
            webhooks: Arc::new(Semaphore::new(limits.webhooks)),
        }
    }

    /// Whether enough payments are being driven. A request that was answered 202 has gone, and its payment still is.
    pub(crate) fn is_driven_out(&self, host: &Host) -> bool {
        host.under_way() >= self.most_driven
    }
}

/// A place in a room, counted while it is taken.
struct Place {
    room: &'static str,
    _permit: OwnedSemaphorePermit,
}

impl Place {
    fn take(room: &'static str, seats: &Arc<Semaphore>) -> Option<Self> {
        let permit = Arc::clone(seats).try_acquire_owned().ok()?;
        measure::occupied(room, 1.0);
        Some(Self { room, _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        measure::occupied(self.room, -1.0);
    }
}

/// For what has the PG called.
pub(crate) async fn money(State(app): State<App>, request: Request, next: Next) -> Response {
    match Place::take("money", &app.rooms.money).filter(|_| !app.rooms.is_driven_out(&app.host)) {
        Some(_place) => next.run(request).await,
        None => full("money"),
    }
}

/// For the PG's notices. The PG sends them again.
pub(crate) async fn webhooks(State(app): State<App>, request: Request, next: Next) -> Response {
    match Place::take("webhooks", &app.rooms.webhooks) {
        Some(_place) => next.run(request).await,
        None => full("webhooks"),
    }
}

fn full(room: &'static str) -> Response {
    measure::turned_away(room);
    // Spread, or everybody is back at the same moment.
    let seconds = 1_u64.saturating_add(u64::from(random::byte().unwrap_or_default() % 3));
    Problem::later(503, "too_busy", "Too much is under way. Nothing was changed; try again.", seconds)
        .into_response()
}
