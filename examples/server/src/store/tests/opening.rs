//! Opening: concurrent, with all settings, and without the password in errors.

use super::{Db, TestDatabase, good, on_each_database};
use crate::config::Database;
use crate::measure;
use crate::store::open::WAL_SWITCH;
use crate::store::{Store, StoreError, schema};
use futures_util::future::join_all;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};
use std::time::Duration;

on_each_database!(
    many_start_on_an_empty_database,
    the_wait_for_the_schema_has_its_own_limit,
    another_versions_database_is_left_unchanged,
);

async fn many_start_on_an_empty_database(database: &TestDatabase) {
    let stores = join_all((0..8).map(|_| database.try_store())).await;
    for store in &stores {
        assert!(store.is_ok(), "{store:?}");
    }
    let store = database.store().await;
    assert_eq!(good(store.products().await).len(), 8);
    assert_eq!(store.count("SELECT count(*) FROM schema_version").await, 1);
}

/// SQLite does not wait here, whatever its busy time-out: the server has to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_to_wal_waits_for_another_server() {
    let Some(database) = TestDatabase::of(Db::Sqlite).await else { unreachable!() };
    assert!(measure::recorder().is_some());
    let options = SqliteConnectOptions::new().filename(database.address.expose()).create_if_missing(true);
    let mut other = good(options.connect().await);
    good(sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await);
    let refused = async {
        while !measure::page().unwrap_or_default().contains(WAL_SWITCH) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let opening = database.try_store();
    tokio::pin!(opening);
    tokio::select! {
        opened = &mut opening => unreachable!("opened beside a writer: {opened:?}"),
        () = refused => {}
    }
    good(sqlx::raw_sql("ROLLBACK").execute(&mut other).await);
    let store = good(opening.await);
    assert_eq!(good(store.products().await).len(), 8);
}

/// The file remembers WAL. Everything else has to be set on each connection.
#[tokio::test]
async fn every_sqlite_connection_has_its_settings() {
    let Some(database) = TestDatabase::of(Db::Sqlite).await else { unreachable!() };
    let store = database.store().await;
    for pool in [&store.writer, &store.readers] {
        let mode: String = good(sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await);
        assert_eq!(mode, "wal");
        for (pragma, expected) in
            [("PRAGMA busy_timeout", 10_000), ("PRAGMA foreign_keys", 1), ("PRAGMA synchronous", 2)]
        {
            let value: i64 = good(sqlx::query_scalar(pragma).fetch_one(pool).await);
            assert_eq!(value, expected, "{pragma}");
        }
    }
}

/// PostgreSQL would end the wait for the lock after the time-out of a statement.
async fn the_wait_for_the_schema_has_its_own_limit(database: &TestDatabase) {
    let store = database.store().await;
    let mut tx = good(store.begin().await);
    good(schema::lock(&mut tx, store.dialect.0).await);
    if database.db == Db::Postgres {
        for setting in ["statement_timeout", "lock_timeout"] {
            let sql = AssertSqlSafe(format!("SELECT current_setting('{setting}')"));
            let value: String = good(sqlx::query_scalar(sql).fetch_one(&mut *tx).await);
            assert_eq!(value, "1min", "{setting}");
        }
    }
}

async fn another_versions_database_is_left_unchanged(database: &TestDatabase) {
    let store = database.store().await;
    good(store.do_sql("UPDATE schema_version SET version = 99").await);
    assert!(matches!(database.try_store().await, Err(StoreError::OtherVersion)));
    if database.db == Db::Sqlite {
        // The first version stored its number in another place.
        good(store.do_sql("DROP TABLE schema_version").await);
        assert!(matches!(database.try_store().await, Err(StoreError::OtherVersion)));
    }
}

#[tokio::test]
async fn an_error_does_not_contain_the_password() {
    let addresses = [
        "postgres://shop:k7QzP2mW@127.0.0.1:1/shop",
        "postgres://shop:k7QzP2mW@127.0.0.1:notaport/shop",
        "postgres://shop:k7QzP2mW@127.0.0.1:1/shop?sslmode=k7QzP2mW",
        "mysql://shop:k7QzP2mW@127.0.0.1:1/shop",
        "mariadb://shop:k7QzP2mW@[k7QzP2mW/shop",
        "oracle://shop:k7QzP2mW@127.0.0.1:1/shop",
    ];
    for address in addresses {
        let opened = Store::open(&Database::new(address), 2, Duration::from_secs(1)).await;
        let Err(error) = opened else { unreachable!("{address}") };
        let said = format!("{error} {error:?}");
        assert!(!said.contains("k7Qz"), "{said}");
    }
}
