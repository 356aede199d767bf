//! The merchant's calendar: dates, the time of day and the distance from UTC.

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

/// The text is no date that a subscription can have.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a date is written YYYY-MM-DD, from 1970-01-02 to 9999-12-31")]
pub struct LocalDateError;

impl LocalDate {
    /// Midnight of the day before could lie before 1970 in UTC, where no [`Timestamp`] is.
    const FIRST: Date = Date::constant(1970, 1, 2);

    /// Reads `2026-01-31`, and no other notation.
    ///
    /// # Errors
    /// There is no such day, it is written otherwise, or it lies out of range.
    pub fn parse(text: &str) -> Result<Self, LocalDateError> {
        let date: Date = text.parse().map_err(|_| LocalDateError)?;
        // The library takes `20260131` and a time behind the date too: one notation is enough.
        if date < Self::FIRST || date.to_string() != text { Err(LocalDateError) } else { Ok(Self(date)) }
    }

    /// The day on which `at` falls where clocks are `offset` ahead of UTC; none after the year 9999.
    pub(super) fn of(at: Timestamp, offset: OffsetMinutes) -> Option<Self> {
        let at = jiff::Timestamp::from_millisecond(at.millis()).ok()?;
        Some(Self(offset.to_jiff()?.to_datetime(at).date()))
    }

    /// This many days later; none after the year 9999.
    pub(super) fn plus_days(self, days: i64) -> Option<Self> {
        self.plus(Span::new().try_days(days).ok()?)
    }

    /// The same day of the month this many months later, or the last day of a month that is shorter.
    pub(super) fn plus_months(self, months: i64) -> Option<Self> {
        self.plus(Span::new().try_months(months).ok()?)
    }

    fn plus(self, span: Span) -> Option<Self> {
        self.0.checked_add(span).ok().map(Self)
    }

    /// The instant of `minute` on this day; none where a [`Timestamp`] cannot say it.
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

/// A number out of the range that its type's own page states.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the number is out of its range")]
pub struct OutOfRange;

/// How far local time is ahead of UTC, in minutes: -720 to 840, which is where people live. Korea is 540 ahead, all
/// year round (no daylight saving since 1988).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(into = "i16")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
pub struct OffsetMinutes(i16);

impl OffsetMinutes {
    /// Korea.
    pub const KOREA: Self = Self(540);

    /// Takes a distance in minutes.
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
