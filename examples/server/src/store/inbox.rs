//! Webhooks, stored once before they are acknowledged, so that no crash loses one.

use super::payments::payment_id;
use super::{Store, StoreError, dialect};
use daejo::id::PaymentId;
use daejo::pg::{Pg, WebhookHeaders};
use daejo::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A webhook as it was received.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) pg: Pg,
    pub(crate) webhook_id: String,
    pub(crate) payment_id: PaymentId,
    pub(crate) headers: WebhookHeaders,
    pub(crate) body: Vec<u8>,
}

/// The result of storing a webhook.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ReceiveOutcome {
    New,
    /// It is stored already.
    Repeated,
    /// The payment has too many: this one leads to a query but is not stored.
    TooMany,
}

/// Most webhooks stored for one payment. More are forged.
const MOST_PER_PAYMENT: i64 = 200;

/// For how long a process keeps a webhook to itself: processing takes two transactions.
const LEASE_MS: u64 = 5_000;

impl Store {
    /// Stores a webhook once, leased to this process.
    pub(crate) async fn receive(
        &self,
        received: &Received,
        now: Timestamp,
    ) -> Result<ReceiveOutcome, StoreError> {
        // Two concurrent webhooks can both pass this check: the limit is only against floods.
        let counts = "SELECT count(*) AS total, count(CASE WHEN pg = ? AND webhook_id = ? THEN 1 END) AS same
             FROM inbox WHERE payment_id = ? OR (pg = ? AND webhook_id = ?)";
        let counts = self
            .dialect
            .query(counts)
            .bind(received.pg.code())
            .bind(received.webhook_id.as_str())
            .bind(received.payment_id.as_str())
            .bind(received.pg.code())
            .bind(received.webhook_id.as_str())
            .fetch_one(&self.readers)
            .await?;
        if counts.try_get::<i64, _>("same")? > 0 {
            return Ok(ReceiveOutcome::Repeated);
        }
        if counts.try_get::<i64, _>("total")? >= MOST_PER_PAYMENT {
            return Ok(ReceiveOutcome::TooMany);
        }
        let headers = serde_json::to_string(&received.headers)?;
        let kept = self.retrying(|| async {
            let sql =
                "INSERT INTO inbox (pg, webhook_id, payment_id, headers, body, received_at, lease_until)
                 VALUES (?, ?, ?, ?, ?, ?, ?)";
            self.dialect
                .query(sql)
                .bind(received.pg.code())
                .bind(received.webhook_id.as_str())
                .bind(received.payment_id.as_str())
                .bind(headers.as_str())
                .bind(received.body.as_slice())
                .bind(now.millis())
                .bind(now.plus_millis(LEASE_MS).millis())
                .execute(&self.writer)
                .await?;
            Ok(ReceiveOutcome::New)
        });
        match kept.await {
            Err(StoreError::Database(error)) if is_repeated(&error) => Ok(ReceiveOutcome::Repeated),
            kept => kept,
        }
    }

    /// Leases unprocessed webhooks, oldest first. No two processes get the same one.
    pub(crate) async fn unhandled(&self, now: Timestamp, limit: u32) -> Result<Vec<Received>, StoreError> {
        let open = "SELECT pg, webhook_id, payment_id, headers, body FROM inbox
             WHERE handled_at IS NULL AND lease_until < ? ORDER BY received_at LIMIT ?";
        let ask = |sql: &str| self.dialect.query(sql).bind(now.millis()).bind(i64::from(limit));
        if ask(open).fetch_optional(&self.readers).await?.is_none() {
            return Ok(Vec::new());
        }
        self.retrying(|| async {
            let mut tx = self.begin().await?;
            let rows = ask(&format!("{open}{}", self.dialect.skip_locked())).fetch_all(&mut *tx).await?;
            let found = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            for received in &found {
                tx.query("UPDATE inbox SET lease_until = ? WHERE pg = ? AND webhook_id = ?")
                    .bind(now.plus_millis(LEASE_MS).millis())
                    .bind(received.pg.code())
                    .bind(received.webhook_id.as_str())
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
            Ok(found)
        })
        .await
    }

    /// Marks a webhook as processed, and deletes its content.
    pub(crate) async fn handled(&self, received: &Received, now: Timestamp) -> Result<(), StoreError> {
        self.retrying(|| async {
            let sql = "UPDATE inbox SET handled_at = ?, headers = NULL, body = NULL WHERE pg = ? AND webhook_id = ?";
            let query = self.dialect.query(sql).bind(now.millis()).bind(received.pg.code());
            query.bind(received.webhook_id.as_str()).execute(&self.writer).await?;
            Ok(())
        })
        .await
    }
}

fn is_repeated(error: &sqlx::Error) -> bool {
    dialect::is_duplicate(error, "inbox_pkey", "inbox.webhook_id")
        || dialect::is_duplicate(error, "PRIMARY", "inbox.webhook_id")
}

fn read(row: &AnyRow) -> Result<Received, StoreError> {
    let (pg, headers): (String, String) = (row.try_get("pg")?, row.try_get("headers")?);
    Ok(Received {
        pg: Pg::from_code(&pg).ok_or(StoreError::OutOfRange("a PG"))?,
        webhook_id: row.try_get("webhook_id")?,
        payment_id: payment_id(row, "payment_id")?,
        headers: serde_json::from_str(&headers)?,
        body: row.try_get("body")?,
    })
}
