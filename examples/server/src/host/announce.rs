//! The intent: stored before a request leaves, so that after a crash it is known that it may have left.

use super::{Host, HostError, TRIES};
use crate::clock::now;
use crate::store::StoreError;
use daejo::id::{IdempotencyKey, PaymentId};
use daejo::payment::{Event, Step};
use daejo::pg::PgCall;
use std::time::Duration;

/// A request that may leave now, because its intent is stored.
#[derive(Debug)]
pub(super) struct Announced {
    pub(super) call: PgCall,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) ordinal: u32,
    pub(super) timeout: Duration,
}

/// What is to be done now.
#[derive(Debug)]
pub(super) enum Now {
    Send(Box<Announced>),
    Tick,
    /// Nothing, or nothing yet: the worker comes back when it is due.
    Rest,
}

impl Host {
    /// Asks the core what is due; a call is announced in the same breath, from the same version.
    pub(super) async fn announce(&self, id: &PaymentId) -> Result<Now, HostError> {
        for _ in 0..TRIES {
            let before = self.store.payment(id).await?.ok_or(HostError::NoSuchPayment)?;
            let now = now();
            let (call, key, timeout_ms) = match before.payment.next_step(now, &self.policy) {
                Step::Call { call, idempotency_key, timeout_ms } => (call, idempotency_key, timeout_ms),
                Step::Tick => return Ok(Now::Tick),
                Step::Wait { .. } | Step::AskAPerson | Step::Nothing => return Ok(Now::Rest),
            };
            if self.stopping.is_cancelled() {
                return Ok(Now::Rest);
            }
            let event = Event::CallStarted { operation: call.operation() };
            let transition = before.payment.apply(&before.order, &event, now, &self.policy)?;
            let ordinal = transition.next.calls;
            match self.commit(&before, &transition, None, now).await {
                Ok(()) => {
                    let timeout = Duration::from_millis(u64::from(timeout_ms));
                    return Ok(Now::Send(Box::new(Announced { call, key, ordinal, timeout })));
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }
}
