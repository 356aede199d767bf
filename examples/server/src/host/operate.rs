//! Requests of an operator: a refund, a decision. The core decides whether they are allowed.

use super::{Applied, Host, HostError, StepOptions, TRIES};
use crate::clock::now;
use crate::store::{StoreError, Stored};
use daejo::id::{OperatorId, PaymentId, RefundId};
use daejo::money::Amount;
use daejo::payment::{Decision, Event};
use daejo::pg::{PgCall, RefundAccount};
use std::sync::Arc;

/// A requested refund.
#[derive(Debug)]
pub(crate) struct NewRefund<'a> {
    /// Computed from the idempotency key and the request: a repeated request is the same refund.
    pub(crate) refund_id: RefundId,
    /// The beginning of it, computed from the key alone. A refund with the same beginning and another id means that
    /// the key was reused for another request.
    pub(crate) key_part: &'a str,
    /// In minor units; `None` refunds the rest.
    pub(crate) amount: Option<Amount>,
    pub(crate) reason: &'a str,
    /// The operator who requests it.
    pub(crate) requested_by: &'a OperatorId,
    /// The account that receives the money of a deposited virtual account.
    pub(crate) account: Option<&'a RefundAccount>,
}

impl Host {
    /// Requests a refund, and stores its account in the same transaction.
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
            // Checked in the version that is replaced, so that no concurrent request is missed.
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

    /// Applies an operator's decision.
    pub(crate) async fn decide(
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

    /// One attempt; `None` if another change was stored first.
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
        let (transitions, options) = (vec![transition], StepOptions { account, ..StepOptions::default() });
        match self.commit(&before, &transitions, &options, now).await {
            Ok(()) => {
                self.drive(&before.payment.payment_id);
                Ok(Some(Applied { from, stored: before.after(transitions, None) }))
            }
            Err(StoreError::Conflict) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Fills the account into a refund's request. It is stored only in its own table.
    pub(super) async fn fill_refund_account(
        &self,
        id: &PaymentId,
        call: &mut PgCall,
    ) -> Result<(), StoreError> {
        if let PgCall::Refund { refund_id, to_account: true, account, .. } = call {
            *account = self.store.refund_account(id, refund_id).await?;
            if account.is_none() {
                // The PG would refuse it for good, although only our record is missing.
                return Err(StoreError::OutOfRange("the account of a refund"));
            }
        }
        Ok(())
    }
}
