//! The merchant's calendar: dates, the time of day and the offset from UTC.

use super::PlanDay;
use crate::json;
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use core::fmt;
use jiff::Span;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize};

/// A date on the merchant's calendar, as `2026-01-31`: 1970-01-02 to 9999-12-31.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
pub struct LocalDate(Date);

/// The text is not a date of the merchant's calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a date is written YYYY-MM-DD, from 1970-01-02 to 9999-12-31")]
pub struct LocalDateError;

impl LocalDate {
    /// In UTC, local midnight of 1970-01-01 can fall in 1969, which a [`Timestamp`] cannot express.
    const FIRST: Date = Date::constant(1970, 1, 2);

    /// Reads `2026-01-31`; other notations are refused.
    ///
    /// # Errors
    /// The day does not exist, is written in another notation, or is out of range.
    pub fn parse(text: &str) -> Result<Self, LocalDateError> {
        let date: Date = text.parse().map_err(|_| LocalDateError)?;
        // The library also accepts `20260131` and a date with a time; only one notation is allowed here.
        if date < Self::FIRST || date.to_string() != text { Err(LocalDateError) } else { Ok(Self(date)) }
    }

    /// The local day of `at` at `offset` from UTC; none after the year 9999.
    pub(super) fn of(at: Timestamp, offset: OffsetMinutes) -> Option<Self> {
        let at = jiff::Timestamp::from_millisecond(at.millis()).ok()?;
        Some(Self(offset.to_jiff()?.to_datetime(at).date()))
    }

    /// This many days later; none after the year 9999.
    pub(super) fn plus_days(self, days: i64) -> Option<Self> {
        self.plus(Span::new().try_days(days).ok()?)
    }

    /// The same day this many years later, or 28 February where there is no 29th; none after the year 9999.
    pub(super) fn plus_years(self, years: i64) -> Option<Self> {
        self.plus(Span::new().try_years(years).ok()?)
    }

    /// The plan's day in the month that is this many months after this date's month; none after the year 9999.
    pub(super) fn plan_day_after_months(self, months: i64, day: PlanDay) -> Option<Self> {
        let first = self.0.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()?;
        let day = i8::try_from(day.0).ok()?.min(first.days_in_month());
        first.with().day(day).build().ok().map(Self)
    }

    fn plus(self, span: Span) -> Option<Self> {
        self.0.checked_add(span).ok().map(Self)
    }

    /// The instant of `minute` on this day; none if a [`Timestamp`] cannot express it.
    pub(super) fn at(self, minute: MinuteOfDay, offset: OffsetMinutes) -> Option<Timestamp> {
        let instant = offset.to_jiff()?.to_timestamp(self.0.to_datetime(minute.to_jiff()?)).ok()?;
        Timestamp::from_millis(instant.as_millisecond()).ok()
    }

    #[cfg(test)]
    pub(super) const fn date(self) -> Date {
        self.0
    }
}

impl TryFrom<String> for LocalDate {
    type Error = LocalDateError;

    fn try_from(text: String) -> Result<Self, LocalDateError> {
        Self::parse(&text)
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const WANTED: &str = "a date written YYYY-MM-DD, from 1970-01-02 to 9999-12-31";
        json::text(deserializer, WANTED, |text| Self::parse(&text).ok())
    }
}

impl From<LocalDate> for String {
    fn from(date: LocalDate) -> Self {
        date.0.to_string()
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number is out of the range that its type documents.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the number is out of its range")]
pub struct OutOfRange;

/// How far local time is ahead of UTC, in minutes: -720 to 840, the offsets that are in use. Korea is 540 ahead all year
/// (no daylight saving since 1988).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(into = "i16")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
pub struct OffsetMinutes(i16);

impl OffsetMinutes {
    /// Korea.
    pub const KOREA: Self = Self(540);

    /// Takes the offset in minutes.
    ///
    /// # Errors
    /// Below -720 or above 840.
    pub const fn new(minutes: i16) -> Result<Self, OutOfRange> {
        if minutes < -720 || minutes > 840 { Err(OutOfRange) } else { Ok(Self(minutes)) }
    }

    fn to_jiff(self) -> Option<Offset> {
        Offset::from_seconds(i32::from(self.0).checked_mul(60)?).ok()
    }
}

impl Default for OffsetMinutes {
    fn default() -> Self {
        Self::KOREA
    }
}

impl TryFrom<i16> for OffsetMinutes {
    type Error = OutOfRange;

    fn try_from(minutes: i16) -> Result<Self, OutOfRange> {
        Self::new(minutes)
    }
}

impl<'de> Deserialize<'de> for OffsetMinutes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const WANTED: &str = "a whole number from -720 to 840 (minutes east of UTC)";
        json::whole(deserializer, WANTED, |minutes| Self::new(i16::try_from(minutes).ok()?).ok())
    }
}

impl From<OffsetMinutes> for i16 {
    fn from(offset: OffsetMinutes) -> Self {
        offset.0
    }
}

/// A time of day in minutes after local midnight: 0 to 1439.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(into = "u16")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
pub struct MinuteOfDay(u16);

impl MinuteOfDay {
    /// Takes minutes after midnight.
    ///
    /// # Errors
    /// 1440 and above.
    pub const fn new(minutes: u16) -> Result<Self, OutOfRange> {
        if minutes < 24 * 60 { Ok(Self(minutes)) } else { Err(OutOfRange) }
    }

    fn to_jiff(self) -> Option<Time> {
        let hour = i8::try_from(self.0.checked_div(60)?).ok()?;
        let minute = i8::try_from(self.0.checked_rem(60)?).ok()?;
        Time::new(hour, minute, 0, 0).ok()
    }
}

impl TryFrom<u16> for MinuteOfDay {
    type Error = OutOfRange;

    fn try_from(minutes: u16) -> Result<Self, OutOfRange> {
        Self::new(minutes)
    }
}

impl<'de> Deserialize<'de> for MinuteOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const WANTED: &str = "a whole number from 0 to 1439 (minutes since midnight)";
        json::whole(deserializer, WANTED, |minutes| Self::new(u16::try_from(minutes).ok()?).ok())
    }
}

impl From<MinuteOfDay> for u16 {
    fn from(minute: MinuteOfDay) -> Self {
        minute.0
    }
}
