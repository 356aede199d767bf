//! Stock: every piece is counted once, in the column that its payment's state requires.

use super::case::{Attempt, Case, Cases};
use super::finding::{Finding, Kind};
use std::collections::BTreeMap;

pub(super) fn check(cases: &Cases<'_>, findings: &mut Vec<Finding>) {
    columns(cases, findings);
    for (order_id, case) in &cases.by_order {
        for attempt in &case.attempts {
            reservations(order_id, case, attempt, findings);
        }
    }
}

/// The columns add up to the total, and each equals the sum of its reservations.
fn columns(cases: &Cases<'_>, findings: &mut Vec<Finding>) {
    let mut reserved: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for line in &cases.books.reservations {
        let sum = reserved.entry((&line.product_id, &line.state)).or_default();
        *sum = sum.saturating_add(line.quantity);
    }
    let mut add = |product: &str, drift: i64, what: String| {
        if drift != 0 {
            findings.push(Finding::new(Kind::StockDrift, drift, product, what));
        }
    };
    for stock in &cases.books.stock {
        let (id, free, held, sold, total) =
            (stock.product_id.as_str(), stock.free, stock.held, stock.sold, stock.total);
        let sum = free.saturating_add(held).saturating_add(sold);
        add(
            id,
            sum.saturating_sub(total),
            format!("{free} free, {held} held and {sold} sold do not add up to {total}"),
        );
        for (name, column) in [("held", held), ("sold", sold)] {
            let reserved = reserved.get(&(id, name)).copied().unwrap_or_default();
            add(
                id,
                column.saturating_sub(reserved),
                format!("{column} {name}, the reservations add up to {reserved}"),
            );
        }
        for (name, column) in [("free", free), ("held", held), ("sold", sold)] {
            add(id, column.min(0), format!("{column} {name}"));
        }
    }
}

/// The state of each reservation fits the state of its payment.
fn reservations(order_id: &str, case: &Case<'_>, attempt: &Attempt<'_>, findings: &mut Vec<Finding>) {
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
            ("sold", _) if !case.was_captured() => Some("sold, and the PG never captured money"),
            ("sold", "refunded") if !is_fulfilled => Some("sold, never fulfilled, and fully refunded"),
            ("released", "paid" | "partially_refunded") if !is_short => {
                Some("paid for, and released for other shoppers")
            }
            _ => None,
        };
        if let Some(wrong) = wrong {
            let what = format!("{} of {} {wrong} ({state})", line.quantity, line.product_id);
            findings.push(Finding::new(Kind::StockDrift, line.quantity, order_id, what));
        }
    }
}
