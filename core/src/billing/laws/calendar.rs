//! The periods: where they begin and end, and that every question has an answer.

use super::super::{BillingStep, LocalDate, Missed, Period, Plan, Unit};
use super::{any_id, any_plan, any_record, any_time, plan};
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::num::{NonZeroU16, NonZeroU32};
use proptest::prelude::*;

fn starts(plan: Option<Plan>, numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    let period = |number| plan.as_ref()?.period(NonZeroU32::new(number)?);
    numbers.into_iter().filter_map(period).map(|period| period.start.to_string()).collect()
}

#[test]
fn a_subscription_of_the_31st_comes_back_to_the_31st() {
    let months = starts(plan("2027-12-31", Missed::ChargeEach), 1..=5);
    assert_eq!(months, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]);
}

#[test]
fn a_leap_day_comes_back_every_four_years_but_not_in_2100() {
    let mut yearly = plan("2028-02-29", Missed::ChargeEach);
    if let Some(plan) = &mut yearly {
        plan.every.unit = Unit::Year;
    }
    let days = starts(yearly, [1, 2, 5, 73]);
    assert_eq!(days, ["2028-02-29", "2029-02-28", "2032-02-29", "2100-02-28"]);
}

#[test]
fn a_date_has_one_notation() {
    let not_dates =
        ["20260131", "2026-1-31", "2026-02-29", "2026-01-31T00:00", "1970-01-01", "+002026-01-31", "", "-"];
    for text in not_dates {
        assert!(LocalDate::parse(text).is_err(), "{text}");
    }
    for text in ["1970-01-02", "2024-02-29", "9999-12-31"] {
        assert_eq!(LocalDate::parse(text).map(|date| date.to_string()), Ok(text.to_string()));
    }
}

/// The months from year 0 to a date's.
fn months(date: LocalDate) -> i64 {
    i64::from(date.date().year()).saturating_mul(12).saturating_add(i64::from(date.date().month()))
}

fn check_start(plan: &Plan, period: &Period) -> Result<(), TestCaseError> {
    let count = i64::from(plan.every.count.get());
    let units = count.saturating_mul(i64::from(period.number.get()).saturating_sub(1));
    match plan.every.unit {
        Unit::Day => {
            let gone = period.start.date().since(plan.anchor.date()).map(|span| i64::from(span.get_days()));
            prop_assert_eq!(gone.ok(), Some(units));
        }
        Unit::Month | Unit::Year => {
            let each = if plan.every.unit == Unit::Year { 12 } else { 1 };
            prop_assert_eq!(
                months(period.start).saturating_sub(months(plan.anchor)),
                units.saturating_mul(each)
            );
            let last = period.start.date().days_in_month();
            prop_assert_eq!(period.start.date().day(), plan.anchor.date().day().min(last));
        }
    }
    Ok(())
}

proptest! {
    /// The day of the month is the anchor's, or the month's last; each period begins where the one before ends, and
    /// its instant is later.
    #[test]
    fn periods_never_drift(plan in any_plan(), number in prop_oneof![1_u32..200, 1_u32..]) {
        let at = |number| NonZeroU32::new(number).and_then(|number| plan.period(number));
        if let Some(period) = at(number) {
            check_start(&plan, &period)?;
            prop_assert!(period.start < period.end);
            if let Some(next) = number.checked_add(1).and_then(at) {
                prop_assert_eq!(period.end, next.start);
                prop_assert!(period.charge_at < next.charge_at);
            }
            // Where there is one, there are all before it.
            prop_assert!(number == 1 || at(number.saturating_sub(1)).is_some());
        }
    }

    /// Every question has one answer, whatever is asked.
    #[test]
    fn whatever_is_asked_has_an_answer(plan in any_plan(), record in any_record(), now in any_time()) {
        let step = plan.due(&record, now);
        prop_assert_eq!(&step, &plan.due(&record, now));
        let mut shuffled = record.clone();
        shuffled.charges.reverse();
        prop_assert_eq!(&step, &plan.due(&shuffled, now), "the order of the rows decided");
        if let BillingStep::Charge { charge } = step {
            let number = charge.period.number;
            prop_assert!(number.get() > record.closed_through);
            prop_assert!(charge.period.charge_at <= now || record.charges.iter().any(|row| row.period() == number));
            prop_assert!(!record.charges.iter().any(|row| row.period() == number && row.is_closed()));
        }
    }

    /// Whoever waits has something to do then, and had nothing to do just before.
    #[test]
    fn a_wait_ends_when_it_says(plan in any_plan(), record in any_record(), now in any_time()) {
        if let BillingStep::Wait { until } = plan.due(&record, now) {
            prop_assert!(until > now);
            let before = until.millis().checked_sub(1).and_then(|at| Timestamp::from_millis(at).ok());
            let just_before = before.map(|at| plan.due(&record, at));
            let step = plan.due(&record, until);
            prop_assert_eq!(just_before, Some(BillingStep::Wait { until }));
            let goes_on = !matches!(step, BillingStep::Wait { until: later } if later <= until);
            prop_assert!(goes_on, "{:?}", step);
        }
    }

    /// No two charges share a name, whatever dashes and digits a subscription's id has.
    #[test]
    fn a_name_is_of_one_charge(
        one in any_id(), other in any_id(), periods in (1_u32..30, 1_u32..30), attempts in (1_u16..4, 1_u16..4),
    ) {
        let named = |id, period, attempt| {
            let mut plan = plan("2026-01-31", Missed::ChargeEach)?;
            plan.subscription_id = id;
            plan.charge(NonZeroU32::new(period)?, NonZeroU16::new(attempt)?)
        };
        let same = (&one, periods.0, attempts.0) == (&other, periods.1, attempts.1);
        let (one, other) = (named(one, periods.0, attempts.0), named(other, periods.1, attempts.1));
        prop_assert!(one.is_some() && other.is_some());
        prop_assert_eq!(one.as_ref().map(|it| &it.order_id) == other.as_ref().map(|it| &it.order_id), same);
        let keys = [&one, &other].map(|it| it.as_ref().map(|it| &it.idempotency_key));
        prop_assert_eq!(keys[0] == keys[1], same);
    }
}
