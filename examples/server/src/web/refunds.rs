//! `POST|GET /api/v1/payments/{orderId}/refunds`: refunds of all or a part, one for each idempotency key.

use super::body::{Json, Segment};
use super::operator_view::{PaymentView, RefundView};
use super::problem::{Document, Problem};
use super::{App, operator, operator_view, wait};
use crate::host::NewRefund;
use crate::random;
use crate::store::Stored;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use daejo::id::{PaymentId, RefundId};
use daejo::money::Amount;
use daejo::payment::{Payment, Refund, State as PaymentState};
use daejo::pg::RefundAccount;
use daejo::redact::redact;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::time::Instant;
use utoipa::ToSchema;

/// A refund to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RefundRequest {
    /// In minor units; without it, the rest is refunded.
    #[schema(value_type = Option<i64>)]
    amount: Option<Amount>,
    /// Why, for the PG's records: 1 to 120 characters.
    reason: String,
    /// The account that receives the refund of a deposited virtual account: `{bankCode, accountNumber, holderName}`.
    /// ReceiveOutcome until the refund ends.
    #[schema(value_type = Option<Object>)]
    account: Option<RefundAccount>,
}

/// A refund and its payment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refunded {
    refund: RefundView,
    payment: PaymentView,
}

/// The refunds of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refunds {
    refunds: Vec<RefundView>,
    payment: PaymentView,
}

const LONGEST_REASON: usize = 120;

/// Refunds all or a part. The same `Idempotency-Key` with the same body is the same refund.
#[utoipa::path(
    post, path = "/api/v1/payments/{orderId}/refunds", tag = "operator", request_body = RefundRequest,
    params(
        ("orderId" = String, Path),
        ("Idempotency-Key" = String, Header, description = "8 to 200 visible characters, new for each refund"),
        ("Authorization" = String, Header, description = "`Bearer` and the operator's token"),
        ("Operator-Id" = String, Header, description = "who requests it, for the history: 1 to 64 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "it has ended: done or refused", body = Refunded),
        (status = 202, description = "in progress: list the refunds", body = Refunded),
        (status = 400, description = "operator_id_invalid", body = Document, content_type = "application/problem+json"),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "order_not_found, operator_token_not_set", body = Document, content_type = "application/problem+json"),
        (status = 409, description = "idempotency_key_reused, nothing_to_refund, refund_exceeds_balance, refund_under_way, refund_account_missing, part_refund_not_possible", body = Document, content_type = "application/problem+json"),
        (status = 422, description = "body_invalid", body = Document, content_type = "application/problem+json"),
        (status = 503, description = "too_busy: nothing was changed", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn request(
    State(app): State<App>,
    Segment(order_id): Segment,
    headers: HeaderMap,
    Json { value: request, .. }: Json<RefundRequest>,
) -> Result<Response, Problem> {
    let operator = operator::author(&headers)?;
    let key = super::idempotency_key(&headers)?;
    checked(&request)?;
    let stored = operator_view::of_order(&app, &order_id).await?;
    let id = stored.payment.payment_id.clone();
    let (key_part, refund_id) = reference(&app, &id, key, &request)?;
    // The reason that an operator types can contain personal data.
    let reason = redact(request.reason.trim());
    let new = NewRefund {
        refund_id: refund_id.clone(),
        key_part: &key_part,
        amount: request.amount,
        reason: &reason,
        requested_by: &operator,
        account: request.account.as_ref(),
    };
    let watch = app.host.changes.watch(&stored.payment.order_id);
    let deadline = Instant::now().checked_add(app.confirm_wait).unwrap_or_else(Instant::now);
    let applied = app.host.refund(&id, &new).await?;
    tracing::info!(payment = id.as_str(), refund = refund_id.as_str(), "an operator requested a refund");
    let ended = |stored: &Stored| {
        let refund = refund_of(&stored.payment, &refund_id);
        // A quarantined payment waits for a decision: this request does not wait for it.
        refund.is_some_and(operator_view::has_ended) || stored.payment.state == PaymentState::Quarantined
    };
    let stored = wait::until(&app.host, applied.stored, watch, deadline, ended).await?;
    let refund = refund_of(&stored.payment, &refund_id).ok_or_else(Problem::unavailable)?;
    let has_ended = operator_view::has_ended(refund);
    let answer = Refunded { refund: RefundView::of(refund), payment: PaymentView::of(&stored) };
    let answer = ([(CACHE_CONTROL, "no-store")], axum::Json(answer));
    Ok(if has_ended {
        answer.into_response()
    } else {
        (StatusCode::ACCEPTED, [(RETRY_AFTER, "1")], answer).into_response()
    })
}

/// The refunds of an order, oldest first.
#[utoipa::path(
    get, path = "/api/v1/payments/{orderId}/refunds", tag = "operator",
    params(("orderId" = String, Path), ("Authorization" = String, Header)),
    responses(
        (status = 200, body = Refunds),
        (status = 401, description = "operator_only", body = Document, content_type = "application/problem+json"),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<App>, Segment(order_id): Segment) -> Result<Response, Problem> {
    let stored = operator_view::of_order(&app, &order_id).await?;
    let refunds = stored.payment.refunds.iter().map(RefundView::of).collect();
    let answer = Refunds { refunds, payment: PaymentView::of(&stored) };
    Ok(([(CACHE_CONTROL, "no-store")], axum::Json(answer)).into_response())
}

fn refund_of<'a>(payment: &'a Payment, id: &RefundId) -> Option<&'a Refund> {
    payment.refunds.iter().find(|refund| refund.refund_id == *id)
}

/// Checks the texts, which the core leaves to its host.
fn checked(request: &RefundRequest) -> Result<(), Problem> {
    let is_text = |text: &str, longest: usize| {
        let length = text.trim().chars().count();
        (1..=longest).contains(&length) && !text.chars().any(char::is_control)
    };
    if !is_text(&request.reason, LONGEST_REASON) {
        return Err(Problem::invalid("reason"));
    }
    request.account.as_ref().map_or(Ok(()), account)
}

/// Checks the form of an account. Only the bank knows whether it exists.
pub(super) fn account(account: &RefundAccount) -> Result<(), Problem> {
    let is_digits = |text: &str, longest: usize| {
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_code = !account.bank_code.is_empty()
        && account.bank_code.chars().count() <= 20
        && account.bank_code.chars().all(char::is_alphanumeric);
    let holder = account.holder_name.trim().chars().count();
    if !is_code {
        Err(Problem::invalid("account.bankCode"))
    } else if !is_digits(&account.account_number, 20) {
        Err(Problem::invalid("account.accountNumber"))
    } else if !(1..=60).contains(&holder) || account.holder_name.chars().any(char::is_control) {
        Err(Problem::invalid("account.holderName"))
    } else {
        Ok(())
    }
}

/// A refund's id is computed from its key and its body, so that the payment itself distinguishes a repeated request
/// from a reused key.
///
/// The body's part is computed with the session key: an account number could be found from a plain digest by trial. If
/// the session key changes between two attempts, the second one is refused, and nothing is refunded twice.
fn reference(
    app: &App,
    id: &PaymentId,
    key: &str,
    request: &RefundRequest,
) -> Result<(String, RefundId), Problem> {
    let digest = Sha256::digest(format!("{id}\0{key}"));
    let key_part = format!("r{}-", random::spelled(&digest, 20));
    let account = request.account.as_ref();
    let body = serde_json::to_string(&(request.amount, request.reason.trim(), account))
        .map_err(|_| Problem::unavailable())?;
    let refund_id = format!("{key_part}{}", app.sessions.short_mac("refund", &body));
    let refund_id = RefundId::new(refund_id).map_err(|_| Problem::unavailable())?;
    Ok((key_part, refund_id))
}
