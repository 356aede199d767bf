//! `POST /api/v1/events/resume`: an operator resumes deliveries after the receiver is back.

use super::App;
use super::problem::{Document, Problem};
use crate::clock::now;
use axum::extract::State;
use axum::http::StatusCode;

/// Resumes deliveries at once, to a receiver that answered 410 too, including events that were given up.
#[utoipa::path(
    post, path = "/api/v1/events/resume", tag = "operator", params(("Authorization" = String, Header)),
    responses(
        (status = 204, description = "deliveries continue"),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "no_event_receiver", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn resume(State(app): State<App>) -> Result<StatusCode, Problem> {
    let Some(outbox) = &app.outbox else {
        return Err(Problem::new(404, "no_event_receiver", "This server delivers no events."));
    };
    app.host.store.resume_events(outbox.digest(), now()).await?;
    tracing::info!("an operator resumed event deliveries");
    Ok(StatusCode::NO_CONTENT)
}
