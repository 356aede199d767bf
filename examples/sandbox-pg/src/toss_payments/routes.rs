//! The gateway's API, its payment window, and the bank's side for tests.

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

use super::call::{Ask, handle};
use super::choice::authenticate;
use super::code::Refusal;
use super::payment::Payment;
use super::session::create;
use super::store::Circumstances;
use super::window::{decide, receipt, sdk, show};
use super::wire::Wire;
use super::words::Language;

pub(crate) fn router() -> Router<Sandbox> {
    // The SDK runs on the shop's page and posts here from its origin.
    let from_any_shop =
        CorsLayer::new().allow_origin(Any).allow_methods([Method::POST]).allow_headers([CONTENT_TYPE]);
    let sessions = Router::new().route("/sandbox/toss-payments/sessions", post(create)).layer(from_any_shop);
    Router::new()
        .route("/v1/payments/confirm", post(confirm).fallback(wrong_method))
        .route("/v1/payments/{payment_key}", get(query).fallback(wrong_method))
        .route("/v1/payments/orders/{order_id}", get(query_by_order).fallback(wrong_method))
        .route("/v1/payments/{payment_key}/cancel", post(cancel).fallback(wrong_method))
        .route("/v1/{*rest}", axum::routing::any(unknown))
        .merge(sessions)
        .route("/sandbox/toss-payments/sdk.js", get(sdk))
        .route("/sandbox/toss-payments/window/{session}", get(show).post(decide))
        .route("/sandbox/toss-payments/receipts/{payment_key}", get(receipt))
        .route("/sandbox/toss-payments/sessions/{session}/pay", post(authenticate))
        .route("/sandbox/toss-payments/deposits/{payment_key}", post(deposit))
        .route("/sandbox/toss-payments/deposits/{payment_key}/rollback", post(roll_back))
        .route("/sandbox/toss-payments/deposits/{payment_key}/expire", post(expire))
}

async fn confirm(State(sandbox): State<Sandbox>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    handle(sandbox, headers, uri.path().into(), Ask::Confirm(body.into())).await
}

async fn query(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Path(payment_key): Path<String>,
    headers: HeaderMap,
) -> Response {
    handle(sandbox, headers, uri.path().into(), Ask::Query(payment_key)).await
}

async fn query_by_order(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Path(order_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    handle(sandbox, headers, uri.path().into(), Ask::QueryByOrder(order_id)).await
}

async fn cancel(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Path(payment_key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    handle(sandbox, headers, uri.path().into(), Ask::Cancel(payment_key, body.into())).await
}

async fn wrong_method() -> Answer {
    Refusal::of("NOT_FOUND_HTTP_METHOD").answer()
}

async fn unknown() -> Answer {
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
    play(&sandbox, &payment_key, |payment, circumstances| {
        let read = |amount: Box<RawValue>| payment.currency.parse(amount.get());
        let amount = amount.map(read).transpose().map_err(|_| Refusal::of("INVALID_REQUEST"))?;
        payment.deposit(amount, circumstances)
    })
}

async fn roll_back(State(sandbox): State<Sandbox>, Path(payment_key): Path<String>) -> Response {
    play(&sandbox, &payment_key, Payment::roll_back)
}

async fn expire(State(sandbox): State<Sandbox>, Path(payment_key): Path<String>) -> Response {
    play(&sandbox, &payment_key, Payment::run_out)
}

/// Lets something happen to a payment that no call of the shop causes.
fn play(
    sandbox: &Sandbox,
    payment_key: &str,
    act: impl FnOnce(&mut Payment, &Circumstances) -> Result<(), Refusal>,
) -> Response {
    let now = sandbox.now();
    let answer = sandbox.change(payment_key, act, |payment, outcome| {
        let shown = || Wire::of(payment, sandbox.config(), now, Language::Korean).text();
        let answer = outcome
            .map_or_else(|refusal| refusal.answer(), |()| Answer { status: 200, body: Body::json(shown()) });
        (answer, None)
    });
    answer.unwrap_or_else(|| Refusal::of("NOT_FOUND_PAYMENT").answer()).into_response()
}
