//! Kills servers, at moments that follow from the seed as far as moments can.

use super::children::Program;
use super::database::Database;
use super::dice::Dice;
use anyhow::{Result, bail};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// The servers, each to be killed and started again.
pub(super) type Shops = Arc<Vec<Mutex<Program>>>;

/// How many shoppers have come, and how often somebody was killed.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) come: AtomicU64,
    pub(super) kills: AtomicU64,
    /// How often a server could not start at once.
    pub(super) failed_starts: AtomicU64,
}

/// After so many kills the database is shaken as well.
const SHAKEN_EACH: u64 = 10;

/// Spreads `kills` over the coming of `payments` shoppers.
pub(super) async fn kill(
    shops: Shops,
    database: Arc<Database>,
    progress: Arc<Progress>,
    seed: u64,
    (kills, payments): (u64, u64),
) -> Result<()> {
    let mut dice = Dice::of(seed, u64::MAX.saturating_sub(1));
    for number in 1..=kills {
        let after = payments.saturating_mul(number).checked_div(kills.saturating_add(1)).unwrap_or_default();
        while progress.come.load(Ordering::Relaxed) < after {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(dice.below(150))).await;
        let which = usize::try_from(dice.below(u64::try_from(shops.len())?))?;
        let Some(shop) = shops.get(which) else { bail!("no server {which}") };
        let mut shop = shop.lock().await;
        if let Some(end) = shop.has_ended() {
            bail!(end);
        }
        shop.kill().await?;
        progress.kills.fetch_add(1, Ordering::Relaxed);
        if number.checked_rem(SHAKEN_EACH) == Some(0) {
            database.shake().await?;
        }
        tokio::time::sleep(Duration::from_millis(dice.below(400))).await;
        let failed = shop.start_again().await?;
        progress.failed_starts.fetch_add(u64::from(failed), Ordering::Relaxed);
    }
    Ok(())
}
