//! What is stored of a payment.

use super::progress::{ConfirmProgress, DepositProgress, Inquiry, Requests, ReversalProgress};
use super::refunds::{Refund, RefundState};
use super::{DecisionRecord, State};
use crate::crosscheck::Mismatch;
use crate::id::{IdempotencyKey, OrderId, PaymentId, PaymentKey};
use crate::money::{Amount, Currency};
use crate::order::Order;
use crate::pg::Pg;
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// One attempt to pay an order: everything that recovery needs, and nothing secret.
///
/// A host stores it as it is (JSON) and reads `state`, `version`, `captured`, `refunded` and `paymentKey`. The groups
/// behind them are the core's own notes. A member that is added later reads with its default.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Payment {
    /// The id of this attempt.
    pub payment_id: PaymentId,
    /// The order it pays.
    pub order_id: OrderId,
    /// The PG it goes through.
    pub pg: Pg,
    /// Where it stands.
    pub state: State,
    /// Number of changes, from 1. A host stores a change only over the version before it.
    pub version: u32,
    /// The order's total, in minor units.
    pub amount: Amount,
    /// The order's currency.
    pub currency: Currency,
    /// Until when the host holds the stock.
    pub expires_at: Timestamp,
    /// What the PG took, in minor units.
    pub captured: Amount,
    /// What the PG gave back, in minor units. Never more than `captured`, and never less than before unless a person
    /// decided so.
    pub refunded: Amount,
    /// Whether the goods were given out. A refund does not bring them back.
    #[serde(default)]
    pub fulfilled: bool,
    /// The PG's number of the payment, once it is known. No other payment may have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_key: Option<PaymentKey>,
    /// SHA-256, in hex, of the secret that this payment's webhooks carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook_secret_digest: Option<String>,
    /// Why it stands where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the PG's last record differs from ours, if it does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<Mismatch>>", optional))]
    pub mismatches: Vec<Mismatch>,
    /// The confirm requests so far.
    #[serde(default)]
    pub confirm: ConfirmProgress,
    /// The reversal requests (망취소) so far.
    #[serde(default)]
    pub reversal: ReversalProgress,
    /// What is asked of the PG about this payment, and what it answered.
    #[serde(default)]
    pub inquiry: Inquiry,
    /// The requests of every kind.
    #[serde(default)]
    pub requests: Requests,
    /// The virtual account, if the money comes through one.
    #[serde(default)]
    pub deposit: DepositProgress,
    /// Refunds, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<Refund>>", optional))]
    pub refunds: Vec<Refund>,
    /// What people decided, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<DecisionRecord>>", optional))]
    pub decisions: Vec<DecisionRecord>,
}

impl Payment {
    /// A payment for `order`, whose stock the host holds until `expires_at`. The PG must not have seen this order
    /// id before: a shopper who tries again gets a new order.
    #[must_use]
    pub fn start(payment_id: PaymentId, order: &Order, expires_at: Timestamp) -> Self {
        Self {
            payment_id,
            order_id: order.order_id.clone(),
            pg: order.pg,
            state: State::Ready,
            version: 1,
            amount: order.total,
            currency: order.currency,
            expires_at,
            captured: Amount::ZERO,
            refunded: Amount::ZERO,
            fulfilled: false,
            payment_key: None,
            webhook_secret_digest: None,
            reason: None,
            mismatches: Vec::new(),
            confirm: ConfirmProgress::default(),
            reversal: ReversalProgress::default(),
            inquiry: Inquiry::default(),
            requests: Requests::default(),
            deposit: DepositProgress::default(),
            refunds: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// The idempotency key of the confirm. It is derived, so a crash or a second click sends the same key.
    #[must_use]
    pub fn confirm_key(&self) -> Option<IdempotencyKey> {
        IdempotencyKey::new(format!("{}:confirm:{}", self.payment_id, self.confirm.round)).ok()
    }

    /// The idempotency key of the reversal.
    #[must_use]
    pub fn reversal_key(&self) -> Option<IdempotencyKey> {
        IdempotencyKey::new(format!("{}:reverse:1", self.payment_id)).ok()
    }

    /// The idempotency key of a refund.
    #[must_use]
    pub fn refund_key(&self, refund: &Refund) -> Option<IdempotencyKey> {
        IdempotencyKey::new(format!("{}:refund:{}:{}", self.payment_id, refund.refund_id, refund.round)).ok()
    }

    /// The refund that is under way, if one is. There is at most one.
    #[must_use]
    pub fn open_refund(&self) -> Option<&Refund> {
        self.refunds
            .iter()
            .find(|refund| matches!(refund.state, RefundState::Requested | RefundState::Unknown))
    }

    /// What can still be refunded, in minor units.
    #[must_use]
    pub fn refundable(&self) -> Amount {
        self.captured.checked_sub(self.refunded).unwrap_or_default()
    }

    /// The code of the text that fits for the shopper. A payment that ended without money says why; every other
    /// one says where it stands, because its reason can be a refusal that decides nothing yet.
    #[must_use]
    pub fn message_code(&self) -> &'static str {
        let ended_without_money = matches!(self.state, State::Declined | State::Canceled | State::Expired);
        match self.reason {
            Some(reason) if ended_without_money => reason.code(),
            Some(_) | None => self.state.code(),
        }
    }
}
