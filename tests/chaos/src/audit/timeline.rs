//! An order's timeline, for the developer who analyses a finding.

use super::case::Case;
use std::fmt::Write as _;

/// Transitions, alerts, reservations and PG events of one order, one a line.
pub(super) fn of(case: &Case<'_>) -> String {
    let mut timeline = String::new();
    for attempt in &case.attempts {
        let payment = attempt.payment;
        let _ = writeln!(
            timeline,
            "    our payment {} is {} at version {}",
            payment.payment_id, payment.state, payment.version
        );
        for transition in &attempt.history {
            let _ = writeln!(
                timeline,
                "      {} {:>3} {:<16} {} > {} {}",
                transition.at,
                transition.version,
                transition.event,
                transition.from.as_deref().unwrap_or("-"),
                transition.to,
                transition.reason.as_deref().unwrap_or_default()
            );
        }
        for alert in &attempt.alerts {
            let _ = writeln!(timeline, "      alert to the operator: {}", alert.reason);
        }
        for line in &attempt.lines {
            let _ = writeln!(timeline, "      {} of {} {}", line.quantity, line.product_id, line.state);
        }
        let _ = writeln!(timeline, "      {}", payment.document);
    }
    for entry in &case.entries {
        let _ = writeln!(
            timeline,
            "    PG payment {} is {}, requests received: {:?}",
            entry.payment_key, entry.status, entry.calls
        );
        for event in &entry.events {
            let _ =
                writeln!(timeline, "      {} {:<16} {} {}", event.at, event.kind, event.amount, event.detail);
        }
    }
    timeline
}
