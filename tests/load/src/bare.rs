//! The two database transactions of a confirm alone, without HTTP, the core and the PG's answer.

use crate::database::{Database, Kind};
use anyhow::Result;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sqlx::Row as _;
use std::time::{Duration, Instant};

/// How many pairs of transactions a second are committed, over payments in the state `ready`.
pub(crate) async fn pairs_per_second(
    database: &Database,
    kind: Kind,
    how_many: usize,
    in_flight: usize,
) -> Result<f64> {
    let ready =
        sqlx::query("SELECT payment_id, order_id FROM payments WHERE state = 'ready' ORDER BY payment_id")
            .fetch_all(&database.0)
            .await?;
    let rows: Vec<(String, String)> = ready
        .iter()
        .take(how_many)
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect::<Result<_>>()?;
    let begun = Instant::now();
    stream::iter(&rows)
        .map(|(payment, order)| async move {
            intent(database, kind, payment).await?;
            // The mean time of the fast PG.
            tokio::time::sleep(Duration::from_millis(20)).await;
            outcome(database, kind, payment, order).await
        })
        .buffer_unordered(in_flight)
        .try_collect::<()>()
        .await?;
    Ok(rows.len() as f64 / begun.elapsed().as_secs_f64())
}

/// Replaces each `?` by this database's placeholder.
fn with_placeholders(kind: Kind, sql: &'static str) -> sqlx::AssertSqlSafe<String> {
    let mut text = String::new();
    let mut number = 0_u32;
    for letter in sql.chars() {
        if letter == '?' && kind == Kind::Postgres {
            number = number.saturating_add(1);
            text.push_str(&format!("${number}"));
        } else {
            text.push(letter);
        }
    }
    sqlx::AssertSqlSafe(text)
}

async fn begin(database: &Database, kind: Kind) -> Result<sqlx::Transaction<'static, sqlx::Any>> {
    Ok(if kind == Kind::Sqlite {
        database.0.begin_with("BEGIN IMMEDIATE").await?
    } else {
        database.0.begin().await?
    })
}

async fn document(tx: &mut sqlx::AnyConnection, kind: Kind, payment: &str) -> Result<(String, i64)> {
    let row =
        sqlx::query(with_placeholders(kind, "SELECT document, version FROM payments WHERE payment_id = ?"))
            .bind(payment)
            .fetch_one(tx)
            .await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

async fn store(
    tx: &mut sqlx::AnyConnection,
    kind: Kind,
    payment: &str,
    state: &str,
    document: &str,
    version: i64,
) -> Result<()> {
    let next = version.saturating_add(1);
    let sql = "UPDATE payments SET state = ?, version = ?, document = ?, updated_at = ? WHERE payment_id = ? AND version = ?";
    sqlx::query(with_placeholders(kind, sql))
        .bind(state)
        .bind(next)
        .bind(document)
        .bind(next)
        .bind(payment)
        .bind(version)
        .execute(&mut *tx)
        .await?;
    let sql = "INSERT INTO history (payment_id, version, from_state, to_state, event, at) VALUES (?, ?, 'ready', ?, 'bare', 1)";
    sqlx::query(with_placeholders(kind, sql)).bind(payment).bind(next).bind(state).execute(tx).await?;
    Ok(())
}

async fn intent(database: &Database, kind: Kind, payment: &str) -> Result<()> {
    let mut tx = begin(database, kind).await?;
    let (text, version) = document(&mut tx, kind, payment).await?;
    store(&mut tx, kind, payment, "confirming", &text, version).await?;
    let sql = "INSERT INTO calls (payment_id, ordinal, operation, announced_at) VALUES (?, 1, 'confirm', 1)";
    sqlx::query(with_placeholders(kind, sql)).bind(payment).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}

async fn outcome(database: &Database, kind: Kind, payment: &str, order: &str) -> Result<()> {
    let mut tx = begin(database, kind).await?;
    let (text, version) = document(&mut tx, kind, payment).await?;
    store(&mut tx, kind, payment, "paid", &text, version).await?;
    let sql = "UPDATE orders SET fulfilled_at = 1 WHERE order_id = ?";
    sqlx::query(with_placeholders(kind, sql)).bind(order).execute(&mut *tx).await?;
    let sql = "INSERT INTO outbox (payment_id, order_id, version, state, at) VALUES (?, ?, ?, 'paid', 1)";
    sqlx::query(with_placeholders(kind, sql))
        .bind(payment)
        .bind(order)
        .bind(version)
        .execute(&mut *tx)
        .await?;
    let sql = "UPDATE reservations SET state = 'sold' WHERE payment_id = ?";
    sqlx::query(with_placeholders(kind, sql)).bind(payment).execute(&mut *tx).await?;
    let sql = "UPDATE stock SET held = held - 1, sold = sold + 1
         WHERE product_id = (SELECT product_id FROM reservations WHERE payment_id = ?)";
    sqlx::query(with_placeholders(kind, sql)).bind(payment).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}
