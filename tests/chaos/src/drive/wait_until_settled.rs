//! After the load run: waits until the servers have finished the open payments.

use super::database::Database;
use super::webhook_proxy::WebhookProxy;
use anyhow::Result;
use std::time::{Duration, Instant};

const AT_MOST: Duration = Duration::from_secs(120);
/// A deposit whose webhook was lost is found by a query within `depositPollMs` (3 s). A webhook that the PG holds back
/// is sent after 3 s.
const QUIET: Duration = Duration::from_secs(5);

/// Waits until nothing is unfinished and no webhook has arrived for `QUIET`, at most `AT_MOST`. Returns the number of
/// unfinished payments and webhooks.
pub(super) async fn wait_until_settled(database: &Database, proxy: &WebhookProxy) -> Result<i64> {
    let begun = Instant::now();
    let mut since = Instant::now();
    loop {
        // A database that was interrupted may still be recovering.
        let unfinished = database.count_unfinished().await.unwrap_or(i64::MAX);
        if unfinished > 0 || proxy.idle_ms() < 3_000 {
            since = Instant::now();
        }
        if since.elapsed() > QUIET || begun.elapsed() > AT_MOST {
            return Ok(unfinished);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
