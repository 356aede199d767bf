//! The terms of a subscription: when it is charged, and what follows a missed or a declined charge.

use super::Every;
use super::date::{LocalDate, MinuteOfDay, OffsetMinutes, OutOfRange};
use crate::id::SubscriptionId;
use crate::time::Timestamp;
use alloc::vec::Vec;
use core::num::{NonZeroU8, NonZeroU16};
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};

/// What is done about missed periods. A period is missed if it ended, or a later one was charged, before the first
/// attempt to charge it: the scheduler was down, or the subscription was taken over from another system. A period that
/// was tried and declined is not missed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a missed period is charged or it is not")]
pub enum Missed {
    /// Only the current period is charged; missed ones never are.
    ChargeLatestOnly,
    /// Each missed period is charged, one after the other, the oldest first.
    ChargeEach,
}

impl Missed {
    /// Every policy, in declared order.
    pub const ALL: [Self; 2] = [Self::ChargeLatestOnly, Self::ChargeEach];

    /// The code of this policy, as it is written in JSON. Never renamed, never reused.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChargeLatestOnly => "charge_latest_only",
            Self::ChargeEach => "charge_each",
        }
    }
}

/// The pauses before a declined charge is tried again: up to 20, each of 1 to 255 days. With an empty list it is never
/// tried again.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(into = "Vec<NonZeroU8>")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "Array<number>"))]
pub struct RetryDays(Vec<NonZeroU8>);

impl RetryDays {
    /// Takes the pauses in days, beginning with the one after the first decline.
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

/// When a subscription is charged. A period is charged on its first day, in advance.
///
/// Period 1 begins on the anchor, so the anchor is the date of the first charge, whatever the plan's day is. With days
/// and years the later periods are counted from the anchor. With months each later period begins on the plan's day
/// ([`Every::Month`]):
///
/// - If the anchor is on the plan's day, period 1 is a full one.
/// - If not, period 1 is short: it is the rest of the full period that would have begun on the last plan day before the
///   anchor. With one month it ends on the first plan day after the anchor, which can be the next day. It is shorter
///   than a full one by less than a month, and never longer.
///
/// | anchor | every | period starts |
/// |---|---|---|
/// | 2026-02-28 | 1 month, `"last"` | 02-28, 03-31, 04-30 |
/// | 2026-01-20 | 1 month, `15` | 01-20, 02-15, 03-15 |
/// | 2026-01-10 | 1 month, `15` | 01-10, 01-15, 02-15 |
/// | 2026-01-20 | 3 months, `15` | 01-20, 04-15, 07-15 |
/// | 2026-01-10 | 3 months, `15` | 01-10, 03-15, 06-15 |
///
/// The plan has no price: a shop that charges less for a short first period works that out from the period's `start`
/// and `end`. A shop that takes no money before the plan's day makes that day the anchor.
///
/// `subscription_id`, `anchor` and `every` number the periods and must never change: a subscription that moves to
/// another day or another length is a new one with its own id.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Plan {
    /// The merchant's own number of the subscription.
    pub subscription_id: SubscriptionId,
    /// The day on which it began and is charged first, on the merchant's calendar.
    pub anchor: LocalDate,
    /// How long a period is, and for months on which day it begins.
    pub every: Every,
    /// How far the merchant's calendar is ahead of UTC; 540 minutes (Korea) unless given.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<OffsetMinutes>"))]
    pub offset_minutes: OffsetMinutes,
    /// The time of the charge on a period's first day, in minutes after local midnight.
    pub charge_time: MinuteOfDay,
    /// The end of the term: no period begins on this day or later. Periods that began before it are still charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<LocalDate>,
    /// When the subscription was stopped: from then on nothing is sent, even for unpaid periods. The outcome of a charge
    /// that was sent before is still resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// What is done about missed periods.
    pub missed: Missed,
    /// The pauses in days before a declined charge is tried again: this many local days after the decline, at the
    /// charge time. No retries unless given.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<RetryDays>"))]
    pub retry_days: RetryDays,
    /// For how many days after its charge instant a declined period is retried automatically; after that an operator
    /// decides. Unless given, only `retry_days` limits the retries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_days: Option<u16>,
}
