//! What a merchant may choose about the process, and the schedules that follow from it.

use super::Payment;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// How often a virtual account is asked about without a webhook.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub deposit_poll_ms: u32,
    /// How long after its deadline a deposit is still waited for.
    #[cfg_attr(feature = "typescript", ts(as = "Option<_>", optional))]
    pub deposit_grace_ms: u32,
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
            deposit_poll_ms: 30 * 60_000,
            deposit_grace_ms: 10 * 60_000,
        }
    }
}

impl Policy {
    /// When to ask again after `vain` queries that brought nothing: doubling, capped, with up to a quarter of
    /// jitter that is derived from the payment, so that a thousand payments do not ask in step.
    pub(super) fn ask_again_at(&self, payment: &Payment, vain: u32, now: Timestamp) -> Timestamp {
        let doubled = u64::from(self.first_pause_ms).checked_shl(vain.min(20)).unwrap_or(u64::MAX);
        let pause = doubled.min(u64::from(self.longest_pause_ms));
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
