//! Stored webhooks: each leads to a query to the PG, and changes no state on its own.

use super::{Host, HostError};
use crate::clock::now;
use crate::store::Received;
use daejo::payment::Event;
use daejo::pg;
use std::sync::Arc;

/// Most webhooks taken at once.
const BATCH: u32 = 100;

impl Host {
    /// Processes the webhooks that were not processed yet, also after a crash.
    pub(crate) async fn process_inbox(self: &Arc<Self>) {
        let received = match self.store.unhandled(now(), BATCH).await {
            Ok(received) => received,
            Err(error) => return tracing::error!(%error, "reading webhooks failed"),
        };
        for received in received {
            if let Err(error) = self.process_webhook(&received).await {
                tracing::error!(payment = received.payment_id.as_str(), %error, "webhook not processed, will retry");
            }
        }
    }

    /// Gives one webhook to the core. A second time changes nothing.
    pub(crate) async fn process_webhook(self: &Arc<Self>, received: &Received) -> Result<(), HostError> {
        let stored = self.store.payment(&received.payment_id).await?.ok_or(HostError::NoSuchPayment)?;
        let digest = stored.payment.webhook_secret_digest.as_deref();
        let notice = pg::read_webhook(received.pg, &received.headers, &received.body, digest);
        self.apply(&received.payment_id, &Event::Noticed { notice }).await?;
        self.store.handled(received, now()).await?;
        self.drive(&received.payment_id);
        Ok(())
    }
}
