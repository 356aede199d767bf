//! After the storm: what can settle has time to.

use super::database::Database;
use super::front::Front;
use anyhow::Result;
use std::time::{Duration, Instant};

const AT_MOST: Duration = Duration::from_secs(120);
/// A deposit that no webhook told of is found by the next look; a webhook held back goes after three seconds.
const QUIET: Duration = Duration::from_secs(5);

/// Waits until nothing is open and nothing has come for a while, or until it is enough.
pub(super) async fn settle(database: &Database, front: &Front) -> Result<i64> {
    let begun = Instant::now();
    let mut since = Instant::now();
    loop {
        // A database that was shaken may still be finding its feet.
        let open = database.open().await.unwrap_or(i64::MAX);
        if open > 0 || front.quiet_ms() < 3_000 {
            since = Instant::now();
        }
        if since.elapsed() > QUIET || begun.elapsed() > AT_MOST {
            return Ok(open);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
