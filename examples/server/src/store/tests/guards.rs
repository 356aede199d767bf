//! Constraints of the database against bugs and manual statements, and the atomicity of a save.

use super::{Db, TestDatabase, good, moved, on_each_database, saved};
use crate::store::StoreError;
use daejo::payment::{Effect, State};

on_each_database!(
    the_database_refuses_invalid_changes,
    the_history_accepts_only_allowed_state_changes,
    a_change_over_an_old_version_changes_nothing,
    two_transitions_are_one_transaction,
    a_call_during_a_transaction_panics_in_debug,
    a_call_after_a_transaction_is_allowed,
);

async fn the_database_refuses_invalid_changes(database: &TestDatabase) {
    let store = database.store().await;
    store.placed().await;
    let refused = [
        "UPDATE history SET reason = 'x'",
        "DELETE FROM history",
        "UPDATE payments SET state = 'sold_out'",
        "UPDATE payments SET version = 0",
        "UPDATE stock SET free = free - 1 WHERE product_id = 'tea-jeju'",
        "UPDATE stock SET free = -1, sold = 40 WHERE product_id = 'tea-jeju'",
        "UPDATE reservations SET state = 'lost'",
        "UPDATE reservations SET product_id = 'nothing'",
        "UPDATE orders SET total = 0",
    ];
    for sql in refused {
        assert!(store.do_sql(sql).await.is_err(), "{sql}");
    }
    if database.db == Db::Postgres {
        assert!(store.do_sql("TRUNCATE history").await.is_err());
    }
    for state in State::ALL {
        assert!(store.do_sql(&format!("UPDATE payments SET state = '{}'", state.code())).await.is_ok());
    }
}

async fn the_history_accepts_only_allowed_state_changes(database: &TestDatabase) {
    let store = database.store().await;
    let id = store.placed().await.payment.payment_id;
    let pairs = State::ALL.into_iter().flat_map(|from| State::ALL.map(|to| (from, to)));
    for ((from, to), version) in pairs.zip(2_u32..) {
        let written = store
            .do_sql(&format!(
                "INSERT INTO history (payment_id, version, from_state, to_state, event, at)
                 VALUES ('{id}', {version}, '{}', '{}', 'answered', 1)",
                from.code(),
                to.code()
            ))
            .await;
        assert_eq!(written.is_ok(), from.can_become(to), "{} to {}", from.code(), to.code());
    }
}

async fn a_change_over_an_old_version_changes_nothing(database: &TestDatabase) {
    let store = database.store().await;
    let before = store.placed().await;
    good(store.move_to(&before, State::Confirming, &[], None).await);
    // The slower of two changes: its stock, its event and its history row are not stored either.
    let effects = [Effect::ReleaseStock, Effect::Publish { state: State::Canceled }];
    let late = store.move_to(&before, State::Canceled, &effects, None).await;
    assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
    let stored = store.newest(&before.payment.payment_id).await;
    assert_eq!((stored.payment.state, stored.payment.version), (State::Confirming, 2));
    assert_eq!(store.count("SELECT count(*) FROM history").await, 2);
    assert_eq!(store.count("SELECT count(*) FROM outbox").await, 0);
    assert_eq!(store.stock_of("tea-jeju").await, (39, 1, 0));
}

async fn two_transitions_are_one_transaction(database: &TestDatabase) {
    let store = database.store().await;
    let before = store.placed().await;
    let first = moved(&before.payment, State::Confirming, &[Effect::Publish { state: State::Confirming }]);
    let second = moved(
        &first.next,
        State::Paid,
        &[Effect::CommitStock, Effect::Fulfil, Effect::Publish { state: State::Paid }],
    );
    good(store.save(&saved(&before, &[first, second], None)).await);
    let stored = store.newest(&before.payment.payment_id).await;
    assert_eq!((stored.payment.state, stored.payment.version), (State::Paid, 3));
    assert_eq!(store.count("SELECT count(*) FROM history").await, 3);
    assert_eq!(store.count("SELECT count(*) FROM outbox").await, 2);
    assert_eq!(store.count("SELECT count(*) FROM orders WHERE fulfilled_at IS NOT NULL").await, 1);
    assert_eq!(store.stock_of("tea-jeju").await, (39, 0, 1));
}

async fn a_call_during_a_transaction_panics_in_debug(database: &TestDatabase) {
    let store = database.store().await;
    let task = tokio::spawn(async move {
        let tx = store.begin().await;
        store.assert_no_transaction();
        drop(tx);
    });
    assert!(task.await.is_err_and(|error| error.is_panic()));
}

async fn a_call_after_a_transaction_is_allowed(database: &TestDatabase) {
    let store = database.store().await;
    let task = tokio::spawn(async move {
        drop(store.begin().await);
        if let Ok(tx) = store.begin().await {
            assert!(tx.commit().await.is_ok());
        }
        store.assert_no_transaction();
    });
    assert!(task.await.is_ok());
}
