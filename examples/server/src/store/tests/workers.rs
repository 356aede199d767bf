//! Workers of several processes: leases and fences.

use super::{TestDatabase, good, on_each_database};
use crate::clock::now;
use crate::store::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::payment::State;
use futures_util::future::join_all;
use std::collections::HashSet;

on_each_database!(
    two_workers_never_lease_the_same_payment,
    a_worker_that_was_replaced_stores_nothing,
    a_released_payment_can_be_leased_at_once,
    a_lease_outlasts_a_small_clock_difference,
);

async fn lease_all(store: &Store) -> Vec<PaymentId> {
    let mut mine = Vec::new();
    loop {
        let later = now().plus_millis(700_000);
        let claimed = good(store.lease_due(later, 3).await);
        if claimed.is_empty() {
            return mine;
        }
        mine.extend(claimed.into_iter().map(|(id, _)| id));
    }
}

async fn two_workers_never_lease_the_same_payment(database: &TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    for _ in 0..24 {
        one.placed().await;
    }
    let claimed = join_all([&one, &other, &one].map(lease_all)).await.concat();
    let distinct: HashSet<&PaymentId> = claimed.iter().collect();
    assert_eq!((claimed.len(), distinct.len()), (24, 24));
}

async fn a_worker_that_was_replaced_stores_nothing(database: &TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    one.placed().await;
    let due = now().plus_millis(700_000);
    let (id, old) = good(one.lease_due(due, 1).await).remove(0);
    // The first worker pauses for longer than its lease, and is replaced.
    assert!(good(other.lease_due(due.plus_millis(5_500), 1).await).is_empty(), "the lease is not over");
    let (_, new) = good(other.lease_due(due.plus_millis(6_100), 1).await).remove(0);
    let before = one.newest(&id).await;
    let stored = one.move_to(&before, State::Expired, &[], Some(old)).await;
    assert!(matches!(stored, Err(StoreError::Conflict)), "{stored:?}");
    assert_eq!(one.newest(&id).await.payment.version, 1);
    assert_eq!(one.count("SELECT count(*) FROM history").await, 1);
    // It cannot release the newer lease either.
    good(one.release(&id, old).await);
    assert!(good(one.lease_due(due.plus_millis(6_200), 1).await).is_empty());
    // A shopper's click needs no lease; after it the worker's version is outdated.
    good(one.move_to(&before, State::Confirming, &[], None).await);
    let stored = other.move_to(&before, State::Expired, &[], Some(new)).await;
    assert!(matches!(stored, Err(StoreError::Conflict)), "{stored:?}");
    let before = other.newest(&id).await;
    good(other.move_to(&before, State::Unknown, &[], Some(new)).await);
}

async fn a_released_payment_can_be_leased_at_once(database: &TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    one.placed().await;
    one.placed().await;
    let due = now().plus_millis(700_000);
    let (id, lease) = good(one.lease_due(due, 2).await).remove(0);
    good(one.release(&id, lease).await);
    assert_eq!(good(other.lease_due(due, 2).await).len(), 1);
    good(one.release_all().await);
    // Only its own leases are released.
    assert_eq!(good(other.lease_due(due, 2).await).len(), 1);
}

async fn a_lease_outlasts_a_small_clock_difference(database: &TestDatabase) {
    let (one, fast) = (database.store().await, database.store().await);
    one.placed().await;
    let due = now().plus_millis(700_000);
    assert_eq!(good(one.lease_due(due, 1).await).len(), 1);
    // By this worker's clock the lease of five seconds is over, by the other's clock it may not be.
    assert!(good(fast.lease_due(due.plus_millis(5_900), 1).await).is_empty());
}
