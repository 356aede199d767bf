//! Quarantined payments: the list, the history, and the operator's decision.

use super::body::{Json, Segment};
use super::operator_view::{self, PaymentView};
use super::problem::{Document, Problem};
use super::{App, operator, refunds, wait};
use crate::store::Stored;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use daejo::payment::{Decision, State as PaymentState};
use daejo::pg::RefundAccount;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;

/// An operator's decision about a quarantined payment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionRequest {
    /// One of `allowedDecisions`: `accept_as_paid`, `refund`, `decline`, `ask_again`.
    #[schema(value_type = String)]
    decision: Decision,
    /// The account that receives the refund of a deposited virtual account: `{bankCode, accountNumber, holderName}`.
    #[schema(value_type = Option<Object>)]
    account: Option<RefundAccount>,
}

/// Payments in a state, those without a change for longest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Payments {
    payments: Vec<PaymentView>,
}

/// The changes of a payment, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    payment: PaymentView,
    history: Vec<HistoryEntry>,
}

/// One change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryEntry {
    version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    to: String,
    /// The kind of event.
    event: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The operator who decided or requested it.
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<String>,
    /// In milliseconds since 1970.
    at: i64,
}

/// The query of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    #[serde(default = "quarantined")]
    state: PaymentState,
    #[serde(default = "default_limit")]
    limit: u32,
}

const fn quarantined() -> PaymentState {
    PaymentState::Quarantined
}

const fn default_limit() -> u32 {
    50
}

const MAX_LIMIT: u32 = 200;

/// Carries out an operator's decision.
#[utoipa::path(
    post, path = "/api/v1/payments/{orderId}/decisions", tag = "operator", request_body = DecisionRequest,
    params(
        ("orderId" = String, Path),
        ("Authorization" = String, Header),
        ("Operator-Id" = String, Header, description = "who decides, for the history: 1 to 64 visible ASCII characters"),
    ),
    responses(
        (status = 200, body = PaymentView),
        (status = 202, description = "the PG is being called: see the history later", body = PaymentView),
        (status = 400, description = "operator_id_invalid", body = Document, content_type = "application/problem+json"),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
        (status = 409, description = "nothing_to_decide, decision_not_allowed, refund_account_missing", body = Document, content_type = "application/problem+json"),
        (status = 503, description = "too_busy: nothing was changed", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn decide(
    State(app): State<App>,
    Segment(order_id): Segment,
    headers: HeaderMap,
    Json { value: DecisionRequest { decision, account }, .. }: Json<DecisionRequest>,
) -> Result<Response, Problem> {
    let operator = operator::author(&headers)?;
    account.as_ref().map_or(Ok(()), refunds::account)?;
    let stored = operator_view::of_order(&app, &order_id).await?;
    let watch = app.host.changes.watch(&stored.payment.order_id);
    let id = stored.payment.payment_id.clone();
    let deadline = Instant::now().checked_add(app.confirm_wait).unwrap_or_else(Instant::now);
    let applied = app.host.decide(&id, decision, &operator, account.as_ref()).await?;
    tracing::info!(payment = id.as_str(), ?decision, "an operator decided");
    let is_over = |stored: &Stored| {
        stored.payment.state.is_settled() || stored.payment.state == PaymentState::Quarantined
    };
    let stored = wait::until(&app.host, applied.stored, watch, deadline, is_over).await?;
    let answer = ([(CACHE_CONTROL, "no-store")], axum::Json(PaymentView::of(&stored)));
    Ok(if is_over(&stored) {
        answer.into_response()
    } else {
        (StatusCode::ACCEPTED, [(RETRY_AFTER, "1")], answer).into_response()
    })
}

/// Payments in a state; without one, those that wait for an operator's decision.
#[utoipa::path(
    get, path = "/api/v1/payments", tag = "operator",
    params(
        ("state" = Option<String>, Query, description = "a state of the core; `quarantined` if left out"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 if left out"),
        ("Authorization" = String, Header),
    ),
    responses(
        (status = 200, body = Payments),
        (status = 400, description = "query_invalid", body = Document, content_type = "application/problem+json"),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    query: Result<Query<ListQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let invalid = || {
        Problem::new(
            400,
            "query_invalid",
            "The query must be `state` with a state of the core and `limit` of 1 to 200.",
        )
    };
    let Ok(Query(query)) = query else { return Err(invalid()) };
    if !(1..=MAX_LIMIT).contains(&query.limit) {
        return Err(invalid());
    }
    let mut payments = Vec::new();
    for id in app.host.store.payments_in(query.state, query.limit).await? {
        // It may have changed between the two queries.
        let stored = app.host.store.payment(&id).await?;
        payments.extend(
            stored.filter(|stored| stored.payment.state == query.state).as_ref().map(PaymentView::of),
        );
    }
    Ok(([(CACHE_CONTROL, "no-store")], axum::Json(Payments { payments })).into_response())
}

/// All changes of the payment of an order.
#[utoipa::path(
    get, path = "/api/v1/payments/{orderId}/history", tag = "operator",
    params(("orderId" = String, Path), ("Authorization" = String, Header)),
    responses(
        (status = 200, body = History),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn history(State(app): State<App>, Segment(order_id): Segment) -> Result<Response, Problem> {
    let stored = operator_view::of_order(&app, &order_id).await?;
    let lines = app.host.store.history(&stored.payment.payment_id).await?;
    let history = lines
        .into_iter()
        .map(|line| HistoryEntry {
            version: line.version,
            from: line.from,
            to: line.to,
            event: line.event,
            reason: line.reason,
            operator: line.operator,
            at: line.at,
        })
        .collect();
    let answer = History { payment: PaymentView::of(&stored), history };
    Ok(([(CACHE_CONTROL, "no-store")], axum::Json(answer)).into_response())
}
