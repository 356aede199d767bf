//! Opening: once, by however many, and without a word about passwords.

use super::{On, Place, good, on_each_database};
use crate::config::Database;
use crate::store::{Store, StoreError};
use futures_util::future::join_all;
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
