//! A payment as its shopper sees it.

use super::App;
use super::problem::{FieldMismatch, field_mismatches};
use crate::store::Stored;
use daejo::message::{self, Locale};
use daejo::order::OrderLine;
use daejo::pg::DepositInstructions;
use serde::Serialize;
use utoipa::ToSchema;

/// The status of an order. Amounts are minor units of `currency`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    order_id: String,
    order_name: String,
    /// The core's state, such as `paid`.
    state: &'static str,
    /// Whether the payment has reached an end.
    settled: bool,
    amount: i64,
    currency: &'static str,
    captured: i64,
    refunded: i64,
    /// The reason of the state, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The fields that differ, if that is the reason.
    mismatches: Vec<FieldMismatch>,
    message: Message,
    /// The core's `OrderLine`s.
    #[schema(value_type = Vec<Object>)]
    lines: Vec<OrderLine>,
    /// Until when the order can be paid, in milliseconds since 1970.
    expires_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt_url: Option<String>,
    /// Deposit instructions of a virtual account that waits for its deposit. Only the shopper sees them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    deposit: Option<DepositInstructions>,
}

/// The message for the shopper.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Message {
    ko: String,
    en: String,
}

impl Status {
    /// With the deposit instructions, which are queried from the PG.
    pub(crate) async fn of(app: &App, stored: &Stored) -> Self {
        let deposit = app.host.deposit_of(&stored.payment).await;
        Self { deposit, ..Self::without_deposit(stored) }
    }

    pub(crate) fn without_deposit(stored: &Stored) -> Self {
        let Stored { order, payment, order_name, receipt_url, fence: _, is_held: _ } = stored;
        let code = payment.message_code();
        let words = |locale| message::for_shopper(code, locale).text;
        Self {
            order_id: order.order_id.as_str().into(),
            order_name: order_name.clone(),
            state: payment.state.code(),
            settled: payment.state.is_settled(),
            amount: payment.amount.minor(),
            currency: payment.currency.code(),
            captured: payment.captured.minor(),
            refunded: payment.refunded.minor(),
            reason: payment.reason.map(|reason| reason.code()),
            mismatches: field_mismatches(&payment.mismatches),
            message: Message { ko: words(Locale::Ko), en: words(Locale::En) },
            lines: order.lines.clone(),
            expires_at: payment.expires_at.millis(),
            receipt_url: receipt_url.clone(),
            deposit: None,
        }
    }
}
