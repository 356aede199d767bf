//! The outbox: one process for each event at a time, each payment's events in order, no outcome from a replaced
//! process.

use super::{TestDatabase, good, on_each_database};
use crate::clock::now;
use crate::store::{LeasedEvent, Store};
use daejo::id::PaymentId;
use daejo::payment::{Effect, State};
use daejo::time::Timestamp;

/// The digest of the receiver's address.
const RECEIVER: &str = "receiver";

/// Leases the only due event.
async fn lease_one(store: &Store, now: Timestamp) -> LeasedEvent {
    let mut leased = lease(store, now).await;
    assert_eq!(leased.len(), 1, "{leased:?}");
    leased.pop().unwrap_or_else(|| unreachable!("one was counted"))
}

on_each_database!(
    events_of_a_payment_are_leased_in_order,
    two_processes_never_lease_the_same_event,
    a_replaced_process_stores_no_outcome,
    an_event_that_was_given_up_does_not_block_the_next,
    nothing_is_leased_for_a_receiver_that_is_gone
);

/// A payment with two events.
async fn payment_with_two_events(store: &Store) -> PaymentId {
    let stored = store.placed().await;
    let confirming = [Effect::Publish { state: State::Confirming }];
    good(store.move_to(&stored, State::Confirming, &confirming, None).await);
    let stored = store.newest(&stored.payment.payment_id).await;
    good(store.move_to(&stored, State::Unknown, &[Effect::Publish { state: State::Unknown }], None).await);
    stored.payment.payment_id
}

async fn lease(store: &Store, now: Timestamp) -> Vec<LeasedEvent> {
    good(store.lease_events(RECEIVER, now, now.plus_millis(10_000), 10).await)
}

/// A receiver that answered 410 gets no lease, however late; another one does, and the first again after a resume.
async fn nothing_is_leased_for_a_receiver_that_is_gone(database: &TestDatabase) {
    let store = database.store().await;
    payment_with_two_events(&store).await;
    let at = now();
    let event = lease_one(&store, at).await;
    good(store.receiver_gone(RECEIVER, &event, at).await);
    let later = at.plus_millis(60_000);
    assert!(lease(&store, later).await.is_empty());
    let other = good(store.lease_events("another receiver", later, later.plus_millis(10), 10).await);
    assert_eq!(other.len(), 1);
    good(store.resume_events(RECEIVER, later).await);
    lease_one(&store, later.plus_millis(60_000)).await;
}

async fn events_of_a_payment_are_leased_in_order(database: &TestDatabase) {
    let store = database.store().await;
    payment_with_two_events(&store).await;
    // One time for all steps, so that no lease ends while a slow machine runs the test.
    let at = now();
    let first = lease_one(&store, at).await;
    assert_eq!(first.state, "confirming");
    assert!(lease(&store, at).await.is_empty(), "the second overtakes the first");
    // The second also waits while the first waits for its next attempt.
    good(store.event_failed(&first, at.plus_millis(60_000)).await);
    assert!(lease(&store, at.plus_millis(30_000)).await.is_empty());
    let again = lease_one(&store, at.plus_millis(61_000)).await;
    assert_eq!((again.state.as_str(), again.attempts), ("confirming", 1));
    good(store.event_delivered(&again, at).await);
    let second = lease_one(&store, at.plus_millis(61_000)).await;
    assert_eq!((second.state.as_str(), second.attempts), ("unknown", 0));
}

async fn two_processes_never_lease_the_same_event(database: &TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    for _ in 0..8 {
        payment_with_two_events(&one).await;
    }
    let at = now();
    let (its, others) = tokio::join!(lease(&one, at), lease(&other, at));
    let mut ids: Vec<_> = its.iter().chain(&others).map(|event| event.payment_id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), its.len().saturating_add(others.len())), (8, 8));
}

async fn a_replaced_process_stores_no_outcome(database: &TestDatabase) {
    let store = database.store().await;
    payment_with_two_events(&store).await;
    let at = now();
    let slow = lease_one(&store, at).await;
    // Its lease is over, and another process has a newer one.
    let later = at.plus_millis(11_000);
    let other = lease_one(&store, later).await;
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

async fn an_event_that_was_given_up_does_not_block_the_next(database: &TestDatabase) {
    let store = database.store().await;
    let id = payment_with_two_events(&store).await;
    let at = now();
    let first = lease_one(&store, at).await;
    good(store.give_up_event(&first, at).await);
    let second = lease_one(&store, at).await;
    assert_eq!(second.state, "unknown");
    assert_eq!(store.count("SELECT count(*) FROM alerts WHERE reason = 'event_undeliverable'").await, 1);
    assert_eq!(good(store.backlog().await).waiting, 1);
    // A receiver's 410 leads to one alert.
    good(store.receiver_gone("digest", &second, now()).await);
    good(store.receiver_gone("digest", &second, now()).await);
    assert!(good(store.is_gone("digest").await) && !good(store.is_gone("another").await));
    assert_eq!(store.count("SELECT count(*) FROM alerts WHERE reason = 'event_receiver_gone'").await, 1);
    // After the resumption the first event comes first again.
    good(store.resume_events("digest", at.plus_millis(20_000)).await);
    assert!(!good(store.is_gone("digest").await));
    let again = lease_one(&store, at.plus_millis(20_000)).await;
    assert_eq!((again.state.as_str(), &again.payment_id), ("confirming", &id));
}
