//! Where periods begin and end, and that `due` has one answer for every input.

use super::super::{BillingStep, Every, LocalDate, Missed, Period, Plan, PlanDay};
use super::{any_date, any_id, any_plan, any_plan_day, any_record, any_time, plan};
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::num::{NonZeroU16, NonZeroU32};
use jiff::civil::Date;
use proptest::prelude::*;

fn starts(plan: Option<Plan>, numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    let period = |number| plan.as_ref()?.period(NonZeroU32::new(number)?);
    numbers.into_iter().filter_map(period).map(|period| period.start.to_string()).collect()
}

#[test]
fn the_last_day_is_the_last_day_of_every_month() {
    let months = starts(plan("2027-12-31", Missed::ChargeEach), 1..=5);
    assert_eq!(months, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]);
    let from_february = starts(plan("2026-02-28", Missed::ChargeEach), 1..=3);
    assert_eq!(from_february, ["2026-02-28", "2026-03-31", "2026-04-30"]);
}

#[test]
fn the_table_of_the_documentation_holds() {
    let monthly = |anchor, count, day| {
        let mut plan = plan(anchor, Missed::ChargeEach)?;
        plan.every = Every::Month { count: NonZeroU16::new(count)?, day: PlanDay::new(day).ok()? };
        Some(plan)
    };
    let cases = [
        ("2026-01-20", 1, ["2026-01-20", "2026-02-15", "2026-03-15"]),
        ("2026-01-10", 1, ["2026-01-10", "2026-01-15", "2026-02-15"]),
        ("2026-01-20", 3, ["2026-01-20", "2026-04-15", "2026-07-15"]),
        ("2026-01-10", 3, ["2026-01-10", "2026-03-15", "2026-06-15"]),
    ];
    for (anchor, count, expected) in cases {
        assert_eq!(starts(monthly(anchor, count, 15), 1..=3), expected);
    }
}

#[test]
fn a_plan_day_is_1_to_28_or_the_last() {
    for day in 1..=28 {
        assert_eq!(PlanDay::new(day).map(PlanDay::number), Ok(Some(day)));
    }
    for day in [0, 29, 30, 31, 32, u8::MAX] {
        assert!(PlanDay::new(day).is_err(), "{day}");
    }
    assert_eq!(PlanDay::LAST.number(), None);
}

#[test]
fn a_leap_day_comes_back_every_four_years_but_not_in_2100() {
    let mut yearly = plan("2028-02-29", Missed::ChargeEach);
    if let Some(plan) = &mut yearly {
        plan.every = Every::Year { count: NonZeroU16::MIN };
    }
    let days = starts(yearly, [1, 2, 5, 73]);
    assert_eq!(days, ["2028-02-29", "2029-02-28", "2032-02-29", "2100-02-28"]);
}

#[test]
fn a_date_is_read_in_one_notation_only() {
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
fn months(date: Date) -> i64 {
    i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month()))
}

fn is_on(date: Date, day: PlanDay) -> bool {
    day.number().map_or(date == date.last_of_month(), |number| date.day().cast_unsigned() == number)
}

/// The last plan day up to and including the anchor, found by going back day by day.
fn plan_day_up_to(anchor: Date, day: PlanDay) -> Option<Date> {
    let mut days = core::iter::successors(Some(anchor), |date| date.yesterday().ok());
    days.find(|&date| is_on(date, day))
}

fn check_start(plan: &Plan, period: &Period) -> Result<(), TestCaseError> {
    let (start, anchor) = (period.start.date(), plan.anchor.date());
    let periods = i64::from(period.number.get()).saturating_sub(1);
    if periods == 0 {
        prop_assert_eq!(start, anchor);
        return Ok(());
    }
    match plan.every {
        Every::Day { count } => {
            let gone = start.since(anchor).map(|span| i64::from(span.get_days()));
            prop_assert_eq!(gone.ok(), Some(periods.saturating_mul(i64::from(count.get()))));
        }
        Every::Month { count, day } => {
            let base = plan_day_up_to(anchor, day).map_or(0, months);
            prop_assert!(is_on(start, day), "{} is not the plan's day", start);
            prop_assert_eq!(
                months(start).saturating_sub(base),
                periods.saturating_mul(i64::from(count.get()))
            );
        }
        Every::Year { count } => {
            let gone = months(start).saturating_sub(months(anchor));
            prop_assert_eq!(gone, periods.saturating_mul(i64::from(count.get())).saturating_mul(12));
            prop_assert_eq!(start.day(), anchor.day().min(start.days_in_month()));
        }
    }
    Ok(())
}

/// The number of plan days after the anchor until the end of the first period.
fn plan_days_in(period: &Period, day: PlanDay) -> usize {
    let days = core::iter::successors(period.start.date().tomorrow().ok(), |date| date.tomorrow().ok());
    days.take_while(|&date| date <= period.end.date()).filter(|&date| is_on(date, day)).count()
}

proptest! {
    /// Each period begins on the plan's day, or counted from the anchor; it begins where the one before ends, and its
    /// charge instant is later.
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
            // If a period exists, so does the one before it.
            prop_assert!(number == 1 || at(number.saturating_sub(1)).is_some());
        }
    }

    /// With one month, period 1 ends on the first plan day after the anchor: the plan's day is never passed over and
    /// no other day is charged.
    #[test]
    fn the_first_month_ends_on_the_next_plan_day(anchor in any_date(), day in any_plan_day()) {
        let Some(mut plan) = plan("2026-01-31", Missed::ChargeEach) else { return Ok(()) };
        plan.anchor = anchor;
        plan.every = Every::Month { count: NonZeroU16::MIN, day };
        if let Some(period) = plan.period(NonZeroU32::MIN) {
            prop_assert!(is_on(period.end.date(), day));
            prop_assert_eq!(plan_days_in(&period, day), 1);
        }
    }

    /// `due` has one answer for every input.
    #[test]
    fn every_input_has_one_answer(plan in any_plan(), record in any_record(), now in any_time()) {
        let step = plan.due(&record, now);
        prop_assert_eq!(&step, &plan.due(&record, now));
        let mut shuffled = record.clone();
        shuffled.charges.reverse();
        prop_assert_eq!(&step, &plan.due(&shuffled, now), "the answer depends on the order of the rows");
        if let BillingStep::Charge { charge } = step {
            let number = charge.period.number;
            prop_assert!(number.get() > record.closed_through);
            prop_assert!(charge.period.charge_at <= now || record.charges.iter().any(|row| row.period() == number));
            prop_assert!(!record.charges.iter().any(|row| row.period() == number && row.is_closed()));
        }
    }

    /// There is something to do at the end of a wait, and nothing just before.
    #[test]
    fn a_wait_ends_at_its_time(plan in any_plan(), record in any_record(), now in any_time()) {
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

    /// No two charges share an order id or a key, whatever dashes and digits a subscription's id has.
    #[test]
    fn an_order_id_belongs_to_one_charge(
        one in any_id(), other in any_id(), periods in (1_u32..30, 1_u32..30), attempts in (1_u16..4, 1_u16..4),
    ) {
        let charge = |id, period, attempt| {
            let mut plan = plan("2026-01-31", Missed::ChargeEach)?;
            plan.subscription_id = id;
            plan.charge(NonZeroU32::new(period)?, NonZeroU16::new(attempt)?)
        };
        let same = (&one, periods.0, attempts.0) == (&other, periods.1, attempts.1);
        let (one, other) = (charge(one, periods.0, attempts.0), charge(other, periods.1, attempts.1));
        prop_assert!(one.is_some() && other.is_some());
        prop_assert_eq!(one.as_ref().map(|it| &it.order_id) == other.as_ref().map(|it| &it.order_id), same);
        let keys = [&one, &other].map(|it| it.as_ref().map(|it| &it.idempotency_key));
        prop_assert_eq!(keys[0] == keys[1], same);
    }
}
