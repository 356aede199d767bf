//! Limits of requests in progress. Above a limit a request is refused before anything is changed. Shoppers and
//! operators have one limit, webhooks have another.

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

/// The limits of this process. Probes and metrics have none: they have to work under overload.
pub(crate) struct Admission {
    /// Requests of shoppers and operators that lead to calls to the PG.
    money: Arc<Semaphore>,
    max_driven: usize,
    /// Many shoppers must not block the PG's webhooks, nor the other way round.
    webhooks: Arc<Semaphore>,
}

impl Admission {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            money: Arc::new(Semaphore::new(limits.in_flight)),
            max_driven: limits.in_flight,
            webhooks: Arc::new(Semaphore::new(limits.webhooks)),
        }
    }

    /// Whether the limit of driven payments is reached. A payment counts until it is done, also after its request was
    /// answered 202.
    pub(crate) fn is_full(&self, host: &Host) -> bool {
        host.in_progress() >= self.max_driven
    }
}

/// A slot of a limit, counted in the metrics while it is taken.
struct Slot {
    kind: &'static str,
    _permit: OwnedSemaphorePermit,
}

impl Slot {
    fn take(kind: &'static str, slots: &Arc<Semaphore>) -> Option<Self> {
        let permit = Arc::clone(slots).try_acquire_owned().ok()?;
        measure::in_flight(kind, 1.0);
        Some(Self { kind, _permit: permit })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        measure::in_flight(self.kind, -1.0);
    }
}

/// The limit for requests that lead to calls to the PG.
pub(crate) async fn money(State(app): State<App>, request: Request, next: Next) -> Response {
    match Slot::take("money", &app.admission.money).filter(|_| !app.admission.is_full(&app.host)) {
        Some(_slot) => next.run(request).await,
        None => refusal("money"),
    }
}

/// The limit for webhooks. The PG sends a refused webhook again.
pub(crate) async fn webhooks(State(app): State<App>, request: Request, next: Next) -> Response {
    match Slot::take("webhooks", &app.admission.webhooks) {
        Some(_slot) => next.run(request).await,
        None => refusal("webhooks"),
    }
}

fn refusal(kind: &'static str) -> Response {
    measure::refused(kind);
    // Spread, so that not all clients retry at the same moment.
    let seconds = 1_u64.saturating_add(u64::from(random::byte().unwrap_or_default() % 3));
    Problem::later(
        503,
        "too_busy",
        "Too many requests are in progress. Nothing was changed; try again.",
        seconds,
    )
    .into_response()
}
