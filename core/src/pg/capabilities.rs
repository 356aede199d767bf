//! What a PG can do, as data, so that the payment process never asks who the PG is.

use serde::{Deserialize, Serialize};

/// Whether a payment can be asked for before its PG number is known for sure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "recovery must decide what to do with each")]
pub enum OrderQuery {
    /// By the merchant's order id as well as by the PG's number.
    ByOrderId,
    /// By the PG's number only.
    ByPaymentKeyOnly,
    /// Not at all: only a reversal or a person can tell.
    None,
}

/// What a PG can do. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Capabilities {
    /// A return already means money; otherwise a confirm call completes it.
    pub return_means_money: bool,
    /// How a payment can be asked for.
    pub order_query: OrderQuery,
    /// For how long an idempotency key is honoured; 0 if never.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub idempotency_ms: u64,
    /// Whether a refused request is stored under its idempotency key and answered again.
    pub refusals_are_replayed: bool,
    /// For how long a request of unknown outcome can be undone (망취소); 0 if it cannot.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub reversal_ms: u64,
    /// How many part refunds a payment takes; 0 for full refunds only.
    pub part_refunds: u32,
    /// How long after its birth a payment may be missing from a query.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub visibility_delay_ms: u64,
    /// For how long after the shopper's authentication a confirm is taken.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub confirm_window_ms: u64,
    /// Whether webhooks about payments are signed.
    pub signed_webhooks: bool,
}
