//! A new order: its record, its held stock and its payment in one transaction, once for each idempotency key.

use super::batch::{Batch, row};
use super::{Store, StoreError, dialect, stock};
use daejo::order::Order;
use daejo::payment::Payment;
use daejo::time::Timestamp;
use sqlx::Row;

/// Identifies a repeated request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Idempotency<'a> {
    pub(crate) route: &'a str,
    pub(crate) key: &'a str,
    /// Digest of the request: the same key with another request is refused.
    pub(crate) fingerprint: &'a str,
}

/// A new order.
#[derive(Debug)]
pub(crate) struct NewOrder<'a> {
    pub(crate) order: &'a Order,
    pub(crate) payment: &'a Payment,
    pub(crate) order_name: &'a str,
    /// The answer to the shopper, now and for every repeated request.
    pub(crate) answer: &'a str,
    pub(crate) now: Timestamp,
}

/// The result of placing an order.
#[derive(Debug)]
pub(crate) enum Placed {
    New,
    /// It was placed before, with this answer.
    Earlier(String),
}

impl Store {
    /// The answer to an earlier request with this key.
    pub(crate) async fn earlier_answer(
        &self,
        customer: &str,
        idempotency: Idempotency<'_>,
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT fingerprint, answer FROM idempotency
             WHERE customer_id = ? AND route = ? AND idempotency_key = ?";
        let query = self.dialect.query(sql).bind(customer).bind(idempotency.route).bind(idempotency.key);
        let Some(row) = query.fetch_optional(&self.readers).await? else { return Ok(None) };
        let fingerprint: String = row.try_get("fingerprint")?;
        if fingerprint == idempotency.fingerprint {
            Ok(Some(row.try_get("answer")?))
        } else {
            Err(StoreError::KeyReused)
        }
    }

    /// Records an order and holds its stock.
    pub(crate) async fn place(
        &self,
        new: &NewOrder<'_>,
        idempotency: Idempotency<'_>,
    ) -> Result<Placed, StoreError> {
        match self.retrying(|| self.place_once(new, idempotency)).await {
            Err(StoreError::Database(error)) if is_repeated(&error) => {
                let earlier = self.earlier_answer(new.order.customer_id.as_str(), idempotency).await?;
                earlier.map(Placed::Earlier).ok_or(StoreError::Database(error))
            }
            done => done,
        }
    }

    pub(super) async fn place_once(
        &self,
        new: &NewOrder<'_>,
        idempotency: Idempotency<'_>,
    ) -> Result<Placed, StoreError> {
        let mut tx = self.begin().await?;
        // The key first: a repeated request waits here for the first one, and then ends.
        let key = row![
            new.order.customer_id.as_str(),
            idempotency.route,
            idempotency.key,
            idempotency.fingerprint,
            new.answer,
            new.now.millis(),
        ];
        let mut batch = Batch::default();
        batch.insert(
            "idempotency",
            "customer_id, route, idempotency_key, fingerprint, answer, created_at",
            key,
        );
        record(&mut batch, new)?;
        batch.run_in(&mut tx).await?;
        stock::hold(&mut tx, new.order).await?;
        reservations(new).run_in(&mut tx).await?;
        tx.commit().await?;
        Ok(Placed::New)
    }
}

fn is_repeated(error: &sqlx::Error) -> bool {
    // MariaDB names every primary key PRIMARY; the other tables of this transaction cannot have a duplicate.
    dialect::is_duplicate(error, "idempotency_pkey", "idempotency.idempotency_key")
        || dialect::is_duplicate(error, "PRIMARY", "idempotency.idempotency_key")
}

fn record(batch: &mut Batch, new: &NewOrder<'_>) -> Result<(), StoreError> {
    let (order, payment, now) = (new.order, new.payment, new.now.millis());
    let (order_id, payment_id) = (order.order_id.as_str(), payment.payment_id.as_str());
    batch.insert(
        "orders",
        "order_id, customer_id, pg, currency, total, order_name, document, created_at",
        row![
            order_id,
            order.customer_id.as_str(),
            order.pg.code(),
            order.currency.code(),
            order.total.minor(),
            new.order_name,
            serde_json::to_string(order)?,
            now,
        ],
    );
    batch.insert(
        "payments",
        "payment_id, order_id, pg, state, version, document, next_due_at, created_at, updated_at",
        row![
            payment_id,
            order_id,
            payment.pg.code(),
            payment.state.code(),
            payment.version,
            serde_json::to_string(payment)?,
            payment.expires_at.millis(),
            now,
            now,
        ],
    );
    batch.insert(
        "history",
        "payment_id, version, to_state, event, at",
        row![payment_id, payment.version, payment.state.code(), "started", now],
    );
    Ok(())
}

fn reservations(new: &NewOrder<'_>) -> Batch {
    let mut batch = Batch::default();
    for (place, line) in (0_i64..).zip(&new.order.lines) {
        let row =
            row![new.payment.payment_id.as_str(), place, line.product_id.as_str(), line.quantity, "held"];
        batch.insert("reservations", "payment_id, line, product_id, quantity, state", row);
    }
    batch
}
