//! The state of the periods so far, as the host stored it.

use crate::json::tagged;
use crate::time::Timestamp;
use alloc::vec::Vec;
use core::num::{NonZeroU16, NonZeroU32};
use serde::{Deserialize, Serialize};

/// What follows a decline.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a declined period is tried again or it is not")]
pub enum AfterDecline {
    /// The plan's retries.
    #[default]
    Retry,
    /// It is tried again now: the shopper registered another card, or an operator decided so.
    ChargeAgain,
    /// A retry cannot succeed: the billing key was deleted, the card has expired. An operator decides.
    GiveUp,
}

impl AfterDecline {
    /// Every choice, in declared order.
    pub const ALL: [Self; 3] = [Self::Retry, Self::ChargeAgain, Self::GiveUp];

    /// The code of this choice, as it is written in JSON. Never renamed, never reused.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::ChargeAgain => "charge_again",
            Self::GiveUp => "give_up",
        }
    }
}

tagged! { "state" deny_unknown_fields;
    /// The state of one period: the host's row, unique by subscription and period.
    #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
    #[expect(clippy::exhaustive_enums, reason = "every state of a period decides whether it is charged")]
    pub enum PeriodCharge {
        /// A charge is about to be sent or was sent, and its outcome is not known.
        UnderWay {
            /// The number of the period.
            period: NonZeroU32,
            /// The number of the attempt, from 1.
            attempt: NonZeroU16,
        },
        /// It was paid; also if it was refunded later.
        Settled {
            /// The number of the period.
            period: NonZeroU32,
        },
        /// The PG certainly declined the last attempt.
        Declined {
            /// The number of the period.
            period: NonZeroU32,
            /// How many attempts were declined, at least 1.
            attempts: NonZeroU16,
            /// When the last attempt was declined.
            declined_at: Timestamp,
            /// What follows; the plan's retries unless given.
            #[serde(default)]
            #[cfg_attr(feature = "typescript", ts(as = "Option<AfterDecline>"))]
            next: AfterDecline,
        },
        /// An operator decided that it is never charged.
        Waived {
            /// The number of the period.
            period: NonZeroU32,
        },
    }
}

impl PeriodCharge {
    /// The code of this state, as it is written in JSON. Never renamed, never reused.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnderWay { .. } => "under_way",
            Self::Settled { .. } => "settled",
            Self::Declined { .. } => "declined",
            Self::Waived { .. } => "waived",
        }
    }

    /// The number of the period.
    #[must_use]
    pub const fn period(&self) -> NonZeroU32 {
        match *self {
            Self::UnderWay { period, .. }
            | Self::Settled { period }
            | Self::Declined { period, .. }
            | Self::Waived { period } => period,
        }
    }

    /// Whether nothing is left to do about it.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        match self {
            Self::Settled { .. } | Self::Waived { .. } => true,
            Self::UnderWay { .. } | Self::Declined { .. } => false,
        }
    }
}

/// The state of a subscription's periods so far. It must be complete: a period that is not in it counts as never tried.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct ChargeRecord {
    /// All periods up to and including this number are closed, and their rows may be left out; 0 unless given. It keeps
    /// the record of a long subscription short, and lets one that was taken over from another system start in the
    /// middle.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<u32>"))]
    pub closed_through: u32,
    /// The rows, in any order, at most one for each period.
    pub charges: Vec<PeriodCharge>,
}
