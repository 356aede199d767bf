//! Kills servers. The seed decides which server, after how many shoppers, and after which pause.

use super::database::Database;
use super::programs::Program;
use super::random::Random;
use anyhow::{Result, bail};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// The servers, which are killed and restarted.
pub(super) type Servers = Arc<Vec<Mutex<Program>>>;

/// The progress of the load run.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How many shoppers have started.
    pub(super) arrived: AtomicU64,
    /// How often a server was killed.
    pub(super) kills: AtomicU64,
    /// How many starts of a server failed.
    pub(super) failed_starts: AtomicU64,
}

/// The database is interrupted after every tenth kill.
const KILLS_PER_DISRUPTION: u64 = 10;

/// Kills servers `kills` times, spread evenly over the arrival of `payments` shoppers.
pub(super) async fn kill_servers(
    shops: Servers,
    database: Arc<Database>,
    progress: Arc<Progress>,
    seed: u64,
    (kills, payments): (u64, u64),
) -> Result<()> {
    let mut random = Random::of(seed, u64::MAX.saturating_sub(1));
    for number in 1..=kills {
        let after = payments.saturating_mul(number).checked_div(kills.saturating_add(1)).unwrap_or_default();
        while progress.arrived.load(Ordering::Relaxed) < after {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(random.below(150))).await;
        let which = usize::try_from(random.below(u64::try_from(shops.len())?))?;
        let Some(shop) = shops.get(which) else { bail!("no server {which}") };
        let mut shop = shop.lock().await;
        if let Some(end) = shop.unexpected_exit() {
            bail!(end);
        }
        shop.kill().await?;
        progress.kills.fetch_add(1, Ordering::Relaxed);
        if number.checked_rem(KILLS_PER_DISRUPTION) == Some(0) {
            database.disrupt().await?;
        }
        tokio::time::sleep(Duration::from_millis(random.below(400))).await;
        let failed = shop.start_with_retries().await?;
        progress.failed_starts.fetch_add(u64::from(failed), Ordering::Relaxed);
    }
    Ok(())
}
