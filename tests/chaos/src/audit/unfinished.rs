//! Every payment ends: in a final state, or reported to an operator.

use super::case::{Attempt, Case, Cases};
use super::finding::{Finding, Kind};

/// In milliseconds. Workers check for due payments twice a second: a payment that is overdue by more than this is not
/// being processed.
const SLACK_MS: i64 = 10_000;

pub(super) fn check(cases: &Cases<'_>, now: i64, findings: &mut Vec<Finding>) {
    for (order_id, case) in &cases.by_order {
        let mut add = |what: String| findings.push(Finding::new(Kind::Unfinished, 1, order_id, what));
        if case.order.is_some() && case.attempts.is_empty() {
            add("an order without a payment".into());
        }
        for attempt in &case.attempts {
            if let Some(what) = reason_unfinished(case, attempt, now) {
                add(what);
            }
            for notice in attempt.notices.iter().filter(|notice| notice.handled_at.is_none()) {
                add(format!("the webhook {} was never processed", notice.webhook_id));
            }
        }
    }
}

pub(super) fn count_before_a_person(cases: &Cases<'_>) -> usize {
    cases.by_order.values().filter(|case| case.waits_for_operator()).count()
}

/// Why a payment must not stay in its state; `None` if it may.
fn reason_unfinished(case: &Case<'_>, attempt: &Attempt<'_>, now: i64) -> Option<String> {
    let is_overdue = |path: &str| attempt.payment.number_at(path).saturating_add(SLACK_MS) < now;
    match attempt.state() {
        "paid" | "partially_refunded" => {
            let is_fulfilled = case.order.is_some_and(|order| order.fulfilled_at.is_some());
            (!is_fulfilled).then(|| format!("{}, and never fulfilled", attempt.state()))
        }
        "declined" | "canceled" | "expired" | "refunded" => None,
        "quarantined" => (!attempt.waits_for_operator()).then(|| "quarantined without an alert".into()),
        "ready" => is_overdue("/expiresAt").then(|| "ready long after its reservation expired".into()),
        "awaiting_deposit" => {
            is_overdue("/deposit/dueAt").then(|| "awaiting a deposit after its deadline".into())
        }
        state => Some(format!("still {state}")),
    }
}
