//! `POST /api/v1/webhooks/{pg}`: read, stored once, acknowledged; what it says is looked up at the PG afterwards.

use super::body::Segment;
use super::problem::{Document, Problem};
use super::{App, body};
use crate::clock::now;
use crate::measure;
use crate::store::{Kept, Received, StoreError, Stored};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use daejo::id::{OrderId, PaymentKey};
use daejo::pg::{self, Notice, NoticeKind, Pg, WebhookHeaders};
use std::sync::Arc;

/// Takes a PG's notice.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{pg}", tag = "pg", params(("pg" = String, Path)),
    responses(
        (status = 200, description = "taken, or nothing to do"),
        (status = 400, description = "webhook_unreadable", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn receive(
    State(app): State<App>,
    Segment(pg): Segment,
    request: Request,
) -> Result<StatusCode, Problem> {
    let pg = Pg::from_code(&pg).ok_or_else(|| Problem::not_found("unknown_pg"))?;
    let headers = of_pg(request.headers());
    let bytes = body::read(request, &app).await?;
    let notice = pg::read_webhook(pg, &headers, &bytes, None);
    if notice.kind == NoticeKind::Unreadable {
        measure::webhook("unreadable");
        return Err(Problem::new(400, "webhook_unreadable", "This is no webhook of the PG."));
    }
    let Some(stored) = about(&app, pg, &notice).await? else {
        // Another shop's test, a kind that is not ours, or a guess: there is nothing to look up.
        measure::webhook("not_ours");
        return Ok(StatusCode::OK);
    };
    let payment_id = stored.payment.payment_id;
    let received = Received { pg, webhook_id: notice.webhook_id, payment_id, headers, body: bytes.into() };
    match app.host.store.receive(&received, now()).await? {
        Kept::New => measure::webhook("new"),
        Kept::TooMany => measure::webhook("too_many"),
        Kept::Repeated => {
            measure::webhook("repeated");
            return Ok(StatusCode::OK);
        }
    }
    if app.rooms.is_driven_out(&app.host) {
        // It is stored: the worker takes it up when there is room.
        return Ok(StatusCode::OK);
    }
    let host = Arc::clone(&app.host);
    app.host.tasks.spawn(async move {
        if let Err(error) = host.notice(&received).await {
            // It is stored: the worker takes it up.
            tracing::error!(payment = received.payment_id.as_str(), %error, "a webhook waits");
        }
    });
    Ok(StatusCode::OK)
}

/// The PG's own headers. The others are of no use, and some of them are secrets.
fn of_pg(headers: &HeaderMap) -> WebhookHeaders {
    let ours = headers.iter().filter(|(name, _)| name.as_str().contains("webhook"));
    ours.filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect()
}

/// The payment that a notice is about, by the PG's number or by the order.
async fn about(app: &App, pg: Pg, notice: &Notice) -> Result<Option<Stored>, StoreError> {
    let store = &app.host.store;
    if let Some(order_id) = notice.order_id.as_deref().and_then(|id| OrderId::new(id).ok()) {
        return store.payment_of_order(&order_id).await;
    }
    match notice.payment_key.as_deref().and_then(|key| PaymentKey::new(key).ok()) {
        Some(key) => store.payment_of_key(pg, &key).await,
        None => Ok(None),
    }
}
