//! What became of the periods so far, as the host stored it.

use crate::json::tagged;
use crate::time::Timestamp;
use alloc::vec::Vec;
use core::num::{NonZeroU16, NonZeroU32};
use serde::{Deserialize, Serialize};

/// What follows a decline.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a declined period is tried again, by whom ever, or it is not")]
pub enum AfterDecline {
    /// It is tried again as the plan says.
    #[default]
    Retry,
    /// It is tried again now: the shopper gave another card, or a person said so.
    ChargeAgain,
    /// No repetition can help: the billing key was deleted, the card has expired. A person decides.
    GiveUp,
}

tagged! { "state" deny_unknown_fields;
/// What became of one period: the host's row, unique by subscription and period.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every state of a period decides whether it is charged")]
pub enum PeriodCharge {
    /// A charge was about to be sent, was sent, or nobody knows what became of it.
    UnderWay {
        /// Which period.
        period: NonZeroU32,
        /// Which attempt, from 1.
        attempt: NonZeroU16,
    },
    /// It was paid; also if the money has gone back since.
    Settled {
        /// Which period.
        period: NonZeroU32,
    },
    /// The PG surely refused its last attempt.
    Declined {
        /// Which period.
        period: NonZeroU32,
        /// How many attempts were declined, at least 1.
        attempts: NonZeroU16,
        /// When the last one was.
        declined_at: Timestamp,
        /// What follows; the plan's retries unless said otherwise.
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(as = "Option<AfterDecline>", optional))]
        next: AfterDecline,
    },
    /// A person decided that it is never charged.
    Waived {
        /// Which period.
        period: NonZeroU32,
    },
}
}

impl PeriodCharge {
    /// Which period it is about.
    #[must_use]
    pub const fn period(&self) -> NonZeroU32 {
        match *self {
            Self::UnderWay { period, .. }
            | Self::Settled { period }
            | Self::Declined { period, .. }
            | Self::Waived { period } => period,
        }
    }

    /// Whether nothing of it is left to do.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        match self {
            Self::Settled { .. } | Self::Waived { .. } => true,
            Self::UnderWay { .. } | Self::Declined { .. } => false,
        }
    }
}

/// What became of a subscription's periods so far. It is the whole truth: a period that is not in it was never tried.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChargeRecord {
    /// All periods up to and with this number are closed, and their rows may be left out; 0 unless given. So the
    /// record of a subscription of ten years stays short, and one that was taken over can begin in its middle.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<u32>", optional))]
    pub closed_through: u32,
    /// The rows, in any order, at most one for each period.
    pub charges: Vec<PeriodCharge>,
}
