//! Webhooks that were stored: each makes us ask the PG, and changes nothing by itself.

use super::{Host, HostError};
use crate::clock::now;
use crate::store::Received;
use daejo::payment::Event;
use daejo::pg;
use std::sync::Arc;

const AT_ONCE: u32 = 100;

impl Host {
    /// Acts upon whatever webhook has not been acted upon: after a crash, too.
    pub(crate) async fn read_inbox(self: &Arc<Self>) {
        let received = match self.store.unhandled(now(), AT_ONCE).await {
            Ok(received) => received,
            Err(error) => return tracing::error!(%error, "webhooks could not be read"),
        };
        for received in received {
            if let Err(error) = self.notice(&received).await {
                tracing::error!(payment = received.payment_id.as_str(), %error, "a webhook waits");
            }
        }
    }

    /// Tells the core about one webhook. A second time finds nothing left to do.
    pub(crate) async fn notice(self: &Arc<Self>, received: &Received) -> Result<(), HostError> {
        let stored = self.store.payment(&received.payment_id).await?.ok_or(HostError::NoSuchPayment)?;
        let digest = stored.payment.webhook_secret_digest.as_deref();
        let notice = pg::read_webhook(received.pg, &received.headers, &received.body, digest);
        self.apply(&received.payment_id, &Event::Noticed { notice }).await?;
        self.store.handled(received, now()).await?;
        self.drive(&received.payment_id);
        Ok(())
    }
}
