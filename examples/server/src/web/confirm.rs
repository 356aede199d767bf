//! `POST /api/v1/payments/confirm`: the claim is checked, then the payment is driven as far as it goes.

use super::body::Json;
use super::problem::{Document, Problem};
use super::session::Shopper;
use super::status::owned;
use super::view::Status;
use super::{App, wait};
use crate::host::Host;
use crate::store::Stored;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use daejo::claim::Claim;
use daejo::crosscheck::Mismatch;
use daejo::payment::{Event, Payment, State as PaymentState};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;
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
        (status = 503, description = "too_busy: nothing was changed; pg_unavailable: nothing was charged, and the payment goes on by itself", body = Document, content_type = "application/problem+json"),
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
    let watch = app.host.changes.watch(&before.payment.order_id);
    // What was noted at an earlier click says nothing about this one.
    app.host.pg.breaker().let_go(&before.payment.payment_id);
    let applied = app.host.tell(before, Event::ClaimReceived { claim, customer: Some(customer) }).await?;
    let now = &applied.stored.payment;
    if applied.from == PaymentState::Ready && now.state == PaymentState::Declined {
        return Err(Problem::claim_refused(&now.mismatches));
    }
    let enough =
        |stored: &Stored| rests(stored.payment.state) || held_back(&app.host, &stored.payment).is_some();
    let stored = wait::until(&app.host, applied.stored, watch, deadline, enough).await?;
    if let Some(pause) = held_back(&app.host, &stored.payment) {
        let title =
            "The payment gateway does not answer. Nothing was charged; the payment goes on when it does.";
        return Err(Problem::later(503, "pg_unavailable", title, pause.as_secs().saturating_add(1)));
    }
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

/// For how long the PG is left alone, if that is why nothing was sent for this payment yet.
fn held_back(host: &Host, payment: &Payment) -> Option<Duration> {
    // Once a confirm may have left, only its outcome counts, however long that takes.
    let is_unsent = payment.state == PaymentState::Confirming
        && payment.confirm.open_requests == 0
        && payment.requests.in_flight.is_none();
    host.pg.breaker().is_held(&payment.payment_id).filter(|_| is_unsent)
}
