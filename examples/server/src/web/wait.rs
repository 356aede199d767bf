//! Waiting for a payment, until a condition holds or a deadline passes.

use super::problem::Problem;
use crate::host::{Host, Watch};
use crate::store::Stored;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Interval of reading the payment, because another process may have changed it.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Waits until `enough` holds for the stored payment, or until the deadline.
pub(super) async fn until(
    host: &Arc<Host>,
    mut stored: Stored,
    mut watch: Watch,
    deadline: Instant,
    enough: impl Fn(&Stored) -> bool,
) -> Result<Stored, Problem> {
    while !enough(&stored) && Instant::now() < deadline && !host.stopping.is_cancelled() {
        let next_poll = Instant::now().checked_add(POLL_INTERVAL).unwrap_or(deadline).min(deadline);
        stored = match watch.next(next_poll).await {
            // An older version can arrive after a newer one was read.
            Some(update) if update.payment.version >= stored.payment.version => Stored::clone(&update),
            Some(_) => stored,
            None => {
                host.store.payment(&stored.payment.payment_id).await?.ok_or_else(Problem::no_such_order)?
            }
        };
    }
    Ok(stored)
}
