//! Drives a payment as far as it goes now: the same loop for a click, a webhook and a recovery.

use super::announce::{Announced, Now};
use super::{Host, HostError};
use crate::clock::now;
use daejo::id::PaymentId;
use daejo::payment::{Event, Rejection};
use daejo::pg;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// How long after the core's deadline an answer is still waited for. It is evidence whenever it comes.
const LATE: Duration = Duration::from_secs(60);
/// No payment takes so many steps in a row; if one did, the worker would go on later.
const MOST_STEPS: u32 = 40;

/// How long a payment rests that could not be driven: a full disk, a document that cannot be read.
const AFTER_TROUBLE_MS: u64 = 10_000;

/// Which payments this process is driving, and whether something came for them meanwhile.
#[derive(Debug, Default)]
pub(super) struct Drives(Mutex<HashMap<PaymentId, bool>>);

impl Drives {
    fn lock(&self) -> MutexGuard<'_, HashMap<PaymentId, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host {
    /// How many payments are being driven.
    pub(super) fn under_way(&self) -> usize {
        self.drives.lock().len()
    }
}

/// This task's claim on a payment.
struct Claimed<'a> {
    drives: &'a Drives,
    id: &'a PaymentId,
    is_over: bool,
}

impl Claimed<'_> {
    /// Leaves if nothing came meanwhile, in one step: nobody can ask for another look in between.
    fn look_again_or_leave(&mut self) {
        let mut drives = self.drives.lock();
        if drives.get(self.id).copied() == Some(true) {
            drives.insert(self.id.clone(), false);
        } else {
            drives.remove(self.id);
            self.is_over = true;
        }
    }
}

/// Lets go also if the loop panics: nothing else would drive the payment before a restart.
impl Drop for Claimed<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            self.drives.lock().remove(self.id);
        }
    }
}

impl Host {
    /// Sees to it that the payment is driven. Returns at once; a second call while one runs makes it look again.
    pub(crate) fn drive(self: &Arc<Self>, id: &PaymentId) {
        let mut drives = self.drives.lock();
        if let Some(again) = drives.get_mut(id) {
            *again = true;
            return;
        }
        drives.insert(id.clone(), false);
        drop(drives);
        let (host, id) = (Arc::clone(self), id.clone());
        self.tasks.spawn(async move {
            let mut claimed = Claimed { drives: &host.drives, id: &id, is_over: false };
            while !claimed.is_over {
                host.drive_now(&id).await;
                claimed.look_again_or_leave();
            }
        });
    }

    async fn drive_now(self: &Arc<Self>, id: &PaymentId) {
        for _ in 0..MOST_STEPS {
            let went_on = match self.announce(id).await {
                Ok(Now::Send(announced)) => {
                    self.perform(id, *announced).await;
                    Ok(())
                }
                Ok(Now::Tick) => self.apply(id, &Event::TimePassed).await.map(drop),
                Ok(Now::Rest) => return,
                Err(error) => Err(error),
            };
            match went_on {
                // Another process was faster.
                Ok(()) | Err(HostError::Rejected(Rejection::NotDue)) => {}
                Err(error) => {
                    tracing::error!(payment = id.as_str(), %error, "a payment could not be driven");
                    let later = now().plus_millis(AFTER_TROUBLE_MS);
                    if let Err(error) = self.store.postpone(id, later).await {
                        tracing::error!(payment = id.as_str(), %error, "nor could it be put off");
                    }
                    return;
                }
            }
        }
    }

    /// Sends what was announced. The exchange goes on by itself if its answer is late.
    async fn perform(self: &Arc<Self>, id: &PaymentId, announced: Announced) {
        self.store.must_be_free();
        let in_time = announced.timeout;
        let (done, waiting) = oneshot::channel::<()>();
        let (host, id) = (Arc::clone(self), id.clone());
        self.tasks.spawn(async move {
            host.exchange(&id, announced).await;
            if done.send(()).is_err() {
                // Nobody waits any more: what the answer changed has to be taken up from here.
                host.drive(&id);
            }
        });
        // A deadline that passes is the core's to judge: the next step will be a tick.
        let _ = tokio::time::timeout(in_time, waiting).await;
    }

    async fn exchange(&self, id: &PaymentId, announced: Announced) {
        let Announced { call, key, ordinal, timeout } = announced;
        let came = self.pg.send(&call, key.as_ref(), timeout.saturating_add(LATE)).await;
        let operation = call.operation();
        let answer = pg::read(self.pg.pg(), operation, &came.reply());
        let receipt_url = answer.payment.and_then(|payment| payment.receipt_url);
        let event = Event::Answered { operation, ordinal, reply: came.reply() };
        if let Err(error) = self.apply_with(id, &event, receipt_url.as_deref()).await {
            // The intent is stored: once its deadline is over, the PG is asked what became of it.
            tracing::error!(payment = id.as_str(), %error, "an answer could not be stored");
        }
    }
}
