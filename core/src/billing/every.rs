//! How long a period is, and on which day of the month a monthly plan charges.

use super::OutOfRange;
use crate::json::tagged;
use core::fmt;
use core::num::NonZeroU16;
use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each unit has its own rule")]
pub enum Unit {
    /// Days.
    Day,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl Unit {
    /// Every unit, in declared order.
    pub const ALL: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// The code of this unit, as it is written in JSON. Never renamed, never reused.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The day of the month on which a plan charges: 1 to 28, or the last day of each month.
///
/// In JSON a number or the text `"last"`: `15`, `"last"`. 29, 30 and 31 are refused, because some months do not have
/// them: a shop that bills at the end of the month says `"last"`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number | \"last\""))]
pub struct PlanDay(
    /// 1 to 28; 31 stands for the last day, so that the smaller of it and the month's length is always the day.
    pub(super) u8,
);

impl PlanDay {
    /// The last day of each month: 28, 29, 30 or 31.
    pub const LAST: Self = Self(31);

    /// Takes a day that every month has.
    ///
    /// # Errors
    /// 0, or 29 and above.
    pub const fn new(day: u8) -> Result<Self, OutOfRange> {
        if day >= 1 && day <= 28 { Ok(Self(day)) } else { Err(OutOfRange) }
    }

    /// The number of the day, 1 to 28; none for the last day of the month.
    #[must_use]
    pub fn number(self) -> Option<u8> {
        (self != Self::LAST).then_some(self.0)
    }
}

impl Serialize for PlanDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.number() {
            Some(number) => serializer.serialize_u8(number),
            None => serializer.serialize_str("last"),
        }
    }
}

impl<'de> Deserialize<'de> for PlanDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlanDayVisitor)
    }
}

struct PlanDayVisitor;

impl Visitor<'_> for PlanDayVisitor {
    type Value = PlanDay;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day of the month from 1 to 28, or \"last\" for the last day of each month")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<PlanDay, E> {
        let day = u8::try_from(number).ok().and_then(|number| PlanDay::new(number).ok());
        day.ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<PlanDay, E> {
        u64::try_from(number)
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
            .and_then(|number| self.visit_u64(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PlanDay, E> {
        if text == "last" { Ok(PlanDay::LAST) } else { Err(E::invalid_value(Unexpected::Str(text), &self)) }
    }
}

tagged! { "unit" deny_unknown_fields;
    /// How long a period is, and for months on which day it begins.
    ///
    /// In JSON one object: `{"unit": "month", "count": 1, "day": 15}`, `{"unit": "month", "count": 3, "day": "last"}`,
    /// `{"unit": "day", "count": 30}`, `{"unit": "year", "count": 1}`. `count` is 1 to 65535. `day` is required with
    /// `month` and refused with `day` and `year`.
    #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "unit", rename_all = "snake_case")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[expect(clippy::exhaustive_enums, reason = "each unit has its own rule")]
    pub enum Every {
        /// A number of days, counted from the anchor. A week is 7 days.
        Day {
            /// How many days.
            count: NonZeroU16,
        },
        /// A number of calendar months. The first period begins on the anchor, each later one on `day`.
        Month {
            /// How many months.
            count: NonZeroU16,
            /// The day of the month on which each period after the first begins and is charged. It need not be the
            /// anchor's day.
            day: PlanDay,
        },
        /// A number of calendar years, each period beginning on the anchor's month and day. 29 February becomes 28 February
        /// in a year without it. For a yearly charge on another day, use 12 months with a `day`.
        Year {
            /// How many years.
            count: NonZeroU16,
        },
    }
}

impl Every {
    /// In which unit a period is counted.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Day { .. } => Unit::Day,
            Self::Month { .. } => Unit::Month,
            Self::Year { .. } => Unit::Year,
        }
    }
}
