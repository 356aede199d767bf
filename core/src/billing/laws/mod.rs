//! Properties of every plan, record and time.

mod calendar;
mod codes;
mod once;

use super::{
    AfterDecline, ChargeRecord, Every, LocalDate, MinuteOfDay, Missed, OffsetMinutes, PeriodCharge, Plan,
    PlanDay, RetryDays,
};
use crate::id::SubscriptionId;
use crate::time::Timestamp;
use alloc::format;
use alloc::string::String;
use core::num::{NonZeroU16, NonZeroU32};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The last instant that a `Timestamp` can express, in milliseconds.
const LAST: i64 = 9_007_199_254_740_991;
const DAY: i64 = 86_400_000;

fn any_date() -> impl Strategy<Value = LocalDate> {
    let years = prop_oneof![4 => 2020_i32..2032, 1 => 1970_i32..=1971, 1 => 9990_i32..=9999];
    (years, 1_i32..=12, 1_i32..=31).prop_filter_map("no such day", |(year, month, day)| {
        LocalDate::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
    })
}

fn any_plan_day() -> impl Strategy<Value = PlanDay> {
    prop_oneof![
        3 => (1_u8..=28).prop_filter_map("no plan day", |day| PlanDay::new(day).ok()),
        1 => Just(PlanDay::LAST),
    ]
}

fn any_every() -> impl Strategy<Value = Every> {
    let counts = prop_oneof![2 => Just(1_u16), 3 => 1_u16..40, 1 => 1_u16..];
    let count = counts.prop_filter_map("zero", NonZeroU16::new);
    (0..4, count, any_plan_day()).prop_map(|(unit, count, day)| match unit {
        0 => Every::Day { count },
        1 => Every::Year { count },
        _ => Every::Month { count, day },
    })
}

fn any_id() -> impl Strategy<Value = SubscriptionId> {
    "[a-b0-2_-]{6,9}".prop_filter_map("no identity", |text| SubscriptionId::new(text).ok())
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    // Mostly the years in which most of the tested plans run.
    let millis = prop_oneof![4 => 1_577_836_800_000_i64..1_956_528_000_000, 1 => 0..=LAST];
    millis.prop_filter_map("no time", |millis| Timestamp::from_millis(millis).ok())
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let every = any_every();
    let clock = (-720_i16..=840, 0_u16..1440);
    let missed = prop_oneof![Just(Missed::ChargeEach), Just(Missed::ChargeLatestOnly)];
    let retries = vec((1_u8..).prop_filter_map("zero", core::num::NonZeroU8::new), 0..5);
    let ends = (option::weighted(0.2, any_date()), option::weighted(0.2, any_time()));
    let grace = option::weighted(0.3, 0_u16..400);
    (any_id(), any_date(), every, clock, ends, missed, retries, grace).prop_filter_map(
        "out of range",
        |(subscription_id, anchor, every, (offset, minute), (until, ended_at), missed, days, grace)| {
            Some(Plan {
                subscription_id,
                anchor,
                every,
                offset_minutes: OffsetMinutes::new(offset).ok()?,
                charge_time: MinuteOfDay::new(minute).ok()?,
                until,
                ended_at,
                missed,
                retry_days: RetryDays::new(days).ok()?,
                grace_days: grace,
            })
        },
    )
}

fn any_row() -> impl Strategy<Value = PeriodCharge> {
    let numbers = prop_oneof![8 => 1_u32..12, 1 => 1_u32..].prop_filter_map("zero", NonZeroU32::new);
    let ordinals = prop_oneof![8 => 1_u16..6, 1 => 1_u16..].prop_filter_map("zero", NonZeroU16::new);
    let afters = prop_oneof![4 => Just(AfterDecline::Retry), 1 => Just(AfterDecline::ChargeAgain), 1 => Just(AfterDecline::GiveUp)];
    (0..8, numbers, ordinals, any_time(), afters).prop_map(|(kind, period, attempt, declined_at, next)| {
        match kind {
            0 => PeriodCharge::UnderWay { period, attempt },
            1 => PeriodCharge::Waived { period },
            2..=4 => PeriodCharge::Declined { period, attempts: attempt, declined_at, next },
            _ => PeriodCharge::Settled { period },
        }
    })
}

fn any_record() -> impl Strategy<Value = ChargeRecord> {
    let closed = prop_oneof![6 => Just(0_u32), 2 => 0_u32..6, 1 => 0_u32..];
    (closed, vec(any_row(), 0..8))
        .prop_map(|(closed_through, charges)| ChargeRecord { closed_through, charges })
}

/// A monthly plan for the last day of the month, for tests about other things.
fn plan(anchor: &str, missed: Missed) -> Option<Plan> {
    Some(Plan {
        subscription_id: SubscriptionId::new(String::from("sub-0001")).ok()?,
        anchor: LocalDate::parse(anchor).ok()?,
        every: Every::Month { count: NonZeroU16::MIN, day: PlanDay::LAST },
        offset_minutes: OffsetMinutes::KOREA,
        charge_time: MinuteOfDay::new(9 * 60).ok()?,
        until: None,
        ended_at: None,
        missed,
        retry_days: RetryDays::default(),
        grace_days: None,
    })
}
