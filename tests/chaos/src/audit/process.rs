//! Every process ends: done, or in front of a person who was told.

use super::case::{Attempt, Case, World};
use super::finding::{Finding, Kind};

/// A worker looks twice a second; what is this long overdue is not being looked at.
const SLACK_MS: i64 = 10_000;

pub(super) fn check(world: &World<'_>, now: i64, findings: &mut Vec<Finding>) {
    for (order_id, case) in &world.cases {
        let mut add = |what: String| findings.push(Finding::new(Kind::Unfinished, 1, order_id, what));
        if case.order.is_some() && case.attempts.is_empty() {
            add("an order that nothing can pay".into());
        }
        for attempt in &case.attempts {
            if let Some(what) = open(case, attempt, now) {
                add(what);
            }
            for notice in attempt.notices.iter().filter(|notice| notice.handled_at.is_none()) {
                add(format!("the webhook {} was never acted upon", notice.webhook_id));
            }
        }
    }
}

pub(super) fn before_a_person(world: &World<'_>) -> usize {
    world.cases.values().filter(|case| case.is_before_a_person()).count()
}

/// Why a payment should not be where it is.
fn open(case: &Case<'_>, attempt: &Attempt<'_>, now: i64) -> Option<String> {
    let is_over = |name: &str| attempt.payment.number(name).saturating_add(SLACK_MS) < now;
    match attempt.state() {
        "paid" | "partially_refunded" => {
            let is_given_out = case.order.is_some_and(|order| order.fulfilled_at.is_some());
            (!is_given_out).then(|| format!("{}, and never given out", attempt.state()))
        }
        "declined" | "canceled" | "expired" | "refunded" => None,
        "quarantined" => (!attempt.is_before_a_person()).then(|| "quarantined, and nobody was told".into()),
        "ready" => is_over("expiresAt").then(|| "ready long after its reservation".into()),
        "awaiting_deposit" => is_over("dueAt").then(|| "awaiting a deposit after its deadline".into()),
        state => Some(format!("still {state}")),
    }
}
