//! What an operator asks for: a refund, a decision. The core says whether it may be.

use super::{Applied, Host, HostError, How, TRIES};
use crate::clock::now;
use crate::store::{StoreError, Stored};
use daejo::id::{OperatorId, PaymentId, RefundId};
use daejo::money::Amount;
use daejo::payment::{Decision, Event};
use daejo::pg::{PgCall, RefundAccount};
use std::sync::Arc;

/// A refund that is asked for.
#[derive(Debug)]
pub(crate) struct NewRefund<'a> {
    /// Of the idempotency key and the request: the same twice is the same refund.
    pub(crate) refund_id: RefundId,
    /// The part of it that is the key's: another refund with it is another request under the same key.
    pub(crate) key_part: &'a str,
    /// How much, in minor units; all that is left if left out.
    pub(crate) amount: Option<Amount>,
    pub(crate) reason: &'a str,
    /// Who asks for it.
    pub(crate) requested_by: &'a OperatorId,
    /// Where to, for a deposited virtual account.
    pub(crate) account: Option<&'a RefundAccount>,
}

impl Host {
    /// Asks the core for a refund, and stores where it goes in the same transaction.
    pub(crate) async fn refund(
        self: &Arc<Self>,
        id: &PaymentId,
        new: &NewRefund<'_>,
    ) -> Result<Applied, HostError> {
        let event = Event::RefundRequested {
            refund_id: new.refund_id.clone(),
            amount: new.amount,
            reason: new.reason.to_owned(),
            requested_by: new.requested_by.clone(),
            to_account: new.account.is_some(),
        };
        for _ in 0..TRIES {
            let before = self.store.payment(id).await?.ok_or(HostError::NoSuchPayment)?;
            // Looked for in the version that is written over, so that no race slips through.
            let is_reused = before.payment.refunds.iter().any(|known| {
                known.refund_id != new.refund_id && known.refund_id.as_str().starts_with(new.key_part)
            });
            if is_reused {
                return Err(HostError::KeyReused);
            }
            if let Some(applied) = self.operate(before, &event, new.account).await? {
                return Ok(applied);
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Tells the core what a person decided.
    pub(crate) async fn settle(
        self: &Arc<Self>,
        id: &PaymentId,
        decision: Decision,
        decided_by: &OperatorId,
        account: Option<&RefundAccount>,
    ) -> Result<Applied, HostError> {
        let event =
            Event::Decided { decision, decided_by: decided_by.clone(), to_account: account.is_some() };
        for _ in 0..TRIES {
            let before = self.store.payment(id).await?.ok_or(HostError::NoSuchPayment)?;
            if let Some(applied) = self.operate(before, &event, account).await? {
                return Ok(applied);
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// One try; nothing if somebody was faster.
    async fn operate(
        self: &Arc<Self>,
        before: Stored,
        event: &Event<'_>,
        account: Option<&RefundAccount>,
    ) -> Result<Option<Applied>, HostError> {
        let now = now();
        let transition = before.payment.apply(&before.order, event, now, &self.policy)?;
        let from = before.payment.state;
        if !transition.is_change() {
            return Ok(Some(Applied { from, stored: before }));
        }
        let (transitions, how) = (vec![transition], How { account, ..How::default() });
        match self.commit(&before, &transitions, &how, now).await {
            Ok(()) => {
                self.drive(&before.payment.payment_id);
                Ok(Some(Applied { from, stored: before.after(transitions, None) }))
            }
            Err(StoreError::Conflict) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes into a refund's request where it goes to. It is nowhere else but in its own table.
    pub(super) async fn address(&self, id: &PaymentId, call: &mut PgCall) -> Result<(), StoreError> {
        if let PgCall::Refund { refund_id, to_account: true, account, .. } = call {
            *account = self.store.refund_account(id, refund_id).await?;
            if account.is_none() {
                // The PG would refuse it for good, though only we do not know where it goes.
                return Err(StoreError::OutOfRange("the account of a refund"));
            }
        }
        Ok(())
    }
}
