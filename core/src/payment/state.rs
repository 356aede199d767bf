//! The states of a payment.

use serde::{Deserialize, Serialize};

/// Where a payment stands with us.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new state must break every reader until it decides")]
pub enum State {
    /// The order is recorded and its stock is held; the shopper may pay.
    Ready,
    /// The shopper authenticated; the confirm (승인) is under way.
    Confirming,
    /// A virtual account was issued; its deposit has not come yet.
    AwaitingDeposit,
    /// The money was taken.
    Paid,
    /// A part was given back.
    PartiallyRefunded,
    /// All of it was given back.
    Refunded,
    /// A refund is under way.
    Refunding,
    /// A request of unknown outcome is being undone (망취소).
    Reversing,
    /// The PG, the card issuer or the cross-check refused.
    Declined,
    /// The shopper canceled before money moved.
    Canceled,
    /// It was not completed in time.
    Expired,
    /// Money may have moved: the PG is queried.
    Unknown,
    /// The records contradict each other or stay silent: a person decides.
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
        matches!(self.phase(), Phase::Paid | Phase::Ended)
    }
}

/// Five groups of states that most decisions do not tell apart.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "every reader decides about each group")]
pub enum Phase {
    /// No outcome yet: ready, confirming, awaiting_deposit, reversing, unknown.
    Open,
    /// The money is with the PG: paid, partially_refunded.
    Paid,
    /// A refund is under way: refunding.
    Refunding,
    /// The PG holds nothing: refunded, declined, canceled, expired.
    Ended,
    /// A person decides: quarantined.
    Quarantined,
}

impl State {
    /// The group that this state belongs to.
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self {
            Self::Ready | Self::Confirming | Self::AwaitingDeposit | Self::Reversing | Self::Unknown => {
                Phase::Open
            }
            Self::Paid | Self::PartiallyRefunded => Phase::Paid,
            Self::Refunding => Phase::Refunding,
            Self::Refunded | Self::Declined | Self::Canceled | Self::Expired => Phase::Ended,
            Self::Quarantined => Phase::Quarantined,
        }
    }
}
