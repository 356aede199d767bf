//! The intent: stored before a request is sent, so that after a crash the server knows that it may have been sent.

use super::Host;
use super::breaker::Permit;
use crate::store::Stored;
use daejo::id::IdempotencyKey;
use daejo::order::Order;
use daejo::payment::{Event, Payment, Rejection, Step, Transition};
use daejo::pg::PgCall;
use daejo::time::Timestamp;
use std::time::Duration;

/// A request that may be sent once its intent is stored.
#[derive(Debug)]
pub(super) struct Announced {
    pub(super) call: PgCall,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) ordinal: u32,
    pub(super) timeout: Duration,
    /// The payment as it was stored with the intent. It is usually still the newest version when the answer comes.
    pub(super) known: Option<Stored>,
    /// Permit of the circuit breaker, which has to be given the call's outcome.
    pub(super) permit: Permit,
}

/// The next action for a payment.
#[derive(Debug)]
pub(super) enum Next {
    Send(Box<Announced>),
    Tick,
    /// The circuit is open for so long. No intent was stored.
    HeldBack(Duration),
    /// Nothing now: the worker takes up the payment when it is due.
    Idle,
}

impl Host {
    /// Asks the core for the next action of `payment`. A call comes with the transition that stores its intent.
    pub(super) fn next(
        &self,
        order: &Order,
        payment: &Payment,
        now: Timestamp,
    ) -> Result<(Next, Option<Transition>), Rejection> {
        let (call, key, timeout_ms) = match payment.next_step(now, &self.policy) {
            Step::Call { call, idempotency_key, timeout_ms } => (call, idempotency_key, timeout_ms),
            Step::Tick => return Ok((Next::Tick, None)),
            Step::Wait { .. } | Step::AskAPerson | Step::Nothing => return Ok((Next::Idle, None)),
        };
        if self.stopping.is_cancelled() {
            return Ok((Next::Idle, None));
        }
        let breaker = self.pg.breaker();
        let permit = match breaker.permit(call.operation()) {
            Ok(permit) => permit,
            Err(pause) => {
                breaker.hold(&payment.payment_id, pause);
                return Ok((Next::HeldBack(pause), None));
            }
        };
        breaker.clear_hold(&payment.payment_id);
        let event = Event::CallStarted { operation: call.operation() };
        let transition = payment.apply(order, &event, now, &self.policy)?;
        let (ordinal, timeout) =
            (transition.next.requests.count, Duration::from_millis(u64::from(timeout_ms)));
        let announced = Announced { call, key, ordinal, timeout, known: None, permit };
        Ok((Next::Send(Box::new(announced)), Some(transition)))
    }
}
