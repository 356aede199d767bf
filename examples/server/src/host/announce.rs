//! The intent: stored before a request leaves, so that after a crash it is known that it may have left.

use super::Host;
use super::breaker::Permit;
use crate::store::Stored;
use daejo::id::IdempotencyKey;
use daejo::order::Order;
use daejo::payment::{Event, Payment, Rejection, Step, Transition};
use daejo::pg::PgCall;
use daejo::time::Timestamp;
use std::time::Duration;

/// A request that may leave once its intent is stored.
#[derive(Debug)]
pub(super) struct Announced {
    pub(super) call: PgCall,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) ordinal: u32,
    pub(super) timeout: Duration,
    /// The payment as it was stored with the intent: most often it still is when the answer comes.
    pub(super) known: Option<Stored>,
    /// Leave from the circuit, which wants to know how the call ended.
    pub(super) permit: Permit,
}

/// What is to be done now.
#[derive(Debug)]
pub(super) enum Now {
    Send(Box<Announced>),
    Tick,
    /// The PG is left alone for so long. Nothing was announced.
    HeldBack(Duration),
    /// Nothing, or nothing yet: the worker comes back when it is due.
    Rest,
}

impl Host {
    /// Asks the core what is to be done for `payment`; with a call comes the transition that announces it.
    pub(super) fn next(
        &self,
        order: &Order,
        payment: &Payment,
        now: Timestamp,
    ) -> Result<(Now, Option<Transition>), Rejection> {
        let (call, key, timeout_ms) = match payment.next_step(now, &self.policy) {
            Step::Call { call, idempotency_key, timeout_ms } => (call, idempotency_key, timeout_ms),
            Step::Tick => return Ok((Now::Tick, None)),
            Step::Wait { .. } | Step::AskAPerson | Step::Nothing => return Ok((Now::Rest, None)),
        };
        if self.stopping.is_cancelled() {
            return Ok((Now::Rest, None));
        }
        let breaker = self.pg.breaker();
        let permit = match breaker.permit(call.operation()) {
            Ok(permit) => permit,
            Err(pause) => {
                breaker.hold(&payment.payment_id, pause);
                return Ok((Now::HeldBack(pause), None));
            }
        };
        breaker.let_go(&payment.payment_id);
        let event = Event::CallStarted { operation: call.operation() };
        let transition = payment.apply(order, &event, now, &self.policy)?;
        let (ordinal, timeout) =
            (transition.next.requests.count, Duration::from_millis(u64::from(timeout_ms)));
        let announced = Announced { call, key, ordinal, timeout, known: None, permit };
        Ok((Now::Send(Box::new(announced)), Some(transition)))
    }
}
