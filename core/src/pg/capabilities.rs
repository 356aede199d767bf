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

/// Whether a PG tells of changes by itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "how often a PG is asked depends on what it tells")]
pub enum Webhooks {
    /// Never: whatever changes has to be asked for.
    None,
    /// It tells, and anybody could have written it: a knock at the door.
    Unsigned,
    /// It tells, and signs. It still only makes us look.
    Signed,
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
    /// For how long a confirm's idempotency key is honoured; 0 if never.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub confirm_idempotency_ms: u64,
    /// For how long a refund's idempotency key is honoured; 0 if never.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub refund_idempotency_ms: u64,
    /// Whether a refused request is stored under its idempotency key and answered again.
    pub refusals_are_replayed: bool,
    /// Whether a refund is refused that states another balance than the PG's: then a part cannot go back twice.
    pub refund_balance_check: bool,
    /// Whether the PG lists our own reference with a refund.
    pub refund_references: bool,
    /// For how long a confirm of unknown outcome can be undone (망취소); 0 if it cannot.
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
    /// Whether the PG tells of changes by itself.
    pub webhooks: Webhooks,
}
