//! Where a virtual account takes its deposit: asked of the PG, shown to its shopper, never written down.

use super::Host;
use daejo::id::PaymentId;
use daejo::payment::{Payment, State};
use daejo::pg::{self, DepositInstructions, PgCall};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A reload key that is held down must not use up the PG's rate limit.
const KEPT: Duration = Duration::from_secs(60);

/// Instructions of the last minute, in memory only.
#[derive(Debug, Default)]
pub(crate) struct Deposits(Mutex<HashMap<PaymentId, (Instant, Option<DepositInstructions>)>>);

impl Deposits {
    fn kept(&self, id: &PaymentId) -> Option<Option<DepositInstructions>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (at, _)| at.elapsed() < KEPT);
        kept.get(id).map(|(_, instructions)| instructions.clone())
    }

    fn keep(&self, id: &PaymentId, instructions: Option<DepositInstructions>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(id.clone(), (Instant::now(), instructions));
    }
}

impl Host {
    /// The instructions for a payment that waits for its deposit, if the PG gives them.
    pub(crate) async fn deposit_of(&self, payment: &Payment) -> Option<DepositInstructions> {
        if payment.state != State::AwaitingDeposit {
            return None;
        }
        if let Some(kept) = self.deposits.kept(&payment.payment_id) {
            return kept;
        }
        self.store.must_be_free();
        let call = PgCall::QueryByPaymentKey { payment_key: payment.payment_key.clone()? };
        // A page that can do without asks no PG that is down.
        let permit = self.pg.breaker().permit(call.operation()).ok()?;
        let limit = Duration::from_millis(u64::from(self.policy.call_timeout_ms));
        let came = self.pg.send(&call, None, limit).await;
        permit.ended(came.sign());
        let instructions = pg::deposit_instructions(payment.pg, &came.reply());
        self.deposits.keep(&payment.payment_id, instructions.clone());
        instructions
    }
}
