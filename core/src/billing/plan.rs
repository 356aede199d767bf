//! What a subscription and its merchant agreed on.

use super::date::{LocalDate, MinuteOfDay, OffsetMinutes, OutOfRange};
use crate::id::SubscriptionId;
use crate::time::Timestamp;
use alloc::vec::Vec;
use core::num::{NonZeroU8, NonZeroU16};
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each unit counts in its own way")]
pub enum Unit {
    /// Days.
    Day,
    /// Calendar months: the anchor's day of the month, or the last one of a shorter month.
    Month,
    /// Calendar years: 29 February is 28 February where there is none.
    Year,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Every {
    /// In what it is counted.
    pub unit: Unit,
    /// How many of it, 1 to 65535.
    pub count: NonZeroU16,
}

/// What is done about missed periods. A period is missed if it was over, or one after it was charged, before anybody
/// tried to charge it: the scheduler was down, or the subscription was taken over from elsewhere. One that was tried
/// and declined is not missed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a missed period is charged or it is not")]
pub enum Missed {
    /// Only the period that runs now is charged; missed ones never are.
    ChargeLatestOnly,
    /// Each missed period is charged, the oldest first, one after the other.
    ChargeEach,
}

/// The pauses before a declined charge is tried again: up to 20, each of 1 to 255 days. An empty list: never.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(into = "Vec<NonZeroU8>")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "Array<number>"))]
pub struct RetryDays(Vec<NonZeroU8>);

impl RetryDays {
    /// Takes the pauses in days, the one after the first decline first.
    ///
    /// # Errors
    /// More than 20.
    pub fn new(days: Vec<NonZeroU8>) -> Result<Self, OutOfRange> {
        if days.len() > 20 { Err(OutOfRange) } else { Ok(Self(days)) }
    }

    /// The pause after this many declined attempts, in days.
    pub(super) fn after(&self, attempts: NonZeroU16) -> Option<i64> {
        let at = usize::from(attempts.get()).checked_sub(1)?;
        self.0.get(at).map(|days| i64::from(days.get()))
    }
}

impl TryFrom<Vec<NonZeroU8>> for RetryDays {
    type Error = OutOfRange;

    fn try_from(days: Vec<NonZeroU8>) -> Result<Self, OutOfRange> {
        Self::new(days)
    }
}

impl<'de> Deserialize<'de> for RetryDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let many =
            |_| D::Error::invalid_value(Unexpected::Other("list"), &"a list of at most 20 numbers of days");
        Self::new(Vec::deserialize(deserializer)?).map_err(many)
    }
}

impl From<RetryDays> for Vec<NonZeroU8> {
    fn from(days: RetryDays) -> Self {
        days.0
    }
}

/// When a subscription is charged. Period 1 begins on the anchor; a period is paid for when it begins.
///
/// `subscription_id`, `anchor` and `every` number the periods and are never changed: a subscription that moves to
/// another day or another length is a new one, with an id of its own.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Plan {
    /// The merchant's own number of the subscription.
    pub subscription_id: SubscriptionId,
    /// The day on which it began, on the merchant's calendar.
    pub anchor: LocalDate,
    /// How long a period is.
    pub every: Every,
    /// How far the merchant's calendar is ahead of UTC; Korea's 540 minutes unless said otherwise.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<OffsetMinutes>", optional))]
    pub offset_minutes: OffsetMinutes,
    /// When on a period's first day it is charged, in minutes after local midnight.
    pub charge_time: MinuteOfDay,
    /// The term: no period begins on this day or later. What began before it is still collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub until: Option<LocalDate>,
    /// When somebody stopped it: from then on nothing is sent, whatever is owed. A charge under way is still found
    /// out about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub ended_at: Option<Timestamp>,
    /// What is done about missed periods.
    pub missed: Missed,
    /// The pauses in days before a declined charge is tried again: on the local day this long after the decline, at
    /// the charge time. Never again unless given.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<RetryDays>", optional))]
    pub retry_days: RetryDays,
    /// How many days after its charge instant a declined period is still tried again by itself; after that a person
    /// decides. No limit but that of `retry_days` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub grace_days: Option<u16>,
}
