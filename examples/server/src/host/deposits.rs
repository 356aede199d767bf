//! Deposit instructions of a virtual account: queried from the PG, shown to the shopper, never stored.

use super::Host;
use daejo::id::PaymentId;
use daejo::payment::{Payment, State};
use daejo::pg::{self, DepositInstructions, PgCall};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long instructions are cached: repeated reloads must not use up the PG's rate limit.
const CACHED_FOR: Duration = Duration::from_secs(60);

/// Deposit instructions of the last minute, in memory only.
#[derive(Debug, Default)]
pub(crate) struct Deposits(Mutex<HashMap<PaymentId, (Instant, Option<DepositInstructions>)>>);

impl Deposits {
    fn cached(&self, id: &PaymentId) -> Option<Option<DepositInstructions>> {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached.retain(|_, (at, _)| at.elapsed() < CACHED_FOR);
        cached.get(id).map(|(_, instructions)| instructions.clone())
    }

    fn store(&self, id: &PaymentId, instructions: Option<DepositInstructions>) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached.insert(id.clone(), (Instant::now(), instructions));
    }
}

impl Host {
    /// The instructions for a payment that waits for its deposit, if the PG gives them.
    pub(crate) async fn deposit_of(&self, payment: &Payment) -> Option<DepositInstructions> {
        if payment.state != State::AwaitingDeposit {
            return None;
        }
        if let Some(cached) = self.deposits.cached(&payment.payment_id) {
            return cached;
        }
        self.store.assert_no_transaction();
        let call = PgCall::QueryByPaymentKey { payment_key: payment.payment_key.clone()? };
        // The page works without instructions: while the circuit is open they are not queried.
        let permit = self.pg.breaker().permit(call.operation()).ok()?;
        let limit = Duration::from_millis(u64::from(self.policy.call_timeout_ms));
        let outcome = self.pg.send(&call, None, limit).await;
        permit.ended(outcome.liveness());
        let instructions = pg::deposit_instructions(payment.pg, &outcome.reply());
        self.deposits.store(&payment.payment_id, instructions.clone());
        instructions
    }
}
