//! Stock: the sum is constant in every case.

use super::{Db, TestDatabase, good, on_each_database};
use crate::store::StoreError;
use daejo::payment::{Effect, State};
use futures_util::future::join_all;

on_each_database!(
    stock_follows_the_payment,
    late_money_takes_free_stock,
    the_last_piece_is_sold_once,
    sales_of_the_same_products_never_deadlock,
);

async fn stock_follows_the_payment(database: &TestDatabase) {
    let store = database.store().await;
    let id = good(store.place_lines(&[("mug-moon", 2), ("tea-jeju", 3), ("mug-moon", 1)]).await);
    assert_eq!(
        (store.stock_of("mug-moon").await, store.stock_of("tea-jeju").await),
        ((27, 3, 0), (37, 3, 0))
    );
    let before = store.newest(&id).await;
    good(store.move_to(&before, State::Paid, &[Effect::CommitStock], None).await);
    assert_eq!(
        (store.stock_of("mug-moon").await, store.stock_of("tea-jeju").await),
        ((27, 0, 3), (37, 0, 3))
    );
    // A refund frees sold stock, once.
    for state in [State::Refunded, State::Refunded] {
        let before = store.newest(&id).await;
        good(store.move_to(&before, state, &[Effect::ReleaseStock], None).await);
        assert_eq!(
            (store.stock_of("mug-moon").await, store.stock_of("tea-jeju").await),
            ((30, 0, 0), (40, 0, 0))
        );
    }
}

async fn late_money_takes_free_stock(database: &TestDatabase) {
    let store = database.store().await;
    let id = good(store.place_lines(&[("print-minhwa", 1), ("tea-jeju", 1)]).await);
    let before = store.newest(&id).await;
    good(store.move_to(&before, State::Expired, &[Effect::ReleaseStock], None).await);
    assert_eq!(store.stock_of("print-minhwa").await, (1, 0, 0));
    // The only print is sold to another order.
    let other = good(store.place_lines(&[("print-minhwa", 1)]).await);
    let stale = before;
    // An order is revived with all of its stock or not at all.
    let before = store.newest(&id).await;
    let revived = store.move_to(&before, State::Paid, &[Effect::CommitStock], None).await;
    assert!(matches!(revived, Err(StoreError::StockGone)), "{revived:?}");
    assert_eq!(
        (store.stock_of("print-minhwa").await, store.stock_of("tea-jeju").await),
        ((0, 1, 0), (40, 0, 0))
    );
    assert_eq!(store.newest(&id).await.payment.state, State::Expired);
    // An order that had not ended is stored with the stock that is left, and with an alert.
    good(store.move_to(&before, State::Refunding, &[], None).await);
    let before = store.newest(&id).await;
    let result = good(store.move_to(&before, State::Paid, &[Effect::CommitStock], None).await);
    assert_eq!(result.missing_stock, ["print-minhwa"]);
    assert_eq!(store.count("SELECT count(*) FROM alerts WHERE reason = 'stock_short'").await, 1);
    assert_eq!(
        (store.stock_of("print-minhwa").await, store.stock_of("tea-jeju").await),
        ((0, 1, 0), (39, 0, 1))
    );
    // PostgreSQL moves held stock in one statement: if a line is wrongly taken for held, nothing is stored.
    if database.db == Db::Postgres {
        let mut wrong = store.newest(&id).await;
        wrong.is_held = stale.is_held;
        let stored = store.move_to(&wrong, State::Refunded, &[Effect::ReleaseStock], None).await;
        assert!(matches!(stored, Err(StoreError::Conflict)), "{stored:?}");
        assert_eq!(store.stock_of("tea-jeju").await, (39, 0, 1));
    }
    let other = store.newest(&other).await;
    good(store.move_to(&other, State::Paid, &[Effect::CommitStock], None).await);
    assert_eq!(store.stock_of("print-minhwa").await, (0, 0, 1));
}

async fn the_last_piece_is_sold_once(database: &TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    let all = (0..10).map(|number| if number % 2 == 0 { &one } else { &other });
    let placed = join_all(all.map(|store| store.place_lines(&[("print-minhwa", 1)]))).await;
    let refused =
        placed.iter().filter(|placed| matches!(placed, Err(StoreError::OutOfStock { free: 0, .. })));
    assert_eq!(refused.count(), 9, "{placed:?}");
    assert_eq!(one.stock_of("print-minhwa").await, (0, 1, 0));
    // A refused checkout leaves no order.
    assert_eq!(one.count("SELECT count(*) FROM orders").await, 1);
}

async fn sales_of_the_same_products_never_deadlock(database: &TestDatabase) {
    let store = database.store().await;
    let carts = [[("tea-jeju", 1), ("soap-mugwort", 1)], [("soap-mugwort", 1), ("tea-jeju", 1)]];
    let mut orders = Vec::new();
    for cart in carts.iter().cycle().take(30) {
        let id = good(store.place_lines(cart).await);
        orders.push(store.newest(&id).await);
    }
    // Without retries: a deadlock would be an error.
    let sales = join_all(orders.iter().map(|before| {
        let store = &store;
        async move {
            let transitions = [super::moved(&before.payment, State::Paid, &[Effect::CommitStock])];
            store.save_once(&super::saved(before, &transitions, None)).await
        }
    }));
    for sale in sales.await {
        good(sale);
    }
    assert_eq!(
        (store.stock_of("tea-jeju").await, store.stock_of("soap-mugwort").await),
        ((10, 0, 30), (30, 0, 30))
    );
}
