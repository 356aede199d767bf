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

/// The claim of the browser.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmRequest {
    /// The core's `Claim`, as `readReturn` of `@daejo/web` makes it.
    #[schema(value_type = Object)]
    claim: Claim,
}

/// Confirms the payment that the shopper authenticated.
#[utoipa::path(
    post, path = "/api/v1/payments/confirm", tag = "payments", request_body = ConfirmRequest,
    responses(
        (status = 200, body = Status),
        (status = 202, description = "not settled yet: poll or stream the order", body = Status),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
        (status = 409, description = "payment_key_taken, another_payment, ended", body = Document, content_type = "application/problem+json"),
        (status = 503, description = "too_busy: nothing was changed; pg_unavailable: nothing was charged, and the payment continues without another click", body = Document, content_type = "application/problem+json"),
        (status = 422, description = "claim_refused, with `mismatches`", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(
    State(app): State<App>,
    Shopper(customer): Shopper,
    Json { value: ConfirmRequest { claim }, .. }: Json<ConfirmRequest>,
) -> Result<Response, Problem> {
    let Some(order_id) = &claim.order_id else {
        return Err(Problem::claim_refused(&[Mismatch::OrderIdMissing {}]));
    };
    let order_id = order_id.clone();
    let before = owned(&app, &order_id, &customer).await?;
    let deadline = Instant::now().checked_add(app.confirm_wait).unwrap_or_else(Instant::now);
    // Subscribed before the event is applied, so that no change is missed.
    let watch = app.host.changes.watch(&before.payment.order_id);
    // A hold of an earlier click does not apply to this one.
    app.host.pg.breaker().clear_hold(&before.payment.payment_id);
    let applied =
        app.host.apply_and_drive(before, Event::ClaimReceived { claim, customer: Some(customer) }).await?;
    let now = &applied.stored.payment;
    if applied.from == PaymentState::Ready && now.state == PaymentState::Declined {
        return Err(Problem::claim_refused(&now.mismatches));
    }
    let is_done = |stored: &Stored| {
        is_final_for_shopper(stored.payment.state) || held_back(&app.host, &stored.payment).is_some()
    };
    let stored = wait::until(&app.host, applied.stored, watch, deadline, is_done).await?;
    if let Some(pause) = held_back(&app.host, &stored.payment) {
        let title = "The payment gateway does not answer. Nothing was charged; the payment continues when it answers.";
        return Err(Problem::later(503, "pg_unavailable", title, pause.as_secs().saturating_add(1)));
    }
    let answer = axum::Json(Status::of(&app, &stored).await);
    Ok(if is_final_for_shopper(stored.payment.state) {
        answer.into_response()
    } else {
        (StatusCode::ACCEPTED, [(RETRY_AFTER, "1")], answer).into_response()
    })
}

/// Whether waiting for the PG would not change the answer to the shopper.
const fn is_final_for_shopper(state: PaymentState) -> bool {
    // The shopper has to make the deposit, and an operator has to decide about a quarantined payment.
    state.is_settled() || matches!(state, PaymentState::AwaitingDeposit | PaymentState::Quarantined)
}

/// For how long calls are held back, if that is why no confirm was sent for this payment.
fn held_back(host: &Host, payment: &Payment) -> Option<Duration> {
    // Once a confirm may have been sent, only its outcome counts.
    let is_unsent = payment.state == PaymentState::Confirming
        && payment.confirm.open_requests == 0
        && payment.requests.in_flight.is_none();
    host.pg.breaker().held_for(&payment.payment_id).filter(|_| is_unsent)
}
