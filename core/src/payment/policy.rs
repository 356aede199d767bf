//! What a merchant may choose about the process, and the pauses that follow from it.

use super::{Payment, Phase, State};
use crate::pg::Capabilities;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is done with money that comes after the payment had ended.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "money after the end must go somewhere")]
pub enum LateMoney {
    /// It is refunded.
    #[default]
    Refund,
    /// The order is revived if its stock is still there. The host finds that out when it stores
    /// [`CommitStock`](super::Effect::CommitStock).
    Revive,
}

impl LateMoney {
    /// The code by which every language knows this choice.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Revive => "revive",
        }
    }
}

/// A merchant's choices. Times are in milliseconds; every member has a default.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Policy {
    /// After how long an answer counts as lost. If it comes later, it still counts as evidence.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub call_timeout_ms: u32,
    /// Whether the PG's record is compared with the order before the confirm. It costs one request, and a tampered
    /// payment is refused before money moves instead of refunded after.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub verify_before_confirm: bool,
    /// The pause after the first empty query. It doubles with each one.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub first_pause_ms: u32,
    /// The longest pause between two queries.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub longest_pause_ms: u32,
    /// The longest time that the PG's `Retry-After` can put a request off. It never puts one off beyond the budget.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub retry_after_limit_ms: u32,
    /// How long after a query an unauthenticated webhook can cause the next one. Unauthenticated webhooks must not
    /// trigger unlimited queries.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub unproven_notice_pause_ms: u32,
    /// For how long the PG is queried about an open outcome before a person decides.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub unknown_budget_ms: u32,
    /// For how long the PG is queried about a refund with an open outcome before a person decides.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub refund_budget_ms: u32,
    /// The longest pause between two tries of a refund: a bank takes longer than a card.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub refund_longest_pause_ms: u32,
    /// What is done with money that comes after the payment had ended.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub late_money: LateMoney,
    /// The pause between two queries about a virtual account without a webhook.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub deposit_poll_ms: u32,
    /// How long after its deadline a deposit is still expected.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>"))]
    pub deposit_grace_ms: u32,
    /// What the PG can do for this merchant, if the contract allows less than the PG's own capabilities. Never more
    /// than the PG honours: the process relies on it with money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Capabilities>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            call_timeout_ms: 10_000,
            verify_before_confirm: true,
            first_pause_ms: 1_000,
            longest_pause_ms: 60_000,
            retry_after_limit_ms: 10 * 60_000,
            unproven_notice_pause_ms: 5_000,
            // Longer than a PG's confirm window and its own expiry (up to 30 minutes).
            unknown_budget_ms: 40 * 60_000,
            // Longer than an outage of an evening.
            refund_budget_ms: 6 * 60 * 60_000,
            refund_longest_pause_ms: 10 * 60_000,
            late_money: LateMoney::Refund,
            deposit_poll_ms: 30 * 60_000,
            deposit_grace_ms: 10 * 60_000,
            capabilities: None,
        }
    }
}

impl Policy {
    /// The same policy, for a host that found the stock of a revived order gone.
    #[must_use]
    pub const fn refunding_late_money(mut self) -> Self {
        self.late_money = LateMoney::Refund;
        self
    }

    /// For how long, and with which longest pause, the PG is queried about a payment in `state`.
    const fn patience(&self, state: State) -> (u32, u32) {
        match state.phase() {
            Phase::Refunding => (self.refund_budget_ms, self.refund_longest_pause_ms),
            Phase::Open | Phase::Paid | Phase::Ended | Phase::Quarantined => {
                (self.unknown_budget_ms, self.longest_pause_ms)
            }
        }
    }

    /// For how long the PG is queried about a payment in `state`, in milliseconds.
    pub(super) const fn budget_ms(&self, state: State) -> u32 {
        self.patience(state).0
    }

    /// When to query again after so many empty queries: the pause doubles up to the longest one. Up to a quarter of it
    /// is jitter derived from the payment, so that a thousand payments do not query at once.
    pub(super) fn query_again_at(&self, payment: &Payment, empty_queries: u32, now: Timestamp) -> Timestamp {
        let doubled = u64::from(self.first_pause_ms).checked_shl(empty_queries.min(20)).unwrap_or(u64::MAX);
        let pause = doubled.min(u64::from(self.patience(payment.state).1));
        let spread = (pause / 4).max(1);
        let jitter = jitter(payment, empty_queries).checked_rem(spread).unwrap_or_default();
        now.plus_millis(pause).plus_millis(jitter)
    }
}

/// A number that looks random and is always the same: FNV-1a of the payment and the try.
fn jitter(payment: &Payment, salt: u32) -> u64 {
    let bytes = payment.payment_id.as_str().bytes().chain(salt.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
