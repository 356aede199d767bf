//! Webhooks, stored once before they are acknowledged, so that a crash loses none.

use super::payments::payment_id;
use super::{Store, StoreError, dialect};
use daejo::id::PaymentId;
use daejo::pg::{Pg, WebhookHeaders};
use daejo::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A webhook as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) pg: Pg,
    pub(crate) webhook_id: String,
    pub(crate) payment_id: PaymentId,
    pub(crate) headers: WebhookHeaders,
    pub(crate) body: Vec<u8>,
}

/// What became of a webhook.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kept {
    New,
    /// It is here already.
    Repeated,
    /// There are so many that somebody makes them up: it is worth a look, not a row.
    TooMany,
}

/// The most webhooks that are kept for one payment. More only come from somebody who makes them up.
const MOST_PER_PAYMENT: i64 = 200;

/// For how long a process has a webhook to itself: acting upon one is two transactions.
const LEASE_MS: u64 = 5_000;

impl Store {
    /// Keeps a webhook, once, and for this process to act upon.
    pub(crate) async fn receive(&self, received: &Received, now: Timestamp) -> Result<Kept, StoreError> {
        // Two that come at the same moment may both be counted too early: the bound is against a flood.
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
            return Ok(Kept::Repeated);
        }
        if counts.try_get::<i64, _>("total")? >= MOST_PER_PAYMENT {
            return Ok(Kept::TooMany);
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
            Ok(Kept::New)
        });
        match kept.await {
            Err(StoreError::Database(error)) if is_repeated(&error) => Ok(Kept::Repeated),
            kept => kept,
        }
    }

    /// Takes webhooks that nobody acts upon, oldest first. No two processes get the same one.
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

    /// The webhook has been acted upon: what it said is not needed any more.
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
