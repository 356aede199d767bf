//! Money: what the PG holds for an order equals what our books say, both by state and by document.

use super::case::{Attempt, Case, Cases};
use super::finding::{Finding, Kind};

pub(super) fn check(cases: &Cases<'_>, findings: &mut Vec<Finding>) {
    for (order_id, case) in &cases.by_order {
        fulfilled_without_capture(order_id, case, findings);
        // An operator compares the two. Until then our books need not agree with the PG.
        if case.waits_for_operator() {
            continue;
        }
        let at_pg = case.net_at_pg();
        let by_state = sum(case, |attempt| attempt.net_by_state());
        let by_document = sum(case, |attempt| attempt.net_by_document());
        compare(order_id, at_pg, by_state, "states", findings);
        if by_document != by_state {
            compare(order_id, at_pg, by_document, "documents", findings);
        }
    }
}

fn sum(case: &Case<'_>, net: impl Fn(&Attempt<'_>) -> i64) -> i64 {
    case.attempts.iter().map(net).fold(0, i64::saturating_add)
}

fn compare(order_id: &str, at_pg: i64, ours: i64, by: &str, findings: &mut Vec<Finding>) {
    let difference = at_pg.saturating_sub(ours);
    let kind = match difference {
        0 => return,
        1.. => Kind::WonMissing,
        _ => Kind::WonExtra,
    };
    let what = format!("the PG holds {at_pg}, our {by} say {ours}");
    findings.push(Finding::new(kind, difference, order_id, what));
}

/// No order is fulfilled unless the PG captured money for it.
fn fulfilled_without_capture(order_id: &str, case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(order) = case.order.filter(|order| order.fulfilled_at.is_some()) else { return };
    if !case.was_captured() {
        let what = "fulfilled, and the PG never captured money for it";
        findings.push(Finding::new(Kind::WonExtra, order.total, order_id, what));
    }
}
