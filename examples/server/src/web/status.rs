//! `GET /api/v1/payments/{orderId}`: the status of an order, for its shopper.

use super::body::Segment;
use super::problem::{Document, Problem};
use super::session::Shopper;
use super::view::Status;
use super::{App, stream};
use crate::store::Stored;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use daejo::id::{CustomerId, OrderId};

/// The status of an order. With `Accept: text/event-stream` it is a stream of server-sent events, which continues after
/// `Last-Event-ID`.
#[utoipa::path(
    get, path = "/api/v1/payments/{orderId}", tag = "payments", params(("orderId" = String, Path)),
    responses(
        (status = 200, body = Status),
        (status = 204, description = "the stream has nothing more: do not connect again"),
        (status = 429, description = "too_many_streams of this session", body = Document, content_type = "application/problem+json"),
        (status = 503, description = "too_many_streams", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Segment(order_id): Segment,
    Shopper(customer): Shopper,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let stored = owned(&app, &order_id, &customer).await?;
    let wants_stream = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/event-stream"));
    if wants_stream {
        return stream::of(&app, stored, &customer, &headers);
    }
    let status = axum::Json(Status::of(&app, &stored).await);
    Ok(([(CACHE_CONTROL, "no-store")], status).into_response())
}

/// The order, if it is this customer's.
pub(crate) async fn owned(app: &App, order_id: &str, customer: &CustomerId) -> Result<Stored, Problem> {
    let order_id = OrderId::new(order_id).map_err(|_| Problem::no_such_order())?;
    let stored = app.host.store.payment_of_order(&order_id).await?;
    stored.filter(|stored| stored.order.customer_id == *customer).ok_or_else(Problem::no_such_order)
}
