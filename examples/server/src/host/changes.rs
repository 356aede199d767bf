//! Who waits for which order. Only those are woken, and they are handed what was stored: with thousands of confirms
//! under way, nobody looks up because of somebody else's.

use crate::store::Stored;
use daejo::id::OrderId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout_at};

type News = Option<Arc<Stored>>;

/// Who waits for which order.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    watched: Mutex<HashMap<OrderId, watch::Sender<News>>>,
    any: Notify,
}

impl Changes {
    fn lock(&self) -> MutexGuard<'_, HashMap<OrderId, watch::Sender<News>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for `order_id` from now on: what is stored before the first look is not missed.
    pub(crate) fn watch(self: &Arc<Self>, order_id: &OrderId) -> Watch {
        let mut watched = self.lock();
        let sender = watched.entry(order_id.clone()).or_insert_with(|| watch::channel(None).0);
        Watch { news: sender.subscribe(), order_id: order_id.clone(), changes: Arc::clone(self) }
    }

    /// A payment was stored.
    pub(super) fn tell(&self, stored: &Stored) {
        if let Some(sender) = self.lock().get(&stored.payment.order_id) {
            sender.send_replace(Some(Arc::new(stored.clone())));
        }
        self.any.notify_one();
    }

    /// Waits until any payment was stored since the last time. For one who waits.
    pub(super) async fn any(&self) {
        self.any.notified().await;
    }
}

/// Waits for one order.
#[derive(Debug)]
pub(crate) struct Watch {
    news: watch::Receiver<News>,
    order_id: OrderId,
    changes: Arc<Changes>,
}

impl Watch {
    /// What is stored next by this process; nothing if nothing was until `until`.
    pub(crate) async fn next(&mut self, until: Instant) -> Option<Arc<Stored>> {
        match timeout_at(until, self.news.changed()).await {
            Ok(Ok(())) => self.news.borrow_and_update().clone(),
            Ok(Err(_)) | Err(_) => None,
        }
    }
}

/// The last one who waited takes the entry along.
impl Drop for Watch {
    fn drop(&mut self) {
        let mut watched = self.changes.lock();
        if watched.get(&self.order_id).is_some_and(|sender| sender.receiver_count() <= 1) {
            watched.remove(&self.order_id);
        }
    }
}
