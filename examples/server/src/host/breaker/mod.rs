//! A PG that does not answer is left alone for a while: queries are put off instead of burnt, and a shopper is told
//! at once instead of after a time-out.
//!
//! It stands before the intent is stored. What it holds back was therefore never announced and never sent, and the
//! core hears nothing of it; what was sent keeps its own deadline, whatever the circuit does meanwhile.

mod circuit;
#[cfg(test)]
mod tests;

pub(crate) use circuit::{Position, Sign};

use crate::config::BreakerSettings;
use crate::measure;
use crate::random;
use circuit::Circuit;
use daejo::id::PaymentId;
use daejo::pg::Operation;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// For how long a note that a payment was held back is kept. By then the worker has come by many times.
const NOTED: Duration = Duration::from_secs(120);

/// One PG's circuits. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Breaker {
    /// What moves money: a PG whose approvals are down may still answer questions, and these are how we recover.
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

    /// Leave to call the PG now.
    ///
    /// # Errors
    /// For how long the call has to be held back.
    pub(crate) fn permit(&self, operation: Operation) -> Result<Permit, Duration> {
        let (circuit, class) = self.circuit(operation);
        let mut locked = lock(circuit);
        let admitted = locked.admit(Instant::now());
        measure::circuit(class, locked.position());
        drop(locked);
        match admitted {
            Ok(generation) => Ok(Permit(Arc::new(Leave {
                circuit: Arc::clone(circuit),
                class,
                generation,
                is_over: AtomicBool::new(false),
            }))),
            Err(pause) => {
                measure::held_back(class);
                // A crowd that waits for the same moment would be the next outage.
                let spread = pause.saturating_mul(u32::from(jitter())).checked_div(512).unwrap_or_default();
                Err(pause.saturating_add(spread))
            }
        }
    }

    /// Notes that a payment was held back.
    pub(crate) fn hold(&self, id: &PaymentId, pause: Duration) {
        let now = Instant::now();
        let until = now.checked_add(pause).unwrap_or(now);
        let mut held = lock(&self.held);
        held.retain(|_, &mut until| now.saturating_duration_since(until) < NOTED);
        held.insert(id.clone(), until);
    }

    /// The payment is not held back any more.
    pub(crate) fn let_go(&self, id: &PaymentId) {
        lock(&self.held).remove(id);
    }

    /// For how much longer a payment is held back, if it is.
    pub(crate) fn is_held(&self, id: &PaymentId) -> Option<Duration> {
        let until = lock(&self.held).get(id).copied();
        until.map(|until| until.saturating_duration_since(Instant::now()))
    }
}

/// Leave for one call, for all that wait for its end.
#[derive(Clone, Debug)]
pub(crate) struct Permit(Arc<Leave>);

#[derive(Debug)]
struct Leave {
    circuit: Arc<Mutex<Circuit>>,
    class: &'static str,
    generation: u64,
    is_over: AtomicBool,
}

impl Permit {
    /// How the call ended, or that it did not end in time: the first word counts.
    pub(crate) fn ended(&self, sign: Sign) {
        let leave = &self.0;
        if leave.is_over.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut circuit = lock(&leave.circuit);
        let before = circuit.position();
        circuit.ended(leave.generation, sign, Instant::now(), jitter());
        let position = circuit.position();
        drop(circuit);
        if position != before {
            measure::circuit(leave.class, position);
            let (class, is_open) = (leave.class, position == Position::Open);
            tracing::warn!(class, is_open, "the PG's circuit changed");
        }
    }
}

/// Without an end, the call was never made.
impl Drop for Leave {
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
