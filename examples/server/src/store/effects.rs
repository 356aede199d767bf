//! The core's effects, as changes of rows, in the transaction of their payment.

use super::StoreError;
use super::payments::Aftermath;
use daejo::payment::{AlertReason, Effect, Payment};
use daejo::time::Timestamp;
use sqlx::{Row, SqliteConnection};

pub(super) async fn carry_out(
    connection: &mut SqliteConnection,
    payment: &Payment,
    effects: &[Effect],
    now: Timestamp,
) -> Result<Aftermath, StoreError> {
    let mut aftermath = Aftermath::default();
    for effect in effects {
        match effect {
            Effect::Record { from, to, event, reason, at } => {
                sqlx::query(
                    "INSERT INTO history (payment_id, version, from_state, to_state, event, reason, at)
                     VALUES (?, ?, ?, ?, ?, ?, ?)",
                )
                .bind(payment.payment_id.as_str())
                .bind(payment.version)
                .bind(from.code())
                .bind(to.code())
                .bind(event)
                .bind(reason.map(|reason| reason.code()))
                .bind(at.millis())
                .execute(&mut *connection)
                .await?;
            }
            Effect::CommitStock => aftermath.short_of.extend(commit_stock(connection, payment).await?),
            Effect::ReleaseStock => release_stock(connection, payment).await?,
            Effect::Fulfil => {
                sqlx::query("UPDATE orders SET fulfilled_at = coalesce(fulfilled_at, ?) WHERE order_id = ?")
                    .bind(now.millis())
                    .bind(payment.order_id.as_str())
                    .execute(&mut *connection)
                    .await?;
            }
            Effect::Alert { reason } => {
                tell(connection, payment, &alert_code(*reason), now).await?;
                aftermath.alerts.push(*reason);
            }
            Effect::Publish { state } => {
                sqlx::query(
                    "INSERT INTO outbox (payment_id, order_id, version, state, at) VALUES (?, ?, ?, ?, ?)",
                )
                .bind(payment.payment_id.as_str())
                .bind(payment.order_id.as_str())
                .bind(payment.version)
                .bind(state.code())
                .bind(now.millis())
                .execute(&mut *connection)
                .await?;
            }
        }
    }
    if !aftermath.short_of.is_empty() {
        tell(connection, payment, STOCK_SHORT, now).await?;
    }
    Ok(aftermath)
}

/// Paid for, and sold out in the meantime: the one alert that is the shop's own.
pub(crate) const STOCK_SHORT: &str = "stock_short";

async fn tell(
    connection: &mut SqliteConnection,
    payment: &Payment,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO alerts (payment_id, version, reason, at) VALUES (?, ?, ?, ?)")
        .bind(payment.payment_id.as_str())
        .bind(payment.version)
        .bind(reason)
        .bind(now.millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// The code of an alert: the core writes it as JSON and has no other spelling.
pub(crate) fn alert_code(reason: AlertReason) -> String {
    let written = serde_json::to_value(reason).ok();
    written.and_then(|code| code.as_str().map(String::from)).unwrap_or_default()
}

struct Line {
    line: i64,
    product_id: String,
    quantity: i64,
    state: String,
}

async fn lines(connection: &mut SqliteConnection, payment: &Payment) -> Result<Vec<Line>, StoreError> {
    let rows = sqlx::query("SELECT line, product_id, quantity, state FROM reservations WHERE payment_id = ?")
        .bind(payment.payment_id.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                line: row.try_get("line")?,
                product_id: row.try_get("product_id")?,
                quantity: row.try_get("quantity")?,
                state: row.try_get("state")?,
            })
        })
        .collect()
}

/// What is held is sold. Lines that had been let go are taken again if they can be; those that cannot are named.
async fn commit_stock(
    connection: &mut SqliteConnection,
    payment: &Payment,
) -> Result<Vec<String>, StoreError> {
    let mut short_of = Vec::new();
    for line in lines(connection, payment).await? {
        let sql = match line.state.as_str() {
            "held" => "UPDATE stock SET held = held - ?1, sold = sold + ?1 WHERE product_id = ?2",
            "released" => {
                "UPDATE stock SET free = free - ?1, sold = sold + ?1 WHERE product_id = ?2 AND free >= ?1"
            }
            _ => continue,
        };
        let moved =
            sqlx::query(sql).bind(line.quantity).bind(&line.product_id).execute(&mut *connection).await?;
        if moved.rows_affected() == 0 {
            short_of.push(line.product_id);
        } else {
            set_state(connection, payment, line.line, "sold").await?;
        }
    }
    Ok(short_of)
}

/// Whatever this payment still holds or has sold is free again. A second time finds nothing to free.
async fn release_stock(connection: &mut SqliteConnection, payment: &Payment) -> Result<(), StoreError> {
    for line in lines(connection, payment).await? {
        let sql = match line.state.as_str() {
            "held" => "UPDATE stock SET held = held - ?1, free = free + ?1 WHERE product_id = ?2",
            "sold" => "UPDATE stock SET sold = sold - ?1, free = free + ?1 WHERE product_id = ?2",
            _ => continue,
        };
        sqlx::query(sql).bind(line.quantity).bind(&line.product_id).execute(&mut *connection).await?;
        set_state(connection, payment, line.line, "released").await?;
    }
    Ok(())
}

async fn set_state(
    connection: &mut SqliteConnection,
    payment: &Payment,
    line: i64,
    state: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE reservations SET state = ? WHERE payment_id = ? AND line = ?")
        .bind(state)
        .bind(payment.payment_id.as_str())
        .bind(line)
        .execute(connection)
        .await?;
    Ok(())
}
