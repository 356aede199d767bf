//! Transactions that the database undoes for another one's sake.

use super::{Place, good, on_each_database};
use crate::store::dialect::may_be_retried;
use crate::store::{Store, StoreError};
use futures_util::future::join_all;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::Barrier;

on_each_database!(a_planted_deadlock_is_tried_again, orders_of_the_same_products_never_wait_for_each_other);

/// Takes two shelves, in the order given, and waits in between until the other one has its first.
async fn crossing(
    store: &Store,
    shelves: [&'static str; 2],
    met: &Barrier,
    tries: &AtomicU32,
) -> Result<(), StoreError> {
    store
        .retrying(|| async {
            tries.fetch_add(1, Ordering::Relaxed);
            let mut tx = store.begin().await?;
            for shelf in shelves {
                let sql = "UPDATE stock SET free = free - 1, sold = sold + 1 WHERE product_id = ?";
                tx.query(sql).bind(shelf).execute(&mut *tx).await?;
                // SQLite has one writer at a time: nobody comes.
                let _ = tokio::time::timeout(Duration::from_millis(300), met.wait()).await;
            }
            tx.commit().await
        })
        .await
}

async fn a_planted_deadlock_is_tried_again(place: &Place) {
    let store = place.store().await;
    let (met, tries) = (Barrier::new(2), AtomicU32::new(0));
    let (a, b) = tokio::join!(
        crossing(&store, ["tea-jeju", "mug-moon"], &met, &tries),
        crossing(&store, ["mug-moon", "tea-jeju"], &met, &tries),
    );
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    // Each counted once, whatever was undone.
    assert_eq!((store.shelf("tea-jeju").await, store.shelf("mug-moon").await), ((38, 0, 2), (28, 0, 2)));
    let least = if store.dialect.0 == crate::config::DatabaseKind::Sqlite { 2 } else { 3 };
    assert!(tries.load(Ordering::Relaxed) >= least, "there was no deadlock");
}

async fn orders_of_the_same_products_never_wait_for_each_other(place: &Place) {
    let store = place.store().await;
    let carts = [[("tea-jeju", 1), ("soap-mugwort", 1)], [("soap-mugwort", 1), ("tea-jeju", 1)]];
    // Without another try: the first deadlock would be an error.
    let placed = join_all(carts.into_iter().cycle().take(30).map(|cart| {
        let store = &store;
        async move { store.place_lines(&cart).await }
    }));
    for placed in placed.await {
        good(placed);
    }
    assert_eq!(store.shelf("tea-jeju").await, (10, 30, 0));
}

#[tokio::test]
async fn a_busy_file_is_tried_again() {
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
