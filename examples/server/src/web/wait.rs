//! Waiting for a payment: until it is as wanted, or as long as a caller may be kept.

use super::problem::Problem;
use crate::host::{Host, Watch};
use crate::store::Stored;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Another process may have moved the payment without a word to this one.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Waits until the stored payment is `enough`, or the deadline.
pub(super) async fn until(
    host: &Arc<Host>,
    mut stored: Stored,
    mut watch: Watch,
    deadline: Instant,
    enough: impl Fn(&Stored) -> bool,
) -> Result<Stored, Problem> {
    while !enough(&stored) && Instant::now() < deadline && !host.stopping.is_cancelled() {
        let look_again = Instant::now().checked_add(LOOK_AGAIN).unwrap_or(deadline).min(deadline);
        stored = match watch.next(look_again).await {
            // An older one can be told after a newer one was read.
            Some(news) if news.payment.version >= stored.payment.version => Stored::clone(&news),
            Some(_) => stored,
            None => {
                host.store.payment(&stored.payment.payment_id).await?.ok_or_else(Problem::no_such_order)?
            }
        };
    }
    Ok(stored)
}
