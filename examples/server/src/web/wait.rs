//! Waiting for a payment: until it is as wanted, or as long as a caller may be kept.

use super::problem::Problem;
use crate::host::Host;
use crate::store::Stored;
use daejo::id::OrderId;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::{Instant, timeout_at};

/// Another process may have moved the payment without a word to this one.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Waits until the stored payment is `enough`, or the deadline.
pub(super) async fn until(
    host: &Arc<Host>,
    mut stored: Stored,
    mut changes: broadcast::Receiver<OrderId>,
    deadline: Instant,
    enough: impl Fn(&Stored) -> bool,
) -> Result<Stored, Problem> {
    while !enough(&stored) && Instant::now() < deadline && !host.stopping.is_cancelled() {
        let look_again = Instant::now().checked_add(LOOK_AGAIN).unwrap_or(deadline).min(deadline);
        changed(&mut changes, &stored.payment.order_id, look_again).await;
        stored = host.store.payment(&stored.payment.payment_id).await?.ok_or_else(Problem::no_such_order)?;
    }
    Ok(stored)
}

/// Waits until this order changed, or until `until`.
pub(super) async fn changed(changes: &mut broadcast::Receiver<OrderId>, order_id: &OrderId, until: Instant) {
    let ours = async {
        loop {
            match changes.recv().await {
                Ok(changed) if changed != *order_id => {}
                // Ours, or so many that ours may have been among them.
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    let _ = timeout_at(until, ours).await;
}
