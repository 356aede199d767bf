//! A payment as an operator sees it: state, amounts, reasons, allowed decisions.

use super::App;
use super::problem::{FieldMismatch, Problem, field_mismatches};
use crate::store::Stored;
use daejo::id::OrderId;
use daejo::payment::{Decision, Refund, RefundState};
use serde::Serialize;
use utoipa::ToSchema;

/// A payment. Amounts are minor units of `currency`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentView {
    order_id: String,
    payment_id: String,
    pg: &'static str,
    /// The core's state, such as `quarantined`.
    state: &'static str,
    version: u32,
    amount: i64,
    currency: &'static str,
    captured: i64,
    refunded: i64,
    refundable: i64,
    /// The reason of the state, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The fields that differ, if that is the reason.
    mismatches: Vec<FieldMismatch>,
    /// The decisions that are allowed now; empty unless the payment is quarantined.
    #[schema(value_type = Vec<String>)]
    allowed_decisions: &'static [Decision],
}

impl PaymentView {
    pub(crate) fn of(stored: &Stored) -> Self {
        let payment = &stored.payment;
        Self {
            order_id: payment.order_id.as_str().into(),
            payment_id: payment.payment_id.as_str().into(),
            pg: payment.pg.code(),
            state: payment.state.code(),
            version: payment.version,
            amount: payment.amount.minor(),
            currency: payment.currency.code(),
            captured: payment.captured.minor(),
            refunded: payment.refunded.minor(),
            refundable: payment.refundable().minor(),
            reason: payment.reason.map(|reason| reason.code()),
            mismatches: field_mismatches(&payment.mismatches),
            allowed_decisions: payment.allowed_decisions(),
        }
    }
}

/// A refund, without its account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RefundView {
    refund_id: String,
    /// In minor units; left out for all that was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<i64>,
    reason: String,
    /// `requested`, `unknown` (the PG is being queried), `done`, `refused`.
    state: &'static str,
    /// Why the PG refused, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'static str>,
}

impl RefundView {
    pub(crate) fn of(refund: &Refund) -> Self {
        Self {
            refund_id: refund.refund_id.as_str().into(),
            amount: refund.amount.map(|amount| amount.minor()),
            reason: refund.reason.clone(),
            state: match refund.state {
                RefundState::Requested => "requested",
                RefundState::Unknown => "unknown",
                RefundState::Done => "done",
                RefundState::Refused => "refused",
            },
            refusal: refund.refusal.map(|reason| reason.code()),
        }
    }
}

/// Whether nothing more happens to a refund.
pub(crate) fn has_ended(refund: &Refund) -> bool {
    matches!(refund.state, RefundState::Done | RefundState::Refused)
}

/// The payment of an order, of any shopper.
pub(crate) async fn of_order(app: &App, order_id: &str) -> Result<Stored, Problem> {
    let order_id = OrderId::new(order_id).map_err(|_| Problem::no_such_order())?;
    app.host.store.payment_of_order(&order_id).await?.ok_or_else(Problem::no_such_order)
}
