//! Unique keys.

use super::{TestDatabase, good, key, moved, on_each_database, saved};
use crate::clock::now;
use crate::store::{ReceiveOutcome, Received, StoreError};
use daejo::payment::State;
use daejo::pg::{Pg, WebhookHeaders};
use futures_util::future::join_all;

on_each_database!(
    an_order_has_one_active_payment,
    a_payment_key_belongs_to_one_payment,
    the_number_of_a_call_is_unique,
    a_webhook_is_stored_once,
);

async fn an_order_has_one_active_payment(database: &TestDatabase) {
    let store = database.store().await;
    let stored = store.placed().await;
    let attempt = |id: &str, state: &str| {
        format!(
            "INSERT INTO payments (payment_id, order_id, pg, state, version, document, created_at, updated_at)
             VALUES ('{id}', '{}', 'toss_payments', '{state}', 1, '{{}}', 1, 1)",
            stored.order.order_id
        )
    };
    for state in ["ready", "confirming", "awaiting_deposit", "unknown", "paid"] {
        assert!(store.do_sql(&attempt("pay_second", state)).await.is_err(), "{state}");
    }
    // Any number of ended payments may exist beside it.
    good(store.do_sql(&attempt("pay_third", "expired")).await);
    good(store.do_sql(&attempt("pay_fourth", "expired")).await);
    assert!(store.do_sql("UPDATE payments SET state = 'paid' WHERE payment_id = 'pay_third'").await.is_err());
}

async fn a_payment_key_belongs_to_one_payment(database: &TestDatabase) {
    let store = database.store().await;
    let (first, second) = (store.placed().await, store.placed().await);
    let claim = |stored: &crate::store::Stored, state| {
        let mut transition = moved(&stored.payment, state, &[]);
        transition.next.payment_key = Some(key("key_Of_the_first"));
        [transition]
    };
    good(store.save(&saved(&first, &claim(&first, State::Confirming), None)).await);
    let taken = store.save(&saved(&second, &claim(&second, State::Confirming), None)).await;
    assert!(matches!(taken, Err(StoreError::PaymentKeyTaken)), "{taken:?}");
    // Nothing was stored.
    assert_eq!(store.count("SELECT count(*) FROM history").await, 3);
    assert_eq!(store.newest(&second.payment.payment_id).await.payment.version, 1);
    // A key that differs in case is another key, and a payment that ended without money frees its key.
    let mut other = claim(&second, State::Confirming);
    other[0].next.payment_key = Some(key("KEY_Of_the_first"));
    good(store.save(&saved(&second, &other, None)).await);
    let first = store.newest(&first.payment.payment_id).await;
    good(store.move_to(&first, State::Declined, &[], None).await);
    let second = store.newest(&second.payment.payment_id).await;
    good(store.save(&saved(&second, &claim(&second, State::Confirming), None)).await);
}

async fn the_number_of_a_call_is_unique(database: &TestDatabase) {
    let store = database.store().await;
    let stored = store.placed().await;
    let id = stored.payment.payment_id.as_str();
    let call = |operation| format!("INSERT INTO calls VALUES ('{id}', 1, '{operation}', 1)");
    good(store.do_sql(&call("confirm")).await);
    for operation in ["confirm", "query_by_order_id"] {
        assert!(store.do_sql(&call(operation)).await.is_err(), "{operation}");
    }
}

async fn a_webhook_is_stored_once(database: &TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    let stored = one.placed().await;
    let received = Received {
        pg: Pg::TossPayments,
        webhook_id: "whtrans_1".into(),
        payment_id: stored.payment.payment_id,
        headers: WebhookHeaders::default(),
        body: b"{}".to_vec(),
    };
    let at = now();
    let all = (0..8).map(|number| if number % 2 == 0 { &one } else { &other });
    let kept = join_all(all.map(|store| store.receive(&received, at))).await;
    let kept: Vec<ReceiveOutcome> = kept.into_iter().map(good).collect();
    assert_eq!(kept.iter().filter(|kept| **kept == ReceiveOutcome::New).count(), 1, "{kept:?}");
    assert_eq!(kept.iter().filter(|kept| **kept == ReceiveOutcome::Repeated).count(), 7, "{kept:?}");
    assert_eq!(one.count("SELECT count(*) FROM inbox").await, 1);
    // The process that received it processes it; if that process ends, one of the others does.
    assert!(good(other.unhandled(at, 10).await).is_empty());
    let later = at.plus_millis(6_000);
    let (a, b) = tokio::join!(one.unhandled(later, 10), other.unhandled(later, 10));
    assert_eq!(good(a).len().saturating_add(good(b).len()), 1);
}
