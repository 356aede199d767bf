//! `POST /api/v1/events/resume`: the receiver of events is back, says an operator.

use super::App;
use super::problem::{Document, Problem};
use crate::clock::now;
use axum::extract::State;
use axum::http::StatusCode;

/// Delivers again, at once: to a receiver that had said that it is gone, and what had been given up.
#[utoipa::path(
    post, path = "/api/v1/events/resume", tag = "operator", params(("Authorization" = String, Header)),
    responses(
        (status = 204, description = "deliveries go on"),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "no_event_receiver", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn resume(State(app): State<App>) -> Result<StatusCode, Problem> {
    let Some(outbox) = &app.outbox else {
        return Err(Problem::new(404, "no_event_receiver", "This server delivers no events."));
    };
    app.host.store.resume_events(outbox.digest(), now()).await?;
    tracing::info!("an operator had the events delivered again");
    Ok(StatusCode::NO_CONTENT)
}
