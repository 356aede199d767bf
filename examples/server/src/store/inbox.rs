//! Webhooks, stored once before they are acknowledged, so that a crash loses none.

use super::payments::payment_id;
use super::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::pg::{Pg, WebhookHeaders};
use daejo::time::Timestamp;
use sqlx::Row;

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

impl Store {
    /// Keeps a webhook, once.
    pub(crate) async fn receive(&self, received: &Received, now: Timestamp) -> Result<Kept, StoreError> {
        let mut tx = self.begin().await?;
        let counts = sqlx::query(
            "SELECT count(*) FILTER (WHERE pg = ?1 AND webhook_id = ?2) AS same, count(*) AS total
             FROM inbox WHERE payment_id = ?3 OR (pg = ?1 AND webhook_id = ?2)",
        )
        .bind(received.pg.code())
        .bind(&received.webhook_id)
        .bind(received.payment_id.as_str())
        .fetch_one(&mut *tx)
        .await?;
        if counts.try_get::<i64, _>("same")? > 0 {
            return Ok(Kept::Repeated);
        }
        if counts.try_get::<i64, _>("total")? >= MOST_PER_PAYMENT {
            return Ok(Kept::TooMany);
        }
        sqlx::query(
            "INSERT INTO inbox (pg, webhook_id, payment_id, headers, body, received_at) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(received.pg.code())
        .bind(&received.webhook_id)
        .bind(received.payment_id.as_str())
        .bind(serde_json::to_string(&received.headers)?)
        .bind(&received.body)
        .bind(now.millis())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Kept::New)
    }

    /// Webhooks that have not been acted upon, oldest first.
    pub(crate) async fn unhandled(&self, limit: u32) -> Result<Vec<Received>, StoreError> {
        let rows = sqlx::query(
            "SELECT pg, webhook_id, payment_id, headers, body FROM inbox
             WHERE handled_at IS NULL ORDER BY received_at LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let (pg, headers): (String, String) = (row.try_get("pg")?, row.try_get("headers")?);
                Ok(Received {
                    pg: Pg::from_code(&pg).ok_or(StoreError::OutOfRange("a PG"))?,
                    webhook_id: row.try_get("webhook_id")?,
                    payment_id: payment_id(row, "payment_id")?,
                    headers: serde_json::from_str(&headers)?,
                    body: row.try_get("body")?,
                })
            })
            .collect()
    }

    /// The webhook has been acted upon: what it said is not needed any more.
    pub(crate) async fn handled(&self, received: &Received, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "UPDATE inbox SET handled_at = ?, headers = NULL, body = NULL WHERE pg = ? AND webhook_id = ?",
        )
        .bind(now.millis())
        .bind(received.pg.code())
        .bind(&received.webhook_id)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }
}
