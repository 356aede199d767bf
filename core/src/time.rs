//! Points in time, given by the host or a PG. The core has no clock.

use crate::json;
use core::fmt;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, `0 ..= 2^53 - 1`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(into = "i64")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
pub struct Timestamp(i64);

/// The number is outside the range of [`Timestamp`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a time is 0 to 2^53 - 1 milliseconds since 1970")]
pub struct TimestampOutOfRange;

impl Timestamp {
    const MAX: i64 = 9_007_199_254_740_991;

    /// The time of `millis` milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// Below zero or above 2^53 - 1.
    pub const fn from_millis(millis: i64) -> Result<Self, TimestampOutOfRange> {
        if millis < 0 || millis > Self::MAX { Err(TimestampOutOfRange) } else { Ok(Self(millis)) }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The time `millis` later; the largest time if the sum is above the range.
    #[must_use]
    pub fn plus_millis(self, millis: u64) -> Self {
        let later = i64::try_from(millis).ok().and_then(|millis| self.0.checked_add(millis));
        Self(later.unwrap_or(Self::MAX).min(Self::MAX))
    }

    /// Milliseconds since `earlier`; 0 if `earlier` is later.
    #[must_use]
    pub fn millis_since(self, earlier: Self) -> u64 {
        self.0.checked_sub(earlier.0).and_then(|gone| u64::try_from(gone).ok()).unwrap_or(0)
    }

    /// Reads an RFC 3339 time with an offset: `2026-11-21T11:02:00+09:00`.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let read: jiff::Timestamp = text.parse().ok()?;
        Self::from_millis(read.as_millisecond()).ok()
    }

    /// Reads a time; without an offset it is Korean time (UTC+9): `2026-11-21T11:02:00.123456`.
    #[must_use]
    pub fn parse_korean(text: &str) -> Option<Self> {
        Self::parse_rfc3339(text).or_else(|| {
            let civil: DateTime = text.parse().ok()?;
            let korean = TimeZone::fixed(Offset::constant(9));
            Self::from_millis(civil.to_zoned(korean).ok()?.timestamp().as_millisecond()).ok()
        })
    }
}

impl TryFrom<i64> for Timestamp {
    type Error = TimestampOutOfRange;

    fn try_from(millis: i64) -> Result<Self, TimestampOutOfRange> {
        Self::from_millis(millis)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const WANTED: &str =
            "a whole number from 0 to 9007199254740991 (milliseconds since 1970-01-01T00:00:00Z)";
        json::whole(deserializer, WANTED, |millis| Self::from_millis(millis).ok())
    }
}

impl From<Timestamp> for i64 {
    fn from(at: Timestamp) -> Self {
        at.0
    }
}

/// Korean time, to the second: `2026-11-21 11:02:00 KST`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(at) => {
                let korean = Offset::constant(9).to_datetime(at);
                write!(
                    f,
                    "{} {} KST",
                    korean.date(),
                    korean.time().round(jiff::Unit::Second).unwrap_or(korean.time())
                )
            }
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_time_without_offset_is_nine_hours_ahead() {
        let bare = Timestamp::parse_korean("2026-11-21T11:02:00.123456");
        assert_eq!(bare, Timestamp::parse_rfc3339("2026-11-21T02:02:00.123Z"));
        assert_eq!(bare, Timestamp::parse_korean("2026-11-21T11:02:00.123+09:00"));
        assert_eq!(Timestamp::parse_korean("yesterday"), None);
    }
}
