//! The routes: the PG's API, the payment window, and events that tests trigger.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::value::RawValue;
use tower_http::cors::{Any, CorsLayer};

use crate::Sandbox;
use crate::answer::{Answer, Body};

use super::call::{ApiRequest, handle};
use super::change::Context;
use super::decision::decide_without_browser;
use super::language::Language;
use super::payment::Payment;
use super::payment_json::PaymentJson;
use super::refusal::Refusal;
use super::session::create;
use super::window::{decide, receipt, sdk, show};

pub(crate) fn router() -> Router<Sandbox> {
    // The SDK runs on the shop's page and posts here from the shop's origin.
    let any_origin =
        CorsLayer::new().allow_origin(Any).allow_methods([Method::POST]).allow_headers([CONTENT_TYPE]);
    let sessions = Router::new().route("/sandbox/toss-payments/sessions", post(create)).layer(any_origin);
    Router::new()
        .route("/v1/payments/confirm", post(confirm).fallback(wrong_method))
        .route("/v1/payments/{payment_key}", get(query).fallback(wrong_method))
        .route("/v1/payments/orders/{order_id}", get(query_by_order).fallback(wrong_method))
        .route("/v1/payments/{payment_key}/cancel", post(cancel).fallback(wrong_method))
        .route("/v1/{*rest}", axum::routing::any(unknown_path))
        .merge(sessions)
        .route("/sandbox/toss-payments/sdk.js", get(sdk))
        .route("/sandbox/toss-payments/window/{session}", get(show).post(decide))
        .route("/sandbox/toss-payments/receipts/{payment_key}", get(receipt))
        .route("/sandbox/toss-payments/sessions/{session}/pay", post(decide_without_browser))
        .route("/sandbox/toss-payments/deposits/{payment_key}", post(deposit))
        .route("/sandbox/toss-payments/deposits/{payment_key}/rollback", post(roll_back))
        .route("/sandbox/toss-payments/deposits/{payment_key}/expire", post(expire))
}

async fn confirm(State(sandbox): State<Sandbox>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    handle(sandbox, headers, uri.path().into(), ApiRequest::Confirm(body.into())).await
}

async fn query(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Path(payment_key): Path<String>,
    headers: HeaderMap,
) -> Response {
    handle(sandbox, headers, uri.path().into(), ApiRequest::Query(payment_key)).await
}

async fn query_by_order(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Path(order_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    handle(sandbox, headers, uri.path().into(), ApiRequest::QueryByOrder(order_id)).await
}

async fn cancel(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Path(payment_key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    handle(sandbox, headers, uri.path().into(), ApiRequest::Cancel(payment_key, body.into())).await
}

async fn wrong_method() -> Answer {
    Refusal::of("NOT_FOUND_HTTP_METHOD").answer()
}

async fn unknown_path() -> Answer {
    Refusal::of("NOT_FOUND").answer()
}

#[derive(Default, Deserialize)]
struct Deposit {
    amount: Option<Box<RawValue>>,
}

async fn deposit(State(sandbox): State<Sandbox>, Path(payment_key): Path<String>, body: Bytes) -> Response {
    let given = if body.is_empty() { Ok(Deposit::default()) } else { serde_json::from_slice(&body) };
    let Ok(Deposit { amount }) = given else {
        return Refusal::of("INVALID_REQUEST").answer().into_response();
    };
    apply_event(&sandbox, &payment_key, |payment, context| {
        let read = |amount: Box<RawValue>| payment.currency.parse(amount.get());
        let amount = amount.map(read).transpose().map_err(|_| Refusal::of("INVALID_REQUEST"))?;
        payment.deposit(amount, context)
    })
}

async fn roll_back(State(sandbox): State<Sandbox>, Path(payment_key): Path<String>) -> Response {
    apply_event(&sandbox, &payment_key, Payment::roll_back)
}

async fn expire(State(sandbox): State<Sandbox>, Path(payment_key): Path<String>) -> Response {
    apply_event(&sandbox, &payment_key, Payment::expire_now)
}

/// Applies an event to a payment that no call of the shop causes. Answers with the payment.
fn apply_event(
    sandbox: &Sandbox,
    payment_key: &str,
    act: impl FnOnce(&mut Payment, &Context) -> Result<(), Refusal>,
) -> Response {
    let now = sandbox.now();
    let answer = sandbox.change(payment_key, act, |payment, outcome| {
        let shown = || PaymentJson::of(payment, sandbox.config(), now, Language::Korean).text();
        let answer = outcome
            .map_or_else(|refusal| refusal.answer(), |()| Answer { status: 200, body: Body::json(shown()) });
        (answer, None)
    });
    answer.unwrap_or_else(|| Refusal::of("NOT_FOUND_PAYMENT").answer()).into_response()
}
