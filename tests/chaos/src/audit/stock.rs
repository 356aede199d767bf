//! Stock: every piece is in one place, and in the place that its payment says.

use super::case::{Attempt, Case, World};
use super::finding::{Finding, Kind};
use std::collections::BTreeMap;

pub(super) fn check(world: &World<'_>, findings: &mut Vec<Finding>) {
    shelves(world, findings);
    for (order_id, case) in &world.cases {
        for attempt in &case.attempts {
            lines(order_id, case, attempt, findings);
        }
    }
}

/// The columns add up, and are what the reservations add up to.
fn shelves(world: &World<'_>, findings: &mut Vec<Finding>) {
    let mut reserved: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for line in &world.books.reservations {
        let sum = reserved.entry((&line.product_id, &line.state)).or_default();
        *sum = sum.saturating_add(line.quantity);
    }
    let mut add = |product: &str, drift: i64, what: String| {
        if drift != 0 {
            findings.push(Finding::new(Kind::StockDrift, drift, product, what));
        }
    };
    for shelf in &world.books.stock {
        let (id, free, held, sold, total) =
            (shelf.product_id.as_str(), shelf.free, shelf.held, shelf.sold, shelf.total);
        let sum = free.saturating_add(held).saturating_add(sold);
        add(
            id,
            sum.saturating_sub(total),
            format!("{free} free, {held} held and {sold} sold are not {total}"),
        );
        for (name, column) in [("held", held), ("sold", sold)] {
            let lines = reserved.get(&(id, name)).copied().unwrap_or_default();
            add(id, column.saturating_sub(lines), format!("{column} {name}, reservations say {lines}"));
        }
        for (name, column) in [("free", free), ("held", held), ("sold", sold)] {
            add(id, column.min(0), format!("{column} {name}"));
        }
    }
}

/// Where the pieces of one payment have to be.
fn lines(order_id: &str, case: &Case<'_>, attempt: &Attempt<'_>, findings: &mut Vec<Finding>) {
    let state = attempt.state();
    let is_fulfilled = case.order.is_some_and(|order| order.fulfilled_at.is_some());
    let is_short = attempt.alerts.iter().any(|alert| alert.reason == "stock_short");
    for line in &attempt.lines {
        let wrong = match (line.state.as_str(), state) {
            ("held", "declined" | "canceled" | "expired" | "refunded" | "paid" | "partially_refunded") => {
                Some("held by a payment that ended")
            }
            ("sold", "declined" | "canceled" | "expired" | "ready" | "awaiting_deposit") => {
                Some("sold by a payment without money")
            }
            ("sold", _) if !case.was_captured() => Some("sold, and the PG never took money"),
            ("sold", "refunded") if !is_fulfilled => {
                Some("sold, never given out, and all the money went back")
            }
            ("released", "paid" | "partially_refunded") if !is_short => Some("paid for, and free for others"),
            _ => None,
        };
        if let Some(wrong) = wrong {
            let what = format!("{} of {} {wrong} ({state})", line.quantity, line.product_id);
            findings.push(Finding::new(Kind::StockDrift, line.quantity, order_id, what));
        }
    }
}
