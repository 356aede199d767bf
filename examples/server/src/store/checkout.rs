//! A new order: recorded, its stock held and its payment made in one transaction, once per idempotency key.

use super::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::order::Order;
use daejo::payment::Payment;
use daejo::time::Timestamp;
use sqlx::{Row, SqliteConnection};

/// By which a repeated request is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Idempotency<'a> {
    pub(crate) route: &'a str,
    pub(crate) key: &'a str,
    /// Of the request: the same key with another request is a mistake.
    pub(crate) fingerprint: &'a str,
}

/// What is recorded.
#[derive(Debug)]
pub(crate) struct NewOrder<'a> {
    pub(crate) order: &'a Order,
    pub(crate) payment: &'a Payment,
    pub(crate) order_name: &'a str,
    /// What the shopper is answered, now and on every repetition.
    pub(crate) answer: &'a str,
    pub(crate) now: Timestamp,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Placed {
    New,
    /// It had been placed before; this was the answer then.
    Before(String),
}

impl Store {
    /// The answer to an earlier request with this key.
    pub(crate) async fn earlier(
        &self,
        customer: &str,
        idempotency: Idempotency<'_>,
    ) -> Result<Option<String>, StoreError> {
        let mut connection = self.readers.acquire().await?;
        earlier(&mut connection, customer, idempotency).await
    }

    /// Records an order and holds its stock.
    pub(crate) async fn place(
        &self,
        new: &NewOrder<'_>,
        idempotency: Idempotency<'_>,
    ) -> Result<Placed, StoreError> {
        let customer = new.order.customer_id.as_str();
        let mut tx = self.begin().await?;
        if let Some(answer) = earlier(&mut tx, customer, idempotency).await? {
            return Ok(Placed::Before(answer));
        }
        record(&mut tx, new).await?;
        hold(&mut tx, &new.payment.payment_id, new.order).await?;
        sqlx::query(
            "INSERT INTO idempotency (customer_id, route, key, fingerprint, answer, created_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(customer)
        .bind(idempotency.route)
        .bind(idempotency.key)
        .bind(idempotency.fingerprint)
        .bind(new.answer)
        .bind(new.now.millis())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Placed::New)
    }
}

async fn earlier(
    connection: &mut SqliteConnection,
    customer: &str,
    idempotency: Idempotency<'_>,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT fingerprint, answer FROM idempotency WHERE customer_id = ? AND route = ? AND key = ?",
    )
    .bind(customer)
    .bind(idempotency.route)
    .bind(idempotency.key)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let fingerprint: String = row.try_get("fingerprint")?;
    if fingerprint == idempotency.fingerprint {
        Ok(Some(row.try_get("answer")?))
    } else {
        Err(StoreError::KeyReused)
    }
}

async fn record(connection: &mut SqliteConnection, new: &NewOrder<'_>) -> Result<(), StoreError> {
    let (order, payment, now) = (new.order, new.payment, new.now.millis());
    sqlx::query(
        "INSERT INTO orders (order_id, customer_id, pg, currency, total, order_name, document, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(order.order_id.as_str())
    .bind(order.customer_id.as_str())
    .bind(order.pg.code())
    .bind(order.currency.code())
    .bind(order.total.minor())
    .bind(new.order_name)
    .bind(serde_json::to_string(order)?)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO payments (payment_id, order_id, pg, state, version, document, next_due_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(payment.payment_id.as_str())
    .bind(order.order_id.as_str())
    .bind(payment.pg.code())
    .bind(payment.state.code())
    .bind(payment.version)
    .bind(serde_json::to_string(payment)?)
    .bind(payment.expires_at.millis())
    .bind(now)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO history (payment_id, version, to_state, event, at) VALUES (?, ?, ?, 'started', ?)",
    )
    .bind(payment.payment_id.as_str())
    .bind(payment.version)
    .bind(payment.state.code())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

async fn hold(
    connection: &mut SqliteConnection,
    payment: &PaymentId,
    order: &Order,
) -> Result<(), StoreError> {
    for (place, line) in (0_i64..).zip(&order.lines) {
        let held = sqlx::query(
            "UPDATE stock SET free = free - ?1, held = held + ?1 WHERE product_id = ?2 AND free >= ?1",
        )
        .bind(line.quantity)
        .bind(&line.product_id)
        .execute(&mut *connection)
        .await?;
        if held.rows_affected() == 0 {
            let row = sqlx::query("SELECT free FROM stock WHERE product_id = ?")
                .bind(&line.product_id)
                .fetch_optional(connection)
                .await?;
            let free = row.map_or(Ok(0), |row| row.try_get("free"))?;
            return Err(StoreError::OutOfStock { product_id: line.product_id.clone(), free });
        }
        sqlx::query(
            "INSERT INTO reservations (payment_id, line, product_id, quantity, state) VALUES (?, ?, ?, ?, 'held')",
        )
        .bind(payment.as_str())
        .bind(place)
        .bind(&line.product_id)
        .bind(line.quantity)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
