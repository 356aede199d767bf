//! Notifications inside this process: a request that waits for an order gets the payment that was stored. With
//! thousands of confirms in progress, each waiter is woken only for its own order.

use crate::store::Stored;
use daejo::id::OrderId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout_at};

type Update = Option<Arc<Stored>>;

/// The orders that requests of this process wait for.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    watched: Mutex<HashMap<OrderId, watch::Sender<Update>>>,
    any: Notify,
}

impl Changes {
    fn lock(&self) -> MutexGuard<'_, HashMap<OrderId, watch::Sender<Update>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Subscribes to `order_id` from now on. A change that is stored before the first `next` is not missed.
    pub(crate) fn watch(self: &Arc<Self>, order_id: &OrderId) -> Watch {
        let mut watched = self.lock();
        let sender = watched.entry(order_id.clone()).or_insert_with(|| watch::channel(None).0);
        Watch { update: sender.subscribe(), order_id: order_id.clone(), changes: Arc::clone(self) }
    }

    /// A payment was stored.
    pub(super) fn publish(&self, stored: &Stored) {
        if let Some(sender) = self.lock().get(&stored.payment.order_id) {
            sender.send_replace(Some(Arc::new(stored.clone())));
        }
        self.any.notify_one();
    }

    /// Waits until any payment was stored since the last call. For one waiter only.
    pub(super) async fn any_change(&self) {
        self.any.notified().await;
    }
}

/// Subscription to one order.
#[derive(Debug)]
pub(crate) struct Watch {
    update: watch::Receiver<Update>,
    order_id: OrderId,
    changes: Arc<Changes>,
}

impl Watch {
    /// The next version that this process stores; `None` if it stores none before `until`.
    pub(crate) async fn next(&mut self, until: Instant) -> Option<Arc<Stored>> {
        match timeout_at(until, self.update.changed()).await {
            Ok(Ok(())) => self.update.borrow_and_update().clone(),
            Ok(Err(_)) | Err(_) => None,
        }
    }
}

/// The last subscription removes the order's entry.
impl Drop for Watch {
    fn drop(&mut self) {
        let mut watched = self.changes.lock();
        if watched.get(&self.order_id).is_some_and(|sender| sender.receiver_count() <= 1) {
            watched.remove(&self.order_id);
        }
    }
}
