//! The circuit breaker: calls to a PG that does not answer stop for a while. Queries are postponed and not used up,
//! and a shopper gets an answer at once instead of after a time-out.
//!
//! It is asked before the intent is stored. A call that it holds back was therefore never recorded and never sent, and
//! the core does not know of it. A call that was sent keeps its own deadline, whatever the circuit does.

mod circuit;
#[cfg(test)]
mod tests;

pub(crate) use circuit::Liveness;

use crate::config::BreakerSettings;
use crate::measure;
use crate::random;
use circuit::{Circuit, Position};
use daejo::id::PaymentId;
use daejo::pg::Operation;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// For how long it is remembered that a payment was held back. The worker runs many times in this time.
const HOLD_KEPT_FOR: Duration = Duration::from_secs(120);

/// One PG's circuits. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Breaker {
    /// Calls that move money. A PG whose approvals are down may still answer queries, which recovery needs.
    money: Arc<Mutex<Circuit>>,
    queries: Arc<Mutex<Circuit>>,
    /// Payments whose next call was held back, and until when.
    held: Arc<Mutex<HashMap<PaymentId, Instant>>>,
}

impl Breaker {
    pub(crate) fn new(settings: BreakerSettings) -> Self {
        let circuit = || Arc::new(Mutex::new(Circuit::new(settings)));
        Self { money: circuit(), queries: circuit(), held: Arc::default() }
    }

    fn circuit(&self, operation: Operation) -> (&Arc<Mutex<Circuit>>, &'static str) {
        if operation.is_query() { (&self.queries, "query") } else { (&self.money, "money") }
    }

    /// The permit for a call to the PG.
    ///
    /// # Errors
    /// For how long the call has to be held back.
    pub(crate) fn permit(&self, operation: Operation) -> Result<Permit, Duration> {
        let (circuit, class) = self.circuit(operation);
        let mut locked = lock(circuit);
        let admitted = locked.admit(Instant::now());
        measure::circuit(class, locked.position().gauge());
        drop(locked);
        match admitted {
            Ok(generation) => Ok(Permit(Arc::new(PermitState {
                circuit: Arc::clone(circuit),
                class,
                generation,
                is_over: AtomicBool::new(false),
            }))),
            Err(pause) => {
                measure::held_back(class);
                // Calls that all wait for the same moment would cause the next outage.
                let spread = pause.saturating_mul(u32::from(jitter())).checked_div(512).unwrap_or_default();
                Err(pause.saturating_add(spread))
            }
        }
    }

    /// Remembers that a payment was held back.
    pub(crate) fn hold(&self, id: &PaymentId, pause: Duration) {
        let now = Instant::now();
        let until = now.checked_add(pause).unwrap_or(now);
        let mut held = lock(&self.held);
        held.retain(|_, &mut until| now.saturating_duration_since(until) < HOLD_KEPT_FOR);
        held.insert(id.clone(), until);
    }

    /// The payment is not held back any more.
    pub(crate) fn clear_hold(&self, id: &PaymentId) {
        lock(&self.held).remove(id);
    }

    /// For how much longer a payment is held back, if it is.
    pub(crate) fn held_for(&self, id: &PaymentId) -> Option<Duration> {
        let until = lock(&self.held).get(id).copied();
        until.map(|until| until.saturating_duration_since(Instant::now()))
    }
}

/// Permit for one call. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Permit(Arc<PermitState>);

#[derive(Debug)]
struct PermitState {
    circuit: Arc<Mutex<Circuit>>,
    class: &'static str,
    generation: u64,
    is_over: AtomicBool,
}

impl Permit {
    /// Reports how the call ended, or that it did not end in time. Only the first report counts.
    pub(crate) fn ended(&self, liveness: Liveness) {
        let state = &self.0;
        if state.is_over.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut circuit = lock(&state.circuit);
        let before = circuit.position();
        circuit.ended(state.generation, liveness, Instant::now(), jitter());
        let position = circuit.position();
        drop(circuit);
        if position != before {
            measure::circuit(state.class, position.gauge());
            let (class, is_open) = (state.class, position == Position::Open);
            tracing::warn!(class, is_open, "PG circuit changed");
        }
    }
}

/// A permit without a report means that the call was not made.
impl Drop for PermitState {
    fn drop(&mut self) {
        if !*self.is_over.get_mut() {
            lock(&self.circuit).not_made(self.generation, Instant::now());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 0 to 255; without randomness there is no spread, and nothing else is lost.
fn jitter() -> u8 {
    random::byte().unwrap_or_default()
}
