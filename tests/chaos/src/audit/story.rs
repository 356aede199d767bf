//! An order's story, for a person who has to find out.

use super::case::Case;
use std::fmt::Write as _;

/// Records, alerts and the PG's events of one order, each a line.
pub(super) fn of(case: &Case<'_>) -> String {
    let mut story = String::new();
    for attempt in &case.attempts {
        let payment = attempt.payment;
        let _ =
            writeln!(story, "    ours: {} is {} at {}", payment.payment_id, payment.state, payment.version);
        for step in &attempt.history {
            let _ = writeln!(
                story,
                "      {} {:>3} {:<16} {} > {} {}",
                step.at,
                step.version,
                step.event,
                step.from.as_deref().unwrap_or("-"),
                step.to,
                step.reason.as_deref().unwrap_or_default()
            );
        }
        for alert in &attempt.alerts {
            let _ = writeln!(story, "      a person was told: {}", alert.reason);
        }
        for line in &attempt.lines {
            let _ = writeln!(story, "      {} of {} {}", line.quantity, line.product_id, line.state);
        }
        let _ = writeln!(story, "      {}", payment.document);
    }
    for entry in &case.entries {
        let _ =
            writeln!(story, "    the PG: {} is {}, asked {:?}", entry.payment_key, entry.status, entry.calls);
        for event in &entry.events {
            let _ =
                writeln!(story, "      {} {:<16} {} {}", event.at, event.kind, event.amount, event.detail);
        }
    }
    story
}
