//! No effect happens twice, and no effect happens without a record.

use super::case::{Attempt, Case, Cases};
use super::finding::{Finding, Kind};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) fn check(cases: &Cases<'_>, findings: &mut Vec<Finding>) {
    let mut webhooks = BTreeSet::new();
    for notice in &cases.books.inbox {
        if !webhooks.insert(&notice.webhook_id) {
            let what = format!("the webhook {} was stored twice", notice.webhook_id);
            findings.push(Finding::new(Kind::DuplicateEffect, 1, &notice.payment_id, what));
        }
    }
    for (order_id, case) in &cases.by_order {
        let mut add = |what: String| findings.push(Finding::new(Kind::DuplicateEffect, 1, order_id, what));
        charges_and_refunds(case, &mut add);
        fulfillment(case, &mut add);
        for attempt in &case.attempts {
            records(attempt, &mut add);
            refunds(attempt, &mut add);
        }
    }
}

/// What the PG's ledger says about one order.
fn charges_and_refunds(case: &Case<'_>, add: &mut impl FnMut(String)) {
    let charges = case.entries.iter().fold(0_usize, |sum, entry| {
        sum.saturating_add(entry.count("captured").saturating_sub(entry.count("deposit_reversed")))
    });
    if charges > 1 {
        add(format!("charged {charges} times"));
    }
    let mut references = BTreeSet::new();
    for entry in &case.entries {
        if entry.refunded() > entry.captured() {
            add(format!("{} captured and {} refunded", entry.captured(), entry.refunded()));
        }
        for reference in &entry.refund_references {
            if !references.insert(reference) {
                add(format!("two refunds at the PG under reference {reference}"));
            }
        }
    }
    // A request that moves money is recorded before it is sent, and sent once.
    for (pg_operation, our_operation) in [("confirm", "confirm"), ("cancel", "refund")] {
        let arrived =
            case.entries.iter().fold(0_usize, |sum, entry| sum.saturating_add(entry.calls(pg_operation)));
        let recorded = case.recorded(our_operation);
        if arrived > recorded {
            add(format!("{arrived} {pg_operation}s reached the PG, {recorded} were recorded before sending"));
        }
    }
}

/// An order is fulfilled once. A failed refund returns the payment to the state before it; every other transition
/// into `paid` fulfills the order.
fn fulfillment(case: &Case<'_>, add: &mut impl FnMut(String)) {
    let into_paid = case.attempts.iter().flat_map(|attempt| &attempt.history).filter(|transition| {
        let from = transition.from.as_deref().unwrap_or_default();
        transition.to == "paid" && !matches!(from, "paid" | "refunding" | "partially_refunded")
    });
    let times = into_paid.count();
    if times > 1 {
        add(format!("fulfilled {times} times"));
    }
}

/// There is one transition a version. Each starts in the state in which the one before it ended, and the last one ends
/// in the payment's state.
fn records(attempt: &Attempt<'_>, add: &mut impl FnMut(String)) {
    let payment = attempt.payment;
    let mut expected: i64 = 1;
    let mut before: Option<&str> = None;
    for transition in &attempt.history {
        if transition.version != expected {
            add(format!(
                "{}: transition {expected} is missing or {} is duplicated",
                payment.payment_id, transition.version
            ));
            expected = transition.version;
        }
        if transition.from.as_deref() != before {
            add(format!(
                "{}: transition {} does not start in the state where the last one ended",
                payment.payment_id, transition.version
            ));
        }
        before = Some(&transition.to);
        expected = expected.saturating_add(1);
    }
    let last = expected.saturating_sub(1);
    if last != payment.version || before != Some(payment.state.as_str()) {
        let end = before.unwrap_or("without a state");
        add(format!(
            "{}: {} at version {}, its history ends {end} at version {last}",
            payment.payment_id, payment.state, payment.version
        ));
    }
    let document_state = payment.document.get("state").and_then(Value::as_str).unwrap_or_default();
    if document_state != payment.state || payment.number("version") != payment.version {
        add(format!("{}: the row and its document differ", payment.payment_id));
    }
    let transitions = attempt.history.iter().filter(|transition| transition.event == "call_started").count();
    let ordinals: BTreeSet<i64> = attempt.calls.iter().map(|call| call.ordinal).collect();
    let counts = [transitions, attempt.calls.len(), ordinals.len()];
    let in_document = usize::try_from(payment.number_at("/requests/count")).unwrap_or_default();
    if counts != [in_document; 3] {
        let [transitions, rows, ordinals] = counts;
        add(format!(
            "{}: the document has {in_document} calls, the history {transitions}, the table {rows} with {ordinals} distinct numbers",
            payment.payment_id
        ));
    }
    let mut published = BTreeSet::new();
    for row in &attempt.published {
        if !published.insert((row.version, &row.state)) {
            add(format!("{}: {} was published twice", payment.payment_id, row.state));
        }
        if !attempt
            .history
            .iter()
            .any(|transition| transition.version == row.version && transition.to == row.state)
        {
            add(format!("{}: {} was published without a transition into it", payment.payment_id, row.state));
        }
    }
}

fn refunds(attempt: &Attempt<'_>, add: &mut impl FnMut(String)) {
    let mut references = BTreeSet::new();
    for refund in attempt.payment.refunds() {
        let reference = refund.get("refundId").and_then(Value::as_str).unwrap_or_default();
        if !references.insert(reference) {
            add(format!("two refunds in our books under reference {reference}"));
        }
    }
    let is_requested = attempt.calls.iter().any(|call| call.operation == "refund");
    if is_requested && references.is_empty() {
        add("a refund was requested, but our books have no refund".into());
    }
    if attempt.payment.number("refunded") > attempt.payment.number("captured") {
        add("our books refunded more than was captured".into());
    }
}
