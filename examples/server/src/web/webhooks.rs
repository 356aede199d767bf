//! `POST /api/v1/webhooks/{pg}`: a webhook is read, stored once and acknowledged. Afterwards the PG is queried.

use super::body::Segment;
use super::problem::{Document, Problem};
use super::{App, body};
use crate::clock::now;
use crate::measure;
use crate::store::{ReceiveOutcome, Received, StoreError, Stored};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use daejo::id::{OrderId, PaymentKey};
use daejo::pg::{self, Notice, NoticeKind, Pg, WebhookHeaders};
use std::sync::Arc;

/// Receives a PG's webhook.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{pg}", tag = "pg", params(("pg" = String, Path)),
    responses(
        (status = 200, description = "accepted, or nothing to do"),
        (status = 400, description = "webhook_unreadable", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn receive(
    State(app): State<App>,
    Segment(pg): Segment,
    request: Request,
) -> Result<StatusCode, Problem> {
    let pg = Pg::from_code(&pg).ok_or_else(|| Problem::not_found("unknown_pg"))?;
    let headers = pg_headers(request.headers());
    let bytes = body::read(request, &app).await?;
    let notice = pg::read_webhook(pg, &headers, &bytes, None);
    if notice.kind == NoticeKind::Unreadable {
        measure::webhook("unreadable");
        return Err(Problem::new(400, "webhook_unreadable", "This is not a webhook of the PG."));
    }
    let Some(stored) = find_payment(&app, pg, &notice).await? else {
        // Another shop's order, a kind of webhook that is not used, or a guess: there is nothing to query.
        measure::webhook("not_ours");
        return Ok(StatusCode::OK);
    };
    let payment_id = stored.payment.payment_id;
    let received = Received { pg, webhook_id: notice.webhook_id, payment_id, headers, body: bytes.into() };
    match app.host.store.receive(&received, now()).await? {
        ReceiveOutcome::New => measure::webhook("new"),
        ReceiveOutcome::TooMany => measure::webhook("too_many"),
        ReceiveOutcome::Repeated => {
            measure::webhook("repeated");
            return Ok(StatusCode::OK);
        }
    }
    if app.admission.is_full(&app.host) {
        // It is stored: the worker processes it below the limit.
        return Ok(StatusCode::OK);
    }
    let host = Arc::clone(&app.host);
    app.host.tasks.spawn(async move {
        if let Err(error) = host.process_webhook(&received).await {
            // It is stored: the worker processes it.
            tracing::error!(payment = received.payment_id.as_str(), %error, "webhook not processed, will retry");
        }
    });
    Ok(StatusCode::OK)
}

/// The PG's own headers. The others are not needed, and some are secrets.
fn pg_headers(headers: &HeaderMap) -> WebhookHeaders {
    let ours = headers.iter().filter(|(name, _)| name.as_str().contains("webhook"));
    ours.filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect()
}

/// The payment of a webhook, by the order or by the PG's payment key.
async fn find_payment(app: &App, pg: Pg, notice: &Notice) -> Result<Option<Stored>, StoreError> {
    let store = &app.host.store;
    if let Some(order_id) = notice.order_id.as_deref().and_then(|id| OrderId::new(id).ok()) {
        return store.payment_of_order(&order_id).await;
    }
    match notice.payment_key.as_deref().and_then(|key| PaymentKey::new(key).ok()) {
        Some(key) => store.payment_of_key(pg, &key).await,
        None => Ok(None),
    }
}
