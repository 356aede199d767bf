//! What a merchant may choose about the process, and the schedules that follow from it.

use super::{Payment, State};
use crate::pg::Capabilities;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is done with money that comes after the end.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "money after the end must go somewhere")]
pub enum LateMoney {
    /// It goes back.
    #[default]
    Refund,
    /// The order lives again, if its stock can be had once more; the host finds that out when it stores
    /// [`CommitStock`](super::Effect::CommitStock).
    Revive,
}

/// A merchant's choices. Times are in milliseconds; every member has a default.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Policy {
    /// After how long an answer counts as lost. It may still come, and then it still counts.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub call_timeout_ms: u32,
    /// Whether the PG's own record is compared with the order before the confirm: one request more, and a
    /// tampered payment is refused before money moves instead of refunded after.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub verify_before_confirm: bool,
    /// The pause after the first vain query; it doubles with each one.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub first_pause_ms: u32,
    /// The longest pause.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub longest_pause_ms: u32,
    /// How long after a look a webhook that proves nothing can bring about the next one: whoever knows an order's
    /// number could otherwise have the PG asked without end.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub unproven_notice_pause_ms: u32,
    /// For how long an open outcome is asked about before it is put before a person.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub unknown_budget_ms: u32,
    /// For how long a refund whose outcome is open is asked about before it is put before a person.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub refund_budget_ms: u32,
    /// The longest pause between two tries of a refund: a bank takes longer than a card.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub refund_longest_pause_ms: u32,
    /// What is done with money that comes after the end.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub late_money: LateMoney,
    /// How often a virtual account is asked about without a webhook.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub deposit_poll_ms: u32,
    /// How long after its deadline a deposit is still waited for.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub deposit_grace_ms: u32,
    /// What the PG can do for this merchant, where the contract takes something away; the PG's own abilities
    /// unless given. Never more than the PG honours: the process relies on it with money.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub capabilities: Option<Capabilities>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            call_timeout_ms: 10_000,
            verify_before_confirm: true,
            first_pause_ms: 1_000,
            longest_pause_ms: 60_000,
            unproven_notice_pause_ms: 5_000,
            // Past every PG's confirm window and its own expiry (Toss Payments: 30 minutes).
            unknown_budget_ms: 40 * 60_000,
            // An outage of an evening; a person is told of whatever lasts longer.
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

    /// For how long, and with which longest pause, what `state` waits for is asked about.
    const fn patience(&self, state: State) -> (u32, u32) {
        match state {
            State::Refunding => (self.refund_budget_ms, self.refund_longest_pause_ms),
            State::Ready
            | State::Confirming
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Reversing
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Unknown
            | State::Quarantined => (self.unknown_budget_ms, self.longest_pause_ms),
        }
    }

    /// For how long the outcome of what `state` waits for is asked about.
    pub(super) const fn budget_ms(&self, state: State) -> u32 {
        self.patience(state).0
    }

    /// When to ask again after `vain` queries that brought nothing: doubling, capped, with up to a quarter of
    /// jitter that is derived from the payment, so that a thousand payments do not ask in step.
    pub(super) fn ask_again_at(&self, payment: &Payment, vain: u32, now: Timestamp) -> Timestamp {
        let doubled = u64::from(self.first_pause_ms).checked_shl(vain.min(20)).unwrap_or(u64::MAX);
        let pause = doubled.min(u64::from(self.patience(payment.state).1));
        let spread = (pause / 4).max(1);
        now.plus_millis(pause).plus_millis(jitter(payment, vain).checked_rem(spread).unwrap_or_default())
    }
}

/// A number that looks random and is the same every time: FNV-1a of the payment and the try.
fn jitter(payment: &Payment, salt: u32) -> u64 {
    let bytes = payment.payment_id.as_str().bytes().chain(salt.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
