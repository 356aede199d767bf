//! A22: two schedulers, a missed day, and month ends. This tests the billing rules only, without a PG.

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

/// 10:00 in Korea on this day.
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
    // The order id and the key are the same: the PG charges once, and the host has one row.
    assert_eq!(one, other);
    let charge = one.unwrap();
    record.charges.push(PeriodCharge::UnderWay { period: charge.period.number, attempt: charge.attempt });
    let BillingStep::Resume { charge: resumed } = plan.due(&record, at("2026-02-02")) else {
        panic!("the open charge was not resumed")
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
        // If the clock goes back, nothing is charged again.
        assert_eq!(due(&plan, &record, at("2026-01-31")), None);
    }
    // The 31st, or the last day of a shorter month. The day does not drift.
    assert_eq!(days, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map(at));
}

#[test]
fn a22_with_charge_latest_only_a_scheduler_that_was_down_charges_the_latest_month() {
    let plan = plan("2026-01-31", "charge_latest_only");
    let mut record = ChargeRecord::default();
    let charge = due(&plan, &record, at("2026-05-02")).unwrap();
    assert_eq!(charge.period.charge_at, at("2026-04-30"));
    settled(&mut record, &charge);
    assert_eq!(due(&plan, &record, at("2026-05-02")), None);
}
