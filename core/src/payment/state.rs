//! Where a payment stands.

use serde::{Deserialize, Serialize};

/// Where a payment stands with us.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new state must break every reader until it decides")]
pub enum State {
    /// The order is recorded, its stock is held, the shopper may pay.
    Ready,
    /// The shopper authenticated; the confirm is under way.
    Confirming,
    /// A virtual account waits for its deposit.
    AwaitingDeposit,
    /// The money was taken.
    Paid,
    /// A part went back.
    PartiallyRefunded,
    /// All went back.
    Refunded,
    /// A refund is under way.
    Refunding,
    /// A request of unknown outcome is being undone (망취소).
    Reversing,
    /// The PG or the issuer said no, or the cross-check did.
    Declined,
    /// The shopper called it off before money moved.
    Canceled,
    /// Nobody completed it in time.
    Expired,
    /// Money may have moved: the PG is being asked.
    Unknown,
    /// The PG could not be made to say: a person decides.
    Quarantined,
}

impl State {
    /// Every state, in declared order.
    pub const ALL: [Self; 13] = [
        Self::Ready,
        Self::Confirming,
        Self::AwaitingDeposit,
        Self::Paid,
        Self::PartiallyRefunded,
        Self::Refunded,
        Self::Refunding,
        Self::Reversing,
        Self::Declined,
        Self::Canceled,
        Self::Expired,
        Self::Unknown,
        Self::Quarantined,
    ];

    /// The code by which every language and the database know this state.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Confirming => "confirming",
            Self::AwaitingDeposit => "awaiting_deposit",
            Self::Paid => "paid",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
            Self::Refunding => "refunding",
            Self::Reversing => "reversing",
            Self::Declined => "declined",
            Self::Canceled => "canceled",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
            Self::Quarantined => "quarantined",
        }
    }

    /// Whether the shopper has nothing more to wait for.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        match self {
            Self::Paid
            | Self::PartiallyRefunded
            | Self::Refunded
            | Self::Declined
            | Self::Canceled
            | Self::Expired => true,
            Self::Ready
            | Self::Confirming
            | Self::AwaitingDeposit
            | Self::Refunding
            | Self::Reversing
            | Self::Unknown
            | Self::Quarantined => false,
        }
    }
}
