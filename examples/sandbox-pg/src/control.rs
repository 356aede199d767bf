//! The control API for tests and auditors: scenarios, the ledger and the clock.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use crate::{LedgerEntry, Sandbox, Scenario};

pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/sandbox/ledger", get(ledger))
        .route("/sandbox/scenarios", get(list).put(replace).post(add).delete(clear))
        .route("/sandbox/clock", post(advance))
}

async fn ledger(State(sandbox): State<Sandbox>) -> Json<Vec<LedgerEntry>> {
    Json(sandbox.ledger())
}

async fn list(State(sandbox): State<Sandbox>) -> Json<Vec<Scenario>> {
    Json(sandbox.inner().scenarios.list(sandbox.now()))
}

async fn replace(State(sandbox): State<Sandbox>, Json(scenarios): Json<Vec<Scenario>>) -> StatusCode {
    sandbox.inner().scenarios.replace(scenarios);
    StatusCode::NO_CONTENT
}

async fn add(State(sandbox): State<Sandbox>, Json(scenario): Json<Scenario>) -> StatusCode {
    sandbox.set_scenario(scenario);
    StatusCode::NO_CONTENT
}

async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.clear_scenarios();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Advance {
    advance_ms: u32,
}

async fn advance(State(sandbox): State<Sandbox>, Json(by): Json<Advance>) -> StatusCode {
    sandbox.inner().clock.advance(by.advance_ms);
    sandbox.expire_toss_payments();
    StatusCode::NO_CONTENT
}
