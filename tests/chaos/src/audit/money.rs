//! Money: what the PG keeps for an order is what our books say, by state and by document alike.

use super::case::{Attempt, Case, World};
use super::finding::{Finding, Kind};

pub(super) fn check(world: &World<'_>, findings: &mut Vec<Finding>) {
    for (order_id, case) in &world.cases {
        given_out(order_id, case, findings);
        // The person who was told holds the two against each other; there is nothing to be right about before.
        if case.is_before_a_person() {
            continue;
        }
        let at_the_pg = case.kept_at_the_pg();
        let by_state = sum(case, |attempt| attempt.kept_by_state());
        let by_document = sum(case, |attempt| attempt.kept_by_document());
        compare(order_id, at_the_pg, by_state, "states", findings);
        if by_document != by_state {
            compare(order_id, at_the_pg, by_document, "documents", findings);
        }
    }
}

fn sum(case: &Case<'_>, kept: impl Fn(&Attempt<'_>) -> i64) -> i64 {
    case.attempts.iter().map(kept).fold(0, i64::saturating_add)
}

fn compare(order_id: &str, at_the_pg: i64, ours: i64, by: &str, findings: &mut Vec<Finding>) {
    let difference = at_the_pg.saturating_sub(ours);
    let kind = match difference {
        0 => return,
        1.. => Kind::WonMissing,
        _ => Kind::WonExtra,
    };
    let what = format!("the PG keeps {at_the_pg}, our {by} say {ours}");
    findings.push(Finding::new(kind, difference, order_id, what));
}

/// Goods leave the house for money only.
fn given_out(order_id: &str, case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(order) = case.order.filter(|order| order.fulfilled_at.is_some()) else { return };
    if !case.was_captured() {
        let what = "fulfilled, and the PG never took money for it";
        findings.push(Finding::new(Kind::WonExtra, order.total, order_id, what));
    }
}
