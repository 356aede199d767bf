//! Probes and metrics.

use super::App;
use super::problem::{Document, Problem};
use crate::measure;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200)))]
pub(crate) async fn healthy() -> &'static str {
    "ok"
}

/// The server takes payments: its database answers, and it is not shutting down.
#[utoipa::path(get, path = "/readyz", tag = "operations", responses((status = 200), (status = 503, body = Document)))]
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    if app.host.stopping.is_cancelled() || !app.host.store.is_alive().await {
        return Err(Problem::unavailable());
    }
    Ok("ready")
}

/// Metrics for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operations", responses((status = 200, content_type = "text/plain")))]
pub(crate) async fn metrics() -> Response {
    let page = measure::page().unwrap_or_default();
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], page).into_response()
}
