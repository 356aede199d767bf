//! Payments: loaded with their order, stored over the version before, with their effects, in one transaction.

use super::{Store, StoreError, effects};
use daejo::id::{OrderId, PaymentId, PaymentKey};
use daejo::order::Order;
use daejo::payment::{AlertReason, Payment, Transition};
use daejo::pg::Pg;
use daejo::time::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// A payment as it is stored, with its order.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) order: Order,
    pub(crate) payment: Payment,
    pub(crate) order_name: String,
    pub(crate) receipt_url: Option<String>,
}

/// A transition to be stored.
pub(crate) struct Saved<'a> {
    /// The version it is stored over.
    pub(crate) before: &'a Stored,
    pub(crate) transition: &'a Transition,
    /// When the worker has to look at it again.
    pub(crate) due_at: Option<Timestamp>,
    /// Where the PG shows a receipt, once it has said so.
    pub(crate) receipt_url: Option<&'a str>,
    pub(crate) now: Timestamp,
}

/// What was stored beyond the core's own effects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aftermath {
    pub(crate) alerts: Vec<AlertReason>,
    /// Products that were sold again while their payment was open: a person has to see to them.
    pub(crate) short_of: Vec<String>,
}

macro_rules! stored_where {
    ($condition:literal) => {
        concat!(
            "SELECT o.document AS order_document, o.order_name, p.document, p.receipt_url
             FROM payments p JOIN orders o USING (order_id) WHERE ",
            $condition
        )
    };
}

impl Store {
    /// The payment of this id.
    pub(crate) async fn payment(&self, id: &PaymentId) -> Result<Option<Stored>, StoreError> {
        let query = sqlx::query(stored_where!("p.payment_id = ?")).bind(id.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(read).transpose()
    }

    /// The newest payment of an order.
    pub(crate) async fn payment_of_order(&self, id: &OrderId) -> Result<Option<Stored>, StoreError> {
        let query =
            sqlx::query(stored_where!("p.order_id = ? ORDER BY p.rowid DESC LIMIT 1")).bind(id.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(read).transpose()
    }

    /// The payment that the PG knows by this number.
    pub(crate) async fn payment_of_key(
        &self,
        pg: Pg,
        key: &PaymentKey,
    ) -> Result<Option<Stored>, StoreError> {
        let query =
            sqlx::query(stored_where!("p.pg = ? AND p.payment_key = ? ORDER BY p.rowid DESC LIMIT 1"))
                .bind(pg.code())
                .bind(key.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(read).transpose()
    }

    /// Payments that something has to be done for, the longest due first.
    pub(crate) async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<PaymentId>, StoreError> {
        let rows = sqlx::query(
            "SELECT payment_id FROM payments WHERE next_due_at <= ? ORDER BY next_due_at LIMIT ?",
        )
        .bind(now.millis())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| payment_id(row, "payment_id")).collect()
    }

    /// Puts a payment that could not be driven behind the others, so that a broken one does not hold them up.
    pub(crate) async fn postpone(&self, id: &PaymentId, until: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("UPDATE payments SET next_due_at = ?1 WHERE payment_id = ?2 AND next_due_at < ?1")
            .bind(until.millis())
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }

    /// Stores a transition with its effects, if the payment is still the one it was made from.
    pub(crate) async fn save(&self, saved: &Saved<'_>) -> Result<Aftermath, StoreError> {
        let next = &saved.transition.next;
        let mut tx = self.begin().await?;
        let changed = sqlx::query(
            "UPDATE payments SET payment_key = ?, state = ?, version = ?, document = ?, next_due_at = ?,
                 receipt_url = coalesce(?, receipt_url), updated_at = ?
             WHERE payment_id = ? AND version = ?",
        )
        .bind(next.payment_key.as_ref().map(PaymentKey::as_str))
        .bind(next.state.code())
        .bind(next.version)
        .bind(serde_json::to_string(next)?)
        .bind(saved.due_at.map(Timestamp::millis))
        .bind(saved.receipt_url)
        .bind(saved.now.millis())
        .bind(next.payment_id.as_str())
        .bind(saved.before.payment.version)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::of_payment)?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::Conflict);
        }
        let aftermath = effects::carry_out(&mut tx, next, &saved.transition.effects, saved.now).await?;
        tx.commit().await?;
        Ok(aftermath)
    }
}

pub(super) fn payment_id(row: &SqliteRow, column: &str) -> Result<PaymentId, StoreError> {
    let text: String = row.try_get(column)?;
    PaymentId::new(text).map_err(|_| StoreError::OutOfRange("a payment id"))
}

fn read(row: &SqliteRow) -> Result<Stored, StoreError> {
    let order: String = row.try_get("order_document")?;
    let payment: String = row.try_get("document")?;
    Ok(Stored {
        order: serde_json::from_str(&order)?,
        payment: serde_json::from_str(&payment)?,
        order_name: row.try_get("order_name")?,
        receipt_url: row.try_get("receipt_url")?,
    })
}
