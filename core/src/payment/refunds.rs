//! What is stored of a payment's refunds.

use crate::id::{OperatorId, RefundId};
use crate::money::Amount;
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// How far a refund is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "only a finished refund counts as money given back")]
pub enum RefundState {
    /// To be sent.
    Requested,
    /// Sent, outcome not known: the PG is queried.
    Unknown,
    /// The PG carried it out.
    Done,
    /// The PG surely refused.
    Refused,
}

impl RefundState {
    /// The code by which every language knows this state.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Unknown => "unknown",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// One refund.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Refund {
    /// Our reference. The PG keeps it too, if it can.
    pub refund_id: RefundId,
    /// How much, in minor units; left out for all that is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Why, for the PG's records.
    pub reason: String,
    /// Who asked for it; left out if the process itself gives money back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_by: Option<OperatorId>,
    /// How far it is.
    pub state: RefundState,
    /// Number of requests for it that may have reached the PG.
    pub open_requests: u32,
    /// Number of the idempotency key in use, from 1. A PG keeps a refusal under its key, so the next try needs
    /// another.
    pub round: u32,
    /// Its tax-free part, in minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Amount>", optional))]
    pub tax_free: Amount,
    /// When it was first sent under the current key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// Whether it goes to the shopper's account, which the host holds.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub to_account: bool,
    /// Why the PG refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Reason>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
const fn is_zero(amount: &Amount) -> bool {
    amount.is_zero()
}
