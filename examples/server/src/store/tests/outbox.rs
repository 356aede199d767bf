//! The outbox: each event to one process at a time, each payment's in their order, and no word from who was replaced.

use super::{Place, good, on_each_database};
use crate::clock::now;
use crate::store::{LeasedEvent, Store};
use daejo::id::PaymentId;
use daejo::payment::{Effect, State};
use daejo::time::Timestamp;

/// The only event that was claimed.
async fn only(store: &Store, now: Timestamp) -> LeasedEvent {
    let mut claimed = lease(store, now).await;
    assert_eq!(claimed.len(), 1, "{claimed:?}");
    claimed.pop().unwrap_or_else(|| unreachable!("one was counted"))
}

on_each_database!(
    a_payments_events_come_one_after_the_other,
    two_processes_never_hold_the_same_event,
    who_was_replaced_marks_nothing,
    what_is_given_up_is_no_longer_in_the_way
);

/// A payment with two events.
async fn told_twice(store: &Store) -> PaymentId {
    let stored = store.placed().await;
    let confirming = [Effect::Publish { state: State::Confirming }];
    good(store.move_to(&stored, State::Confirming, &confirming, None).await);
    let stored = store.newest(&stored.payment.payment_id).await;
    good(store.move_to(&stored, State::Unknown, &[Effect::Publish { state: State::Unknown }], None).await);
    stored.payment.payment_id
}

async fn lease(store: &Store, now: Timestamp) -> Vec<LeasedEvent> {
    good(store.lease_events(now, now.plus_millis(10_000), 10).await)
}

async fn a_payments_events_come_one_after_the_other(place: &Place) {
    let store = place.store().await;
    told_twice(&store).await;
    let first = only(&store, now()).await;
    assert_eq!(first.state, "confirming");
    assert!(lease(&store, now()).await.is_empty(), "the second overtakes the first");
    // Nor does it while the first waits for its next try.
    good(store.event_failed(&first, now().plus_millis(60_000)).await);
    assert!(lease(&store, now().plus_millis(30_000)).await.is_empty());
    let again = only(&store, now().plus_millis(61_000)).await;
    assert_eq!((again.state.as_str(), again.attempts), ("confirming", 1));
    good(store.event_delivered(&again, now()).await);
    let second = only(&store, now().plus_millis(61_000)).await;
    assert_eq!((second.state.as_str(), second.attempts), ("unknown", 0));
}

async fn two_processes_never_hold_the_same_event(place: &Place) {
    let (one, other) = (place.store().await, place.store().await);
    for _ in 0..8 {
        told_twice(&one).await;
    }
    let at = now();
    let (its, others) = tokio::join!(lease(&one, at), lease(&other, at));
    let mut ids: Vec<_> = its.iter().chain(&others).map(|event| event.payment_id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), its.len().saturating_add(others.len())), (8, 8));
}

async fn who_was_replaced_marks_nothing(place: &Place) {
    let store = place.store().await;
    told_twice(&store).await;
    let slow = only(&store, now()).await;
    // Its lease is over, and somebody else has it.
    let later = now().plus_millis(11_000);
    let other = only(&store, later).await;
    good(store.event_delivered(&slow, now()).await);
    good(store.event_failed(&slow, now()).await);
    good(store.give_up_event(&slow, now()).await);
    let untouched =
        "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL AND attempts = 0";
    assert_eq!(store.count(untouched).await, 2);
    assert_eq!(store.count("SELECT count(*) FROM alerts").await, 0);
    good(store.event_delivered(&other, now()).await);
    assert_eq!(store.count("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL").await, 1);
}

async fn what_is_given_up_is_no_longer_in_the_way(place: &Place) {
    let store = place.store().await;
    let id = told_twice(&store).await;
    let first = only(&store, now()).await;
    good(store.give_up_event(&first, now()).await);
    let second = only(&store, now()).await;
    assert_eq!(second.state, "unknown");
    assert_eq!(store.count("SELECT count(*) FROM alerts WHERE reason = 'event_undeliverable'").await, 1);
    assert_eq!(good(store.backlog().await).waiting, 1);
    // A receiver that is gone is told to everybody once.
    good(store.receiver_gone("digest", &second, now()).await);
    good(store.receiver_gone("digest", &second, now()).await);
    assert!(good(store.is_gone("digest").await) && !good(store.is_gone("another").await));
    assert_eq!(store.count("SELECT count(*) FROM alerts WHERE reason = 'event_receiver_gone'").await, 1);
    // It is back: the first comes first again.
    good(store.resume_events("digest", now()).await);
    assert!(!good(store.is_gone("digest").await));
    let again = only(&store, now().plus_millis(1)).await;
    assert_eq!((again.state.as_str(), &again.payment_id), ("confirming", &id));
}
