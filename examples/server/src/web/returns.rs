//! `GET|POST /api/v1/payments/return/{pg}`: the PG's redirect. The core reads it unchanged, then the shopper is sent
//! to the shop's page.

use super::body::Segment;
use super::problem::Problem;
use super::{App, body};
use crate::host::HostError;
use axum::extract::{RawQuery, Request, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use daejo::claim::{Return, ReturnFailure};
use daejo::id::OrderId;
use daejo::payment::Event;
use daejo::pg::{self, Pg};

/// The shopper's return, with the PG's parameters in the query.
#[utoipa::path(
    get, path = "/api/v1/payments/return/{pg}", tag = "payments", params(("pg" = String, Path)),
    responses((status = 303, description = "to `/result.html` with the unchanged query, or with an outcome"))
)]
pub(crate) async fn by_query(
    State(app): State<App>,
    Segment(pg): Segment,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(handle(&app, parse_pg(&pg)?, query.as_deref().unwrap_or_default(), &headers).await)
}

/// The same, as a form from the PG's page.
#[utoipa::path(
    post, path = "/api/v1/payments/return/{pg}", tag = "payments", params(("pg" = String, Path)),
    responses((status = 303, description = "as for GET"))
)]
pub(crate) async fn by_form(
    State(app): State<App>,
    Segment(pg): Segment,
    request: Request,
) -> Result<Response, Problem> {
    let pg = parse_pg(&pg)?;
    let headers = request.headers().clone();
    let form = body::read(request, &app).await?;
    Ok(handle(&app, pg, std::str::from_utf8(&form).unwrap_or_default(), &headers).await)
}

fn parse_pg(pg: &str) -> Result<Pg, Problem> {
    Pg::from_code(pg).ok_or_else(|| Problem::not_found("unknown_pg"))
}

async fn handle(app: &App, pg: Pg, query: &str, headers: &HeaderMap) -> Response {
    match pg::read_return(pg, query) {
        // The page confirms with a request of its own: a link must not be able to take money.
        Return::Claimed { .. } => see_other(&format!("/result.html?{query}")),
        Return::Failed { failure } => failed(app, failure, headers).await,
        Return::Unreadable { .. } => see_other("/result.html?outcome=unreadable"),
    }
}

async fn failed(app: &App, failure: ReturnFailure, headers: &HeaderMap) -> Response {
    let reason = failure.reason.code();
    let order_id = failure.order_id.clone().and_then(|id| OrderId::new(id).ok());
    let Some(order_id) = order_id else {
        return see_other(&format!("/result.html?outcome=failed&reason={reason}"));
    };
    let customer = app.sessions.customer(headers);
    if let Err(error) = apply(app, &order_id, Event::ReturnFailed { failure, customer }).await {
        // The page shows the order's state; the parameters of the address have changed nothing.
        tracing::info!(order = order_id.as_str(), %error, "a failed return was rejected");
    }
    see_other(&format!("/result.html?orderId={order_id}&outcome=failed&reason={reason}"))
}

async fn apply(app: &App, order_id: &OrderId, event: Event<'_>) -> Result<(), HostError> {
    let stored = app.host.store.payment_of_order(order_id).await?.ok_or(HostError::NoSuchPayment)?;
    app.host.apply(&stored.payment.payment_id, &event).await?;
    app.host.drive(&stored.payment.payment_id);
    Ok(())
}

fn see_other(to: &str) -> Response {
    // A form can contain bytes that a header cannot.
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/result.html?outcome=unreadable"));
    let headers = [(LOCATION, to), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}
