//! The outbox: events for the shop's other systems, in the order of each payment's versions, delivered at least once.

use super::batch::{Batch, row};
use super::payments::payment_id;
use super::transaction::Tx;
use super::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// An event to deliver, under a lease.
#[derive(Clone, Debug)]
pub(crate) struct LeasedEvent {
    id: i64,
    fence: i64,
    pub(crate) payment_id: PaymentId,
    pub(crate) order_id: String,
    pub(crate) version: i64,
    pub(crate) state: String,
    pub(crate) at: Timestamp,
    /// Failed attempts so far.
    pub(crate) attempts: u32,
    pub(crate) amount: i64,
    pub(crate) currency: String,
}

/// The events that are not delivered yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backlog {
    pub(crate) waiting: i64,
    /// Time of the oldest one, in milliseconds since 1970.
    pub(crate) oldest: Option<i64>,
}

/// Alert: an event was given up.
pub(crate) const UNDELIVERABLE: &str = "event_undeliverable";
/// Alert: the receiver answered 410.
pub(crate) const RECEIVER_GONE: &str = "event_receiver_gone";

impl Store {
    /// Leases due events until `lease_end`. No two processes get the same one. Of each payment only the first open
    /// event is leased: the later ones wait for it. Nothing is leased for a receiver that answered 410. The statement
    /// itself checks this: a check before it could be out of date.
    pub(crate) async fn lease_events(
        &self,
        digest: &str,
        now: Timestamp,
        lease_end: Timestamp,
        limit: u32,
    ) -> Result<Vec<LeasedEvent>, StoreError> {
        let due = "SELECT id, fence, payment_id, order_id, version, state, at, attempts FROM outbox
             WHERE next_attempt_at <= ? AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.payment_id = outbox.payment_id
                 AND e.version < outbox.version AND e.next_attempt_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM gone_receivers WHERE digest = ?)
             ORDER BY next_attempt_at, id LIMIT ?";
        let ask = |sql: &str| self.dialect.query(sql).bind(now.millis()).bind(digest).bind(i64::from(limit));
        // Usually nothing is due: this is checked without a lock.
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
                // Another process may have leased the row before this transaction got its lock.
                let taken = tx
                    .query("UPDATE outbox SET next_attempt_at = ?, fence = ? WHERE id = ? AND fence = ? AND next_attempt_at <= ?")
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

    /// The event was delivered.
    pub(crate) async fn event_delivered(
        &self,
        event: &LeasedEvent,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.retrying(|| async {
            let sql = "UPDATE outbox SET sent_at = ?, next_attempt_at = NULL WHERE id = ? AND fence = ?";
            let query = self.dialect.query(sql).bind(now.millis()).bind(event.id).bind(event.fence);
            query.execute(&self.writer).await?;
            Ok(())
        })
        .await
    }

    /// The delivery failed: repeats it at `next_attempt_at`, and postpones the payment's later events with it.
    pub(crate) async fn event_failed(
        &self,
        event: &LeasedEvent,
        next_attempt_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut batch = Batch::guarded(
                "UPDATE outbox SET next_attempt_at = ?, attempts = attempts + 1 WHERE id = ? AND fence = ?".into(),
                row![next_attempt_at.millis(), event.id, event.fence],
            );
            // The later events cannot be leased before it: without this, each search would read them.
            batch.update(
                "UPDATE outbox SET next_attempt_at = ? WHERE payment_id = ? AND version > ? AND next_attempt_at IS NOT NULL",
                row![next_attempt_at.millis(), event.payment_id.as_str(), event.version],
            );
            self.run_guarded(batch).await
        })
        .await
    }

    /// Gives the event up, with an alert.
    pub(crate) async fn give_up_event(&self, event: &LeasedEvent, now: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut batch = Batch::guarded(
                "UPDATE outbox SET given_up_at = ?, next_attempt_at = NULL WHERE id = ? AND fence = ?".into(),
                row![now.millis(), event.id, event.fence],
            );
            alert(&mut batch, event, UNDELIVERABLE, now);
            self.run_guarded(batch).await
        })
        .await
    }

    /// The receiver answered 410: nothing is sent to it until an operator resumes deliveries.
    pub(crate) async fn receiver_gone(
        &self,
        digest: &str,
        event: &LeasedEvent,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.is_gone(digest).await? {
            return Ok(());
        }
        self.retrying(|| async {
            let mut batch = Batch::guarded(
                // It stays leased until its lease ends: otherwise another process that has just searched would send it.
                "UPDATE outbox SET attempts = attempts + 1 WHERE id = ? AND fence = ?".into(),
                row![event.id, event.fence],
            );
            batch.insert("gone_receivers", "digest, gone_at", row![digest, now.millis()]);
            alert(&mut batch, event, RECEIVER_GONE, now);
            self.run_guarded(batch).await
        })
        .await
    }

    /// Whether the receiver answered 410.
    pub(crate) async fn is_gone(&self, digest: &str) -> Result<bool, StoreError> {
        let query = self.dialect.query("SELECT digest FROM gone_receivers WHERE digest = ?").bind(digest);
        Ok(query.fetch_optional(&self.readers).await?.is_some())
    }

    /// Resumes deliveries, including events that were given up.
    pub(crate) async fn resume_events(&self, digest: &str, now: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let again = "UPDATE outbox SET next_attempt_at = ?, attempts = 0, given_up_at = NULL WHERE given_up_at IS NOT NULL";
            self.dialect.query(again).bind(now.millis()).execute(&self.writer).await?;
            let waiting = "UPDATE outbox SET next_attempt_at = ?, attempts = 0 WHERE next_attempt_at > ? AND attempts > 0";
            self.dialect.query(waiting).bind(now.millis()).bind(now.millis()).execute(&self.writer).await?;
            let back = "DELETE FROM gone_receivers WHERE digest = ?";
            self.dialect.query(back).bind(digest).execute(&self.writer).await?;
            Ok(())
        })
        .await
    }

    /// Number and age of the events that are not delivered yet.
    pub(crate) async fn backlog(&self) -> Result<Backlog, StoreError> {
        let sql =
            "SELECT count(*) AS waiting, min(at) AS oldest FROM outbox WHERE next_attempt_at IS NOT NULL";
        let row = self.dialect.query(sql).fetch_one(&self.readers).await?;
        Ok(Backlog { waiting: row.try_get("waiting")?, oldest: row.try_get("oldest")? })
    }

    /// In one transaction; changes nothing if the guard finds no row, because another process has a newer lease.
    async fn run_guarded(&self, batch: Batch) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        if batch.run_in(&mut tx).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}

fn alert(batch: &mut Batch, event: &LeasedEvent, reason: &str, now: Timestamp) {
    let row = row![event.payment_id.as_str(), event.version, reason, now.millis()];
    batch.insert("alerts", "payment_id, version, reason, at", row);
}

async fn read(tx: &mut Tx, row: &AnyRow, fence: i64) -> Result<LeasedEvent, StoreError> {
    let order_id: String = row.try_get("order_id")?;
    let order = tx.query("SELECT total, currency FROM orders WHERE order_id = ?").bind(order_id.as_str());
    let order = order.fetch_one(&mut **tx).await?;
    let at = Timestamp::from_millis(row.try_get("at")?).map_err(|_| StoreError::OutOfRange("a time"))?;
    let attempts = u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX);
    Ok(LeasedEvent {
        id: row.try_get("id")?,
        fence,
        payment_id: payment_id(row, "payment_id")?,
        order_id,
        version: row.try_get("version")?,
        state: row.try_get("state")?,
        at,
        attempts,
        amount: order.try_get("total")?,
        currency: order.try_get("currency")?,
    })
}
