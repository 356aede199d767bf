//! The periods of a plan, each computed from the anchor alone.

use super::{LocalDate, Plan, Unit};
use crate::time::Timestamp;
use core::num::NonZeroU32;
use serde::{Deserialize, Serialize};

/// One period of a subscription.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Period {
    /// Its number: 1 for the one that begins on the anchor.
    pub number: NonZeroU32,
    /// Its first day.
    pub start: LocalDate,
    /// The first day of the period after it.
    pub end: LocalDate,
    /// From when on it is to be charged.
    pub charge_at: Timestamp,
}

/// More periods than the calendar has days between [`LocalDate`]'s first and last.
const BEYOND_ALL: u32 = 3_000_000;

impl Plan {
    /// The period of a number, whether or not it lies within the plan's term; none where the calendar ends, with the
    /// year 9999.
    #[must_use]
    pub fn period(&self, number: NonZeroU32) -> Option<Period> {
        let start = self.start_of(number)?;
        let end = self.start_of(number.checked_add(1)?)?;
        // A period that ends where no instant can be said is none, so that each has both its bounds.
        end.at(self.charge_time, self.offset_minutes)?;
        Some(Period { number, start, end, charge_at: start.at(self.charge_time, self.offset_minutes)? })
    }

    /// From the anchor in one step: from period to period, 31 January would become the 28th for good.
    fn start_of(&self, number: NonZeroU32) -> Option<LocalDate> {
        let count = i64::from(self.every.count.get());
        let units = i64::from(number.get()).checked_sub(1)?.checked_mul(count)?;
        match self.every.unit {
            Unit::Day => self.anchor.plus_days(units),
            Unit::Month => self.anchor.plus_months(units),
            Unit::Year => self.anchor.plus_months(units.checked_mul(12)?),
        }
    }

    /// The period of a number if it begins within the plan's term.
    pub(super) fn period_in_term(&self, number: u32) -> Option<Period> {
        let period = self.period(NonZeroU32::new(number)?)?;
        let is_over = self.until.is_some_and(|until| period.start >= until)
            || self.ended_at.is_some_and(|ended_at| period.charge_at >= ended_at);
        (!is_over).then_some(period)
    }

    /// The number of the last period in term whose charge instant has come; 0 if none has.
    pub(super) fn latest_begun(&self, now: Timestamp) -> u32 {
        let has_begun = |number| self.period_in_term(number).is_some_and(|period| period.charge_at <= now);
        // Charge instants grow with the number, so that halving finds the last one that has come.
        let (mut begun, mut not_begun) = (0, BEYOND_ALL);
        while u32::saturating_add(begun, 1) < not_begun {
            let middle = begun.midpoint(not_begun);
            if has_begun(middle) { begun = middle } else { not_begun = middle }
        }
        begun
    }

    /// Whether the period has ended, and the next one would be charged instead.
    pub(super) fn is_over(&self, period: &Period, now: Timestamp) -> bool {
        period.end.at(self.charge_time, self.offset_minutes).is_none_or(|ends_at| now >= ends_at)
    }
}
