//! `POST /api/v1/payments/confirm`: the claim is checked, then the payment is driven as far as it goes.

use super::App;
use super::body::Json;
use super::problem::{Document, Problem};
use super::session::Shopper;
use super::status::owned;
use super::view::Status;
use crate::host::Host;
use crate::store::Stored;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use daejo::claim::Claim;
use daejo::crosscheck::Mismatch;
use daejo::id::OrderId;
use daejo::payment::{Event, State as PaymentState};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::{Instant, timeout_at};
use utoipa::ToSchema;

/// What the browser brought back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirmation {
    /// The core's `Claim`, as `readReturn` of `@daejo/web` makes it.
    #[schema(value_type = Object)]
    claim: Claim,
}

/// Confirms what the shopper authenticated.
#[utoipa::path(
    post, path = "/api/v1/payments/confirm", tag = "payments", request_body = Confirmation,
    responses(
        (status = 200, body = Status),
        (status = 202, description = "not settled yet: poll or stream the order", body = Status),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
        (status = 409, description = "payment_key_taken, another_payment, ended", body = Document, content_type = "application/problem+json"),
        (status = 422, description = "claim_refused, with `mismatches`", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(
    State(app): State<App>,
    Shopper(customer): Shopper,
    Json { value: Confirmation { claim }, .. }: Json<Confirmation>,
) -> Result<Response, Problem> {
    let Some(order_id) = &claim.order_id else {
        return Err(Problem::claim_refused(&[Mismatch::OrderIdMissing {}]));
    };
    let order_id = order_id.clone();
    let before = owned(&app, &order_id, &customer).await?;
    let deadline = Instant::now().checked_add(app.confirm_wait).unwrap_or_else(Instant::now);
    // Listening begins before anything happens, so that nothing is missed.
    let changes = app.host.changes.subscribe();
    let applied = app.host.tell(before, Event::ClaimReceived { claim, customer: Some(customer) }).await?;
    let now = &applied.stored.payment;
    if applied.from == PaymentState::Ready && now.state == PaymentState::Declined {
        return Err(Problem::claim_refused(&now.mismatches));
    }
    let stored = settled(&app.host, applied.stored, changes, deadline).await?;
    let answer = axum::Json(Status::of(&app, &stored).await);
    Ok(if rests(stored.payment.state) {
        answer.into_response()
    } else {
        (StatusCode::ACCEPTED, [(RETRY_AFTER, "1")], answer).into_response()
    })
}

/// Whether waiting for the PG would bring the shopper nothing more.
const fn rests(state: PaymentState) -> bool {
    // A deposit is the shopper's to make, a quarantine a person's to decide.
    state.is_settled() || matches!(state, PaymentState::AwaitingDeposit | PaymentState::Quarantined)
}

/// Another process may have moved the payment without a word to this one.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Waits until the payment rests, or the deadline.
async fn settled(
    host: &Arc<Host>,
    mut stored: Stored,
    mut changes: broadcast::Receiver<OrderId>,
    deadline: Instant,
) -> Result<Stored, Problem> {
    while !rests(stored.payment.state) && Instant::now() < deadline && !host.stopping.is_cancelled() {
        let look_again = Instant::now().checked_add(LOOK_AGAIN).unwrap_or(deadline).min(deadline);
        changed(&mut changes, &stored.payment.order_id, look_again).await;
        let id = &stored.payment.payment_id;
        stored = host.store.payment(id).await?.ok_or_else(Problem::no_such_order)?;
    }
    Ok(stored)
}

/// Waits until this order changed, or until `until`.
pub(crate) async fn changed(changes: &mut broadcast::Receiver<OrderId>, order_id: &OrderId, until: Instant) {
    let ours = async {
        loop {
            match changes.recv().await {
                Ok(changed) if changed != *order_id => {}
                // Ours, or so many that ours may have been among them.
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    let _ = timeout_at(until, ours).await;
}
