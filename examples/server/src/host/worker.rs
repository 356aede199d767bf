//! The recovery worker: drives due payments under a lease, so that only one of several processes does. After a crash
//! these are all payments that were in progress.

use super::Host;
use crate::clock::now;
use std::sync::Arc;
use std::time::Duration;

/// Pause between two rounds.
const INTERVAL: Duration = Duration::from_millis(500);
/// Most payments taken in one round.
const BATCH: usize = 50;
/// Most payments in progress before the worker waits: a PG that is back after an outage must not be flooded, and
/// waiting shoppers go first.
const MAX_IN_PROGRESS: usize = 200;

/// Runs until the host stops.
pub(crate) async fn work(host: Arc<Host>) {
    let mut tick = tokio::time::interval(INTERVAL);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = host.stopping.cancelled() => return,
        }
        let room = MAX_IN_PROGRESS.saturating_sub(host.in_progress()).min(BATCH);
        match host.store.lease_due(now(), u32::try_from(room).unwrap_or_default()).await {
            Ok(claimed) => claimed.iter().for_each(|(id, lease)| host.drive_under(id, Some(*lease))),
            Err(error) => tracing::error!(%error, "leasing due payments failed"),
        }
        host.process_inbox().await;
    }
}
