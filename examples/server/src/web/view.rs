//! A payment as its shopper sees it.

use super::App;
use super::problem::{Differs, differs};
use crate::store::Stored;
use daejo::message::{self, Locale};
use daejo::order::OrderLine;
use daejo::pg::DepositInstructions;
use serde::Serialize;
use utoipa::ToSchema;

/// Where an order stands. Amounts are minor units of `currency`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    order_id: String,
    order_name: String,
    /// The core's state, such as `paid`.
    state: &'static str,
    /// Whether the shopper has nothing more to wait for.
    settled: bool,
    amount: i64,
    currency: &'static str,
    captured: i64,
    refunded: i64,
    /// Why it stands where it stands, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// In which fields the records differed, if that is why.
    mismatches: Vec<Differs>,
    message: Words,
    /// The core's `OrderLine`s.
    #[schema(value_type = Vec<Object>)]
    lines: Vec<OrderLine>,
    /// Until when the order can be paid, in milliseconds since 1970.
    expires_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt_url: Option<String>,
    /// Where to deposit, for a virtual account that waits. It is the shopper's only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    deposit: Option<DepositInstructions>,
}

/// What to tell the shopper.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Words {
    ko: String,
    en: String,
}

impl Status {
    /// With the deposit's instructions, which are the PG's to give.
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
            mismatches: differs(&payment.mismatches),
            message: Words { ko: words(Locale::Ko), en: words(Locale::En) },
            lines: order.lines.clone(),
            expires_at: payment.expires_at.millis(),
            receipt_url: receipt_url.clone(),
            deposit: None,
        }
    }
}
