//! The codes are the texts that JSON holds.

use super::super::{AfterDecline, BillingQuestion, BillingStep, Every, Missed, PeriodCharge, PlanDay, Unit};
use crate::time::Timestamp;
use core::num::{NonZeroU16, NonZeroU32};
use serde::Serialize;
use serde_json::{Value, json, to_value};

fn json_of(value: impl Serialize) -> Option<Value> {
    to_value(value).ok()
}

#[test]
fn a_code_is_the_text_in_json() {
    for unit in Unit::ALL {
        assert_eq!(json_of(unit), Some(json!(unit.code())));
    }
    for missed in Missed::ALL {
        assert_eq!(json_of(missed), Some(json!(missed.code())));
    }
    for next in AfterDecline::ALL {
        assert_eq!(json_of(next), Some(json!(next.code())));
    }
    for question in BillingQuestion::ALL {
        assert_eq!(json_of(question), Some(json!(question.code())));
    }
}

#[test]
fn a_state_s_code_is_its_tag_in_json() -> Result<(), &'static str> {
    let (period, attempt) = (NonZeroU32::MIN, NonZeroU16::MIN);
    let declined_at = Timestamp::from_millis(0).map_err(|_| "no such time")?;
    let states = [
        PeriodCharge::UnderWay { period, attempt },
        PeriodCharge::Settled { period },
        PeriodCharge::Declined { period, attempts: attempt, declined_at, next: AfterDecline::Retry },
        PeriodCharge::Waived { period },
    ];
    for state in states {
        assert_eq!(json_of(state).and_then(|json| json.get("state").cloned()), Some(json!(state.code())));
    }
    Ok(())
}

#[test]
fn a_step_s_code_is_its_kind_in_json() -> Result<(), &'static str> {
    let plan = super::plan("2026-01-31", Missed::ChargeEach);
    let charge =
        plan.and_then(|plan| plan.charge(NonZeroU32::MIN, NonZeroU16::MIN)).ok_or("no such charge")?;
    let until = Timestamp::from_millis(0).map_err(|_| "no such time")?;
    let steps = [
        BillingStep::Charge { charge: charge.clone() },
        BillingStep::Resume { charge },
        BillingStep::Wait { until },
        BillingStep::AskAPerson { question: BillingQuestion::GraceOver, period: None },
        BillingStep::Ended,
    ];
    for step in steps {
        assert_eq!(json_of(&step).and_then(|json| json.get("kind").cloned()), Some(json!(step.code())));
    }
    Ok(())
}

#[test]
fn every_is_read_as_it_is_written() {
    let count = NonZeroU16::MIN;
    let all = [
        (Every::Day { count }, json!({"unit": "day", "count": 1})),
        (Every::Year { count }, json!({"unit": "year", "count": 1})),
        (Every::Month { count, day: PlanDay::LAST }, json!({"unit": "month", "count": 1, "day": "last"})),
    ];
    for (every, json) in all {
        assert_eq!(json_of(every), Some(json.clone()));
        assert_eq!(json.get("unit"), Some(&json!(every.unit().code())));
        assert_eq!(serde_json::from_value::<Every>(json).ok(), Some(every));
    }
    for day in 1..=28 {
        assert_eq!(PlanDay::new(day).ok().and_then(json_of), Some(json!(day)));
        assert_eq!(serde_json::from_value(json!(day)).ok(), PlanDay::new(day).ok());
    }
}
