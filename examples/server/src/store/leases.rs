//! Leases of the recovery workers: which process drives a due payment.
//!
//! A lease only avoids double work: it ends by the clock, and clocks differ. So it counts as over only some time after
//! its end. Correctness comes from the fence, which stops a worker that was replaced, and from the version, which stops
//! every outdated change. A shopper's click needs no lease: its step is stored over a version as well.

use super::payments::payment_id;
use super::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::time::Timestamp;
use sqlx::Row;

/// Largest difference of two processes' clocks at which no lease is taken too early. A larger one only causes a
/// needless query.
const MAX_CLOCK_DIFFERENCE_MS: i64 = 1_000;

/// The right of one worker to drive a payment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Lease {
    /// Sequence number of this lease of the payment, from 1.
    pub(crate) fence: i64,
}

impl Store {
    /// The end of a lease that begins or is renewed now.
    pub(super) fn lease_end(&self, now: Timestamp) -> i64 {
        now.millis().saturating_add(i64::try_from(self.lease.as_millis()).unwrap_or(i64::MAX))
    }

    /// Leases due payments, the longest due first. No two workers get the same one.
    pub(crate) async fn lease_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(PaymentId, Lease)>, StoreError> {
        let over = now.millis().saturating_sub(MAX_CLOCK_DIFFERENCE_MS);
        let due = "SELECT payment_id, fence FROM payments
             WHERE next_due_at <= ? AND (lease_until IS NULL OR lease_until < ?) ORDER BY next_due_at LIMIT ?";
        let ask = |sql: &str| self.dialect.query(sql).bind(now.millis()).bind(over).bind(i64::from(limit));
        // Usually nothing is due: this is checked without a lock.
        if limit == 0 || ask(due).fetch_optional(&self.readers).await?.is_none() {
            return Ok(Vec::new());
        }
        self.retrying(|| async {
            let mut tx = self.begin().await?;
            let found = ask(&format!("{due}{}", self.dialect.skip_locked())).fetch_all(&mut *tx).await?;
            let mut claimed = Vec::with_capacity(found.len());
            for row in &found {
                let lease = Lease { fence: row.try_get::<i64, _>("fence")?.saturating_add(1) };
                let id = payment_id(row, "payment_id")?;
                tx.query(
                    "UPDATE payments SET lease_owner = ?, lease_until = ?, fence = ? WHERE payment_id = ?",
                )
                .bind(self.owner.as_str())
                .bind(self.lease_end(now))
                .bind(lease.fence)
                .bind(id.as_str())
                .execute(&mut *tx)
                .await?;
                claimed.push((id, lease));
            }
            tx.commit().await?;
            Ok(claimed)
        })
        .await
    }

    /// Releases a lease, unless another worker has a newer one.
    pub(crate) async fn release(&self, id: &PaymentId, lease: Lease) -> Result<(), StoreError> {
        self.retrying(|| async {
            let sql = "UPDATE payments SET lease_owner = NULL, lease_until = NULL WHERE payment_id = ? AND fence = ?";
            self.dialect.query(sql).bind(id.as_str()).bind(lease.fence).execute(&self.writer).await?;
            Ok(())
        })
        .await
    }

    /// Releases all leases of this process, so that others need not wait for their end.
    pub(crate) async fn release_all(&self) -> Result<(), StoreError> {
        self.retrying(|| async {
            let sql = "UPDATE payments SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?";
            self.dialect.query(sql).bind(self.owner.as_str()).execute(&self.writer).await?;
            Ok(())
        })
        .await
    }

    /// Postpones a payment, so that one that cannot be driven does not block the others.
    pub(crate) async fn postpone(&self, id: &PaymentId, until: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let sql = "UPDATE payments SET next_due_at = ? WHERE payment_id = ? AND next_due_at < ?";
            let query = self.dialect.query(sql).bind(until.millis()).bind(id.as_str()).bind(until.millis());
            query.execute(&self.writer).await?;
            Ok(())
        })
        .await
    }
}
