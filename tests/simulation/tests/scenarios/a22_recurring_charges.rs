//! A22: two schedulers, a missed day, month ends. The rules alone: charges go through a PG when it can be charged so.

use daejo::billing::{BillingStep, Charge, ChargeRecord, PeriodCharge, Plan};
use daejo::time::Timestamp;
use serde_json::json;

fn plan(anchor: &str, missed: &str) -> Plan {
    serde_json::from_value(json!({
        "subscriptionId": "sub-22", "anchor": anchor, "every": {"unit": "month", "count": 1, "day": "last"},
        "chargeTime": 600, "missed": missed, "retryDays": [],
    }))
    .unwrap()
}

/// Ten in the morning in Korea.
fn at(day: &str) -> Timestamp {
    Timestamp::parse_rfc3339(&format!("{day}T10:00:00+09:00")).unwrap()
}

fn due(plan: &Plan, record: &ChargeRecord, now: Timestamp) -> Option<Charge> {
    match plan.due(record, now) {
        BillingStep::Charge { charge } => Some(charge),
        BillingStep::Resume { .. }
        | BillingStep::Wait { .. }
        | BillingStep::AskAPerson { .. }
        | BillingStep::Ended => None,
    }
}

fn settled(record: &mut ChargeRecord, charge: &Charge) {
    record.charges.push(PeriodCharge::Settled { period: charge.period.number });
}

#[test]
fn a22_two_schedulers_make_the_same_charge() {
    let plan = plan("2026-01-31", "charge_each");
    let mut record = ChargeRecord::default();
    let (one, other) = (due(&plan, &record, at("2026-01-31")), due(&plan, &record, at("2026-02-02")));
    // The same order, the same key: the PG takes one, and the host's row is one.
    assert_eq!(one, other);
    let charge = one.unwrap();
    record.charges.push(PeriodCharge::UnderWay { period: charge.period.number, attempt: charge.attempt });
    let BillingStep::Resume { charge: resumed } = plan.due(&record, at("2026-02-02")) else {
        panic!("an open outcome was not taken up")
    };
    assert_eq!(resumed, charge);
}

#[test]
fn a22_a_scheduler_that_was_down_charges_each_month_once() {
    let plan = plan("2026-01-31", "charge_each");
    let mut record = ChargeRecord::default();
    let mut days = Vec::new();
    while let Some(charge) = due(&plan, &record, at("2026-05-02")) {
        days.push(charge.period.charge_at);
        settled(&mut record, &charge);
        // A clock that goes back finds nothing to charge again.
        assert_eq!(due(&plan, &record, at("2026-01-31")), None);
    }
    // The 31st, or the last day of a shorter month, and never drifting.
    assert_eq!(days, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map(at));
}

#[test]
fn a22_or_only_the_month_that_runs() {
    let plan = plan("2026-01-31", "charge_latest_only");
    let mut record = ChargeRecord::default();
    let charge = due(&plan, &record, at("2026-05-02")).unwrap();
    assert_eq!(charge.period.charge_at, at("2026-04-30"));
    settled(&mut record, &charge);
    assert_eq!(due(&plan, &record, at("2026-05-02")), None);
}
