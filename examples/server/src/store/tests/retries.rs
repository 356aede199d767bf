//! Transactions that the database rolls back because of another one.

use super::{TestDatabase, good, on_each_database};
use crate::config::DatabaseKind;
use crate::store::dialect::may_be_retried;
use crate::store::{Store, StoreError};
use futures_util::future::join_all;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::Barrier;

on_each_database!(a_deadlock_is_retried, orders_of_the_same_products_never_deadlock);

/// Updates two products in the given order. Between them, at the first attempt, it waits until the other task has
/// updated its first one: then each waits for the other's row.
async fn update_in_order(
    store: &Store,
    products: [&'static str; 2],
    both_hold_one: &Barrier,
    tries: &AtomicU32,
) -> Result<(), StoreError> {
    let has_waited = AtomicBool::new(false);
    let has_waited = &has_waited;
    store
        .retrying(|| async {
            tries.fetch_add(1, Ordering::Relaxed);
            let mut tx = store.begin().await?;
            for product in products {
                let sql = "UPDATE stock SET free = free - 1, sold = sold + 1 WHERE product_id = ?";
                tx.query(sql).bind(product).execute(&mut *tx).await?;
                // SQLite has one writer at a time: the other task cannot come here.
                if store.dialect.0 != DatabaseKind::Sqlite && !has_waited.swap(true, Ordering::Relaxed) {
                    both_hold_one.wait().await;
                }
            }
            tx.commit().await
        })
        .await
}

async fn a_deadlock_is_retried(database: &TestDatabase) {
    let store = database.store().await;
    let (both_hold_one, tries) = (Barrier::new(2), AtomicU32::new(0));
    let (a, b) = tokio::join!(
        update_in_order(&store, ["tea-jeju", "mug-moon"], &both_hold_one, &tries),
        update_in_order(&store, ["mug-moon", "tea-jeju"], &both_hold_one, &tries),
    );
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    // Each is counted once, whichever was rolled back.
    assert_eq!(
        (store.stock_of("tea-jeju").await, store.stock_of("mug-moon").await),
        ((38, 0, 2), (28, 0, 2))
    );
    let least = if store.dialect.0 == DatabaseKind::Sqlite { 2 } else { 3 };
    assert!(tries.load(Ordering::Relaxed) >= least, "there was no deadlock");
}

async fn orders_of_the_same_products_never_deadlock(database: &TestDatabase) {
    let store = database.store().await;
    let carts = [[("tea-jeju", 1), ("soap-mugwort", 1)], [("soap-mugwort", 1), ("tea-jeju", 1)]];
    // Without retries: a deadlock would be an error.
    let placed = join_all(carts.into_iter().cycle().take(30).map(|cart| {
        let store = &store;
        async move { store.place_lines(&cart).await }
    }));
    for placed in placed.await {
        good(placed);
    }
    assert_eq!(store.stock_of("tea-jeju").await, (10, 30, 0));
}

#[tokio::test]
async fn a_busy_file_may_be_retried() {
    let directory = good(tempfile::tempdir());
    let options = SqliteConnectOptions::new()
        .filename(directory.path().join("shop.db"))
        .create_if_missing(true)
        .busy_timeout(Duration::ZERO);
    let mut one = good(SqliteConnection::connect_with(&options).await);
    let mut other = good(SqliteConnection::connect_with(&options).await);
    good(sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut one).await);
    let Err(error) = sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await else { unreachable!() };
    assert_eq!(may_be_retried(&error), Some("busy"), "{error}");
}
