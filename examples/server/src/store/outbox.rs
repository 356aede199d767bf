//! The outbox: what the shop's other systems are told, each payment's events in their order, at least once.

use super::batch::{Batch, row};
use super::payments::payment_id;
use super::transaction::Tx;
use super::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// An event to be delivered, and the right to do so for a while.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    id: i64,
    fence: i64,
    pub(crate) payment_id: PaymentId,
    pub(crate) order_id: String,
    pub(crate) version: i64,
    pub(crate) state: String,
    pub(crate) at: Timestamp,
    /// How often it was tried in vain.
    pub(crate) tries: u32,
    pub(crate) amount: i64,
    pub(crate) currency: String,
}

/// How much waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backlog {
    pub(crate) waiting: i64,
    /// Since when the oldest of them waits.
    pub(crate) oldest: Option<i64>,
}

/// Events were given up for good.
pub(crate) const UNDELIVERABLE: &str = "event_undeliverable";
/// The receiver said that it is gone.
pub(crate) const RECEIVER_GONE: &str = "event_receiver_gone";

impl Store {
    /// Takes events that are due, until `lease_end`. No two processes get the same one, and of each payment only the
    /// first that is not done: what comes later waits for it.
    pub(crate) async fn claim_events(
        &self,
        now: Timestamp,
        lease_end: Timestamp,
        limit: u32,
    ) -> Result<Vec<Claimed>, StoreError> {
        let due = "SELECT id, fence, payment_id, order_id, version, state, at, tries FROM outbox
             WHERE next_at <= ? AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.payment_id = outbox.payment_id
                 AND e.version < outbox.version AND e.next_at IS NOT NULL)
             ORDER BY next_at, id LIMIT ?";
        let ask = |sql: &str| self.dialect.query(sql).bind(now.millis()).bind(i64::from(limit));
        // Most of the time there is nothing: that is found out without a lock.
        if limit == 0 || ask(due).fetch_optional(&self.readers).await?.is_none() {
            return Ok(Vec::new());
        }
        self.retrying(|| async {
            let mut tx = self.begin().await?;
            let found = ask(&format!("{due}{}", self.dialect.skip_locked())).fetch_all(&mut *tx).await?;
            let mut claimed = Vec::with_capacity(found.len());
            for row in &found {
                let (id, fence): (i64, i64) = (row.try_get("id")?, row.try_get("fence")?);
                let fence = fence.saturating_add(1);
                // A row whose lock was passed on may have been taken in between.
                let taken = tx
                    .query("UPDATE outbox SET next_at = ?, fence = ? WHERE id = ? AND fence = ? AND next_at <= ?")
                    .bind(lease_end.millis())
                    .bind(fence)
                    .bind(id)
                    .bind(fence.saturating_sub(1))
                    .bind(now.millis())
                    .execute(&mut *tx)
                    .await?;
                if taken.rows_affected() > 0 {
                    claimed.push(read(&mut tx, row, fence).await?);
                }
            }
            tx.commit().await?;
            Ok(claimed)
        })
        .await
    }

    /// The receiver has it.
    pub(crate) async fn event_sent(&self, event: &Claimed, now: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let sql = "UPDATE outbox SET sent_at = ?, next_at = NULL WHERE id = ? AND fence = ?";
            let query = self.dialect.query(sql).bind(now.millis()).bind(event.id).bind(event.fence);
            query.execute(&self.writer).await?;
            Ok(())
        })
        .await
    }

    /// The receiver does not have it: again at `next_at`, and with it all that come after it.
    pub(crate) async fn event_failed(&self, event: &Claimed, next_at: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut batch = Batch::guarded(
                "UPDATE outbox SET next_at = ?, tries = tries + 1 WHERE id = ? AND fence = ?".into(),
                row![next_at.millis(), event.id, event.fence],
            );
            // They could not be taken before it, and would be looked at in vain each time.
            batch.update(
                "UPDATE outbox SET next_at = ? WHERE payment_id = ? AND version > ? AND next_at IS NOT NULL",
                row![next_at.millis(), event.payment_id.as_str(), event.version],
            );
            self.carry_out(batch).await
        })
        .await
    }

    /// It is given up, and a person is told.
    pub(crate) async fn event_dead(&self, event: &Claimed, now: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut batch = Batch::guarded(
                "UPDATE outbox SET dead_at = ?, next_at = NULL WHERE id = ? AND fence = ?".into(),
                row![now.millis(), event.id, event.fence],
            );
            alert(&mut batch, event, UNDELIVERABLE, now);
            self.carry_out(batch).await
        })
        .await
    }

    /// The receiver is gone: nothing is sent to it until somebody asks for it.
    pub(crate) async fn receiver_gone(
        &self,
        digest: &str,
        event: &Claimed,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.is_gone(digest).await? {
            return Ok(());
        }
        self.retrying(|| async {
            let mut batch = Batch::guarded(
                // Due again with the end of its lease: due at once, somebody who looked a moment ago would take it.
                "UPDATE outbox SET tries = tries + 1 WHERE id = ? AND fence = ?".into(),
                row![event.id, event.fence],
            );
            batch.insert("gone_receivers", "digest, gone_at", row![digest, now.millis()]);
            alert(&mut batch, event, RECEIVER_GONE, now);
            self.carry_out(batch).await
        })
        .await
    }

    /// Whether a receiver said that it is gone.
    pub(crate) async fn is_gone(&self, digest: &str) -> Result<bool, StoreError> {
        let query = self.dialect.query("SELECT digest FROM gone_receivers WHERE digest = ?").bind(digest);
        Ok(query.fetch_optional(&self.readers).await?.is_some())
    }

    /// The receiver is back: it is told again, also of what had been given up.
    pub(crate) async fn resume_events(&self, digest: &str, now: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let again = "UPDATE outbox SET next_at = ?, tries = 0, dead_at = NULL WHERE dead_at IS NOT NULL";
            self.dialect.query(again).bind(now.millis()).execute(&self.writer).await?;
            let waiting = "UPDATE outbox SET next_at = ?, tries = 0 WHERE next_at > ? AND tries > 0";
            self.dialect.query(waiting).bind(now.millis()).bind(now.millis()).execute(&self.writer).await?;
            let back = "DELETE FROM gone_receivers WHERE digest = ?";
            self.dialect.query(back).bind(digest).execute(&self.writer).await?;
            Ok(())
        })
        .await
    }

    /// How much waits, for an operator.
    pub(crate) async fn backlog(&self) -> Result<Backlog, StoreError> {
        let sql = "SELECT count(*) AS waiting, min(at) AS oldest FROM outbox WHERE next_at IS NOT NULL";
        let row = self.dialect.query(sql).fetch_one(&self.readers).await?;
        Ok(Backlog { waiting: row.try_get("waiting")?, oldest: row.try_get("oldest")? })
    }

    /// In one transaction; nothing if the guard does not hold, because somebody else has the event by now.
    async fn carry_out(&self, batch: Batch) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        if batch.within(&mut tx).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}

fn alert(batch: &mut Batch, event: &Claimed, reason: &str, now: Timestamp) {
    let row = row![event.payment_id.as_str(), event.version, reason, now.millis()];
    batch.insert("alerts", "payment_id, version, reason, at", row);
}

async fn read(tx: &mut Tx, row: &AnyRow, fence: i64) -> Result<Claimed, StoreError> {
    let order_id: String = row.try_get("order_id")?;
    let order = tx.query("SELECT total, currency FROM orders WHERE order_id = ?").bind(order_id.as_str());
    let order = order.fetch_one(&mut **tx).await?;
    let at = Timestamp::from_millis(row.try_get("at")?).map_err(|_| StoreError::OutOfRange("a time"))?;
    let tries = u32::try_from(row.try_get::<i64, _>("tries")?).unwrap_or(u32::MAX);
    Ok(Claimed {
        id: row.try_get("id")?,
        fence,
        payment_id: payment_id(row, "payment_id")?,
        order_id,
        version: row.try_get("version")?,
        state: row.try_get("state")?,
        at,
        tries,
        amount: order.try_get("total")?,
        currency: order.try_get("currency")?,
    })
}
