//! Nothing happens twice, and nothing happens without its record.

use super::case::{Attempt, Case, World};
use super::finding::{Finding, Kind};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) fn check(world: &World<'_>, findings: &mut Vec<Finding>) {
    let mut webhooks = BTreeSet::new();
    for notice in &world.books.inbox {
        if !webhooks.insert(&notice.webhook_id) {
            let what = format!("the webhook {} was kept twice", notice.webhook_id);
            findings.push(Finding::new(Kind::DuplicateEffect, 1, &notice.payment_id, what));
        }
    }
    for (order_id, case) in &world.cases {
        let mut add = |what: String| findings.push(Finding::new(Kind::DuplicateEffect, 1, order_id, what));
        at_the_pg(case, &mut add);
        given_out(case, &mut add);
        for attempt in &case.attempts {
            records(attempt, &mut add);
            refunds(attempt, &mut add);
        }
    }
}

fn at_the_pg(case: &Case<'_>, add: &mut impl FnMut(String)) {
    let charges = case.entries.iter().fold(0_usize, |sum, entry| {
        sum.saturating_add(entry.count("captured").saturating_sub(entry.count("deposit_reversed")))
    });
    if charges > 1 {
        add(format!("charged {charges} times"));
    }
    let mut references = BTreeSet::new();
    for entry in &case.entries {
        if entry.refunded() > entry.captured() {
            add(format!("{} taken and {} given back", entry.captured(), entry.refunded()));
        }
        for reference in &entry.refund_references {
            if !references.insert(reference) {
                add(format!("two refunds at the PG under {reference}"));
            }
        }
    }
    // Every request that moves money is written down before it leaves, and leaves once.
    for (arrives_as, announced_as) in [("confirm", "confirm"), ("cancel", "refund")] {
        let arrived =
            case.entries.iter().fold(0_usize, |sum, entry| sum.saturating_add(entry.calls(arrives_as)));
        let announced = case.announced(announced_as);
        if arrived > announced {
            add(format!("{arrived} {arrives_as}s reached the PG, {announced} were announced"));
        }
    }
}

/// A refund that was not carried out puts a payment back where it was; anything else makes it paid anew.
fn given_out(case: &Case<'_>, add: &mut impl FnMut(String)) {
    let arrivals = case.attempts.iter().flat_map(|attempt| &attempt.history).filter(|step| {
        let from = step.from.as_deref().unwrap_or_default();
        step.to == "paid" && !matches!(from, "paid" | "refunding" | "partially_refunded")
    });
    let times = arrivals.count();
    if times > 1 {
        add(format!("fulfilled {times} times"));
    }
}

/// One record a version, each beginning where the one before it ended, the last one where the payment is.
fn records(attempt: &Attempt<'_>, add: &mut impl FnMut(String)) {
    let payment = attempt.payment;
    let mut expected: i64 = 1;
    let mut before: Option<&str> = None;
    for step in &attempt.history {
        if step.version != expected {
            add(format!(
                "{}: record {expected} is missing or {} is there twice",
                payment.payment_id, step.version
            ));
            expected = step.version;
        }
        if step.from.as_deref() != before {
            add(format!(
                "{}: record {} does not begin where the last one ended",
                payment.payment_id, step.version
            ));
        }
        before = Some(&step.to);
        expected = expected.saturating_add(1);
    }
    let last = expected.saturating_sub(1);
    if last != payment.version || before != Some(payment.state.as_str()) {
        let end = before.unwrap_or("nowhere");
        add(format!(
            "{}: {} at version {}, its records end {end} at {last}",
            payment.payment_id, payment.state, payment.version
        ));
    }
    let said = payment.document.get("state").and_then(Value::as_str).unwrap_or_default();
    if said != payment.state || payment.number("version") != payment.version {
        add(format!("{}: the row and its document differ", payment.payment_id));
    }
    let recorded = attempt.history.iter().filter(|step| step.event == "call_started").count();
    let ordinals: BTreeSet<i64> = attempt.calls.iter().map(|call| call.ordinal).collect();
    let counts = [recorded, attempt.calls.len(), ordinals.len()];
    let said = usize::try_from(payment.number("calls")).unwrap_or_default();
    if counts != [said; 3] {
        let [recorded, rows, numbers] = counts;
        add(format!(
            "{}: {said} calls, of which {recorded} have a record, {rows} a row and {numbers} a number of their own",
            payment.payment_id
        ));
    }
    let mut told = BTreeSet::new();
    for row in &attempt.told {
        if !told.insert((row.version, &row.state)) {
            add(format!("{}: {} was published twice", payment.payment_id, row.state));
        }
        if !attempt.history.iter().any(|step| step.version == row.version && step.to == row.state) {
            add(format!("{}: {} was published and never happened", payment.payment_id, row.state));
        }
    }
}

fn refunds(attempt: &Attempt<'_>, add: &mut impl FnMut(String)) {
    let mut references = BTreeSet::new();
    for refund in attempt.payment.refunds() {
        let reference = refund.get("refundId").and_then(Value::as_str).unwrap_or_default();
        if !references.insert(reference) {
            add(format!("two refunds in our books under {reference}"));
        }
    }
    if attempt.payment.number("refunded") > attempt.payment.number("captured") {
        add("our books gave back more than was taken".into());
    }
}
