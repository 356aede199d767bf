//! The periods of a plan, each computed from the anchor alone and never from the period before.

use super::{Every, LocalDate, Plan};
use crate::time::Timestamp;
use core::num::NonZeroU32;
use serde::{Deserialize, Serialize};

/// One period of a subscription.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Period {
    /// Its number, from 1. Period 1 begins on the anchor.
    pub number: NonZeroU32,
    /// Its first day.
    pub start: LocalDate,
    /// The first day of the period after it.
    pub end: LocalDate,
    /// When it becomes due.
    pub charge_at: Timestamp,
}

/// More than the number of days between the first and the last [`LocalDate`]: no plan has this many periods.
const ABOVE_LAST_PERIOD: u32 = 3_000_000;

impl Plan {
    /// The period with this number, also if it is outside the plan's term; none after the calendar's end, the year
    /// 9999.
    #[must_use]
    pub fn period(&self, number: NonZeroU32) -> Option<Period> {
        let start = self.start_of(number)?;
        let end = self.start_of(number.checked_add(1)?)?;
        // A period whose end cannot be expressed as an instant is left out, so that every period has both bounds.
        end.at(self.charge_time, self.offset_minutes)?;
        Some(Period { number, start, end, charge_at: start.at(self.charge_time, self.offset_minutes)? })
    }

    /// The first day of a period. In one step from the anchor: counted from the period before, the 31st would become
    /// the 28th after the first February.
    fn start_of(&self, number: NonZeroU32) -> Option<LocalDate> {
        let periods = i64::from(number.get()).checked_sub(1)?;
        if periods == 0 {
            return Some(self.anchor);
        }
        match self.every {
            Every::Day { count } => self.anchor.plus_days(periods.checked_mul(i64::from(count.get()))?),
            Every::Year { count } => self.anchor.plus_years(periods.checked_mul(i64::from(count.get()))?),
            Every::Month { count, day } => {
                let months = periods.checked_mul(i64::from(count.get()))?;
                // Counted from the last plan day up to the anchor. That is in the month before if this month's plan day
                // is after the anchor.
                let is_plan_day_ahead =
                    self.anchor.plan_day_after_months(0, day).is_some_and(|plan_day| plan_day > self.anchor);
                let months = if is_plan_day_ahead { months.checked_sub(1)? } else { months };
                self.anchor.plan_day_after_months(months, day)
            }
        }
    }

    /// The period with this number if it begins within the plan's term.
    pub(super) fn period_in_term(&self, number: u32) -> Option<Period> {
        let period = self.period(NonZeroU32::new(number)?)?;
        let is_over = self.until.is_some_and(|until| period.start >= until)
            || self.ended_at.is_some_and(|ended_at| period.charge_at >= ended_at);
        (!is_over).then_some(period)
    }

    /// The number of the last period of the term that is due; 0 if none is.
    pub(super) fn latest_due(&self, now: Timestamp) -> u32 {
        let is_due = |number| self.period_in_term(number).is_some_and(|period| period.charge_at <= now);
        // Charge instants grow with the number, so a binary search finds the last period that is due.
        let (mut due, mut not_due) = (0, ABOVE_LAST_PERIOD);
        while u32::saturating_add(due, 1) < not_due {
            let middle = due.midpoint(not_due);
            if is_due(middle) { due = middle } else { not_due = middle }
        }
        due
    }

    /// Whether the period has ended, so that the next one is due instead.
    pub(super) fn is_over(&self, period: &Period, now: Timestamp) -> bool {
        period.end.at(self.charge_time, self.offset_minutes).is_none_or(|ends_at| now >= ends_at)
    }
}
