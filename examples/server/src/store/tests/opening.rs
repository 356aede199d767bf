//! Opening: once, by however many, and without a word about passwords.

use super::{On, Place, good, on_each_database};
use crate::config::Database;
use crate::measure;
use crate::store::open::WAL_SWITCH;
use crate::store::{Store, StoreError};
use futures_util::future::join_all;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::time::Duration;

on_each_database!(many_start_on_an_empty_database, another_versions_database_is_left_alone);

async fn many_start_on_an_empty_database(place: &Place) {
    let stores = join_all((0..8).map(|_| place.try_store())).await;
    for store in &stores {
        assert!(store.is_ok(), "{store:?}");
    }
    let store = place.store().await;
    assert_eq!(good(store.products().await).len(), 8);
    assert_eq!(store.count("SELECT count(*) FROM schema_version").await, 1);
}

/// SQLite does not wait here, whatever its busy time-out: the server has to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_to_wal_waits_for_another_server() {
    let Some(place) = Place::of(On::Sqlite).await else { unreachable!() };
    assert!(measure::recorder().is_some());
    let options = SqliteConnectOptions::new().filename(place.database.expose()).create_if_missing(true);
    let mut other = good(options.connect().await);
    good(sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await);
    let refused = async {
        while !measure::page().unwrap_or_default().contains(WAL_SWITCH) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let opening = place.try_store();
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
    let Some(place) = Place::of(On::Sqlite).await else { unreachable!() };
    let store = place.store().await;
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

async fn another_versions_database_is_left_alone(place: &Place) {
    let store = place.store().await;
    good(store.do_sql("UPDATE schema_version SET version = 99").await);
    assert!(matches!(place.try_store().await, Err(StoreError::OtherVersion)));
    if place.on == On::Sqlite {
        // The first version kept its number elsewhere.
        good(store.do_sql("DROP TABLE schema_version").await);
        assert!(matches!(place.try_store().await, Err(StoreError::OtherVersion)));
    }
}

#[tokio::test]
async fn an_error_says_nothing_of_the_password() {
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
