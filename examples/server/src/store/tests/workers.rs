//! Workers of several processes: leases and fences.

use super::{Place, good, on_each_database};
use crate::clock::now;
use crate::store::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::payment::State;
use futures_util::future::join_all;
use std::collections::HashSet;

on_each_database!(
    two_workers_never_claim_the_same_payment,
    a_worker_that_was_replaced_stores_nothing,
    what_is_given_back_can_be_claimed_at_once,
    clocks_may_differ_a_little,
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

async fn two_workers_never_claim_the_same_payment(place: &Place) {
    let (one, other) = (place.store().await, place.store().await);
    for _ in 0..24 {
        one.placed().await;
    }
    let claimed = join_all([&one, &other, &one].map(lease_all)).await.concat();
    let distinct: HashSet<&PaymentId> = claimed.iter().collect();
    assert_eq!((claimed.len(), distinct.len()), (24, 24));
}

async fn a_worker_that_was_replaced_stores_nothing(place: &Place) {
    let (one, other) = (place.store().await, place.store().await);
    one.placed().await;
    let due = now().plus_millis(700_000);
    let (id, old) = good(one.lease_due(due, 1).await).remove(0);
    // It pauses for longer than its lease, and is replaced.
    assert!(good(other.lease_due(due.plus_millis(5_500), 1).await).is_empty(), "the lease is not over");
    let (_, new) = good(other.lease_due(due.plus_millis(6_100), 1).await).remove(0);
    let before = one.newest(&id).await;
    let stored = one.move_to(&before, State::Expired, &[], Some(old)).await;
    assert!(matches!(stored, Err(StoreError::Conflict)), "{stored:?}");
    assert_eq!(one.newest(&id).await.payment.version, 1);
    assert_eq!(one.count("SELECT count(*) FROM history").await, 1);
    // Nor does it give back what is not its own any more.
    good(one.release(&id, old).await);
    assert!(good(one.lease_due(due.plus_millis(6_200), 1).await).is_empty());
    // A shopper's click has no lease and needs none; then the worker's version is old.
    good(one.move_to(&before, State::Confirming, &[], None).await);
    let stored = other.move_to(&before, State::Expired, &[], Some(new)).await;
    assert!(matches!(stored, Err(StoreError::Conflict)), "{stored:?}");
    let before = other.newest(&id).await;
    good(other.move_to(&before, State::Unknown, &[], Some(new)).await);
}

async fn what_is_given_back_can_be_claimed_at_once(place: &Place) {
    let (one, other) = (place.store().await, place.store().await);
    one.placed().await;
    one.placed().await;
    let due = now().plus_millis(700_000);
    let (id, lease) = good(one.lease_due(due, 2).await).remove(0);
    good(one.release(&id, lease).await);
    assert_eq!(good(other.lease_due(due, 2).await).len(), 1);
    good(one.release_all().await);
    // Its own is free again, and nobody else's.
    assert_eq!(good(other.lease_due(due, 2).await).len(), 1);
}

async fn clocks_may_differ_a_little(place: &Place) {
    let (one, fast) = (place.store().await, place.store().await);
    one.placed().await;
    let due = now().plus_millis(700_000);
    assert_eq!(good(one.lease_due(due, 1).await).len(), 1);
    // By its own clock the lease of five seconds is over, by the other's it may not be.
    assert!(good(fast.lease_due(due.plus_millis(5_900), 1).await).is_empty());
}
