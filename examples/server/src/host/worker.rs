//! The recovery worker: drives whatever is due, under a lease, so that of several processes one does. After a crash
//! that is everything that was under way.

use super::Host;
use crate::clock::now;
use std::sync::Arc;
use std::time::Duration;

const EVERY: Duration = Duration::from_millis(500);
/// How many payments one look takes up.
const AT_ONCE: usize = 50;
/// How many may be under way before the worker waits: a PG that is back after an outage is not run over, and
/// shoppers at the counter go first.
const MOST_UNDER_WAY: usize = 200;

/// Runs until the host stops.
pub(crate) async fn work(host: Arc<Host>) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = host.stopping.cancelled() => return,
        }
        let room = MOST_UNDER_WAY.saturating_sub(host.under_way()).min(AT_ONCE);
        match host.store.claim(now(), u32::try_from(room).unwrap_or_default()).await {
            Ok(claimed) => claimed.iter().for_each(|(id, lease)| host.drive_under(id, Some(*lease))),
            Err(error) => tracing::error!(%error, "due payments could not be claimed"),
        }
        host.read_inbox().await;
    }
}
