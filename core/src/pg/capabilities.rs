//! What a PG can do, as data, so that the payment process never depends on the PG's name.

use serde::{Deserialize, Serialize};

/// By which ids a payment can be queried.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "recovery must handle each")]
pub enum OrderQuery {
    /// By the merchant's order id and by the PG's payment key.
    ByOrderId,
    /// By the PG's payment key only.
    ByPaymentKeyOnly,
    /// By neither: only a reversal or a person can settle an unknown outcome.
    None,
}

impl OrderQuery {
    /// Every kind of query, in declared order.
    pub const ALL: [Self; 3] = [Self::ByOrderId, Self::ByPaymentKeyOnly, Self::None];

    /// The code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByOrderId => "by_order_id",
            Self::ByPaymentKeyOnly => "by_payment_key_only",
            Self::None => "none",
        }
    }
}

/// Whether a PG sends webhooks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "how often a PG is queried depends on its webhooks")]
pub enum Webhooks {
    /// It sends none: every change has to be found by a query.
    None,
    /// It sends webhooks without a signature. Anyone can forge one, so it only triggers a query.
    Unsigned,
    /// It signs its webhooks. A webhook still only triggers a query.
    Signed,
}

impl Webhooks {
    /// Every kind of webhook, in declared order.
    pub const ALL: [Self; 3] = [Self::None, Self::Unsigned, Self::Signed];

    /// The code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unsigned => "unsigned",
            Self::Signed => "signed",
        }
    }
}

/// What a PG can do. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Capabilities {
    /// Whether the money is taken before the shopper returns. Otherwise a confirm request takes it.
    pub return_means_money: bool,
    /// By which ids a payment can be queried.
    pub order_query: OrderQuery,
    /// For how long the PG recognises a confirm's idempotency key; 0 if it does not use keys.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub confirm_idempotency_ms: u64,
    /// For how long the PG recognises a refund's idempotency key; 0 if it does not use keys.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub refund_idempotency_ms: u64,
    /// Whether the PG stores a refusal under its idempotency key and repeats it for the same key.
    pub refusals_are_replayed: bool,
    /// Whether the PG refuses a refund that states another balance than its own. Then the same part cannot be refunded
    /// twice.
    pub refund_balance_check: bool,
    /// Whether the PG's record lists the merchant's refund id with each refund.
    pub refund_references: bool,
    /// For how long a confirm of unknown outcome can be reversed (망취소); 0 if it cannot.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub reversal_ms: u64,
    /// How many partial refunds a payment can have; 0 for full refunds only.
    pub part_refunds: u32,
    /// For how long a new payment can be missing from queries.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub visibility_delay_ms: u64,
    /// For how long after the shopper's authentication the PG accepts a confirm.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub confirm_window_ms: u64,
    /// Whether the PG sends webhooks, and whether it signs them.
    pub webhooks: Webhooks,
}
