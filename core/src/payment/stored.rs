//! What is stored of a payment.

use super::State;
use crate::crosscheck::Mismatch;
use crate::id::{IdempotencyKey, OrderId, PaymentId, PaymentKey, RefundId};
use crate::money::{Amount, Currency};
use crate::order::Order;
use crate::pg::{Operation, Pg, PgStatus};
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A request that was announced and may have left.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct InFlight {
    /// What was asked.
    pub operation: Operation,
    /// The how-manieth request of this payment it is, from 1.
    pub ordinal: u32,
    /// When its answer counts as lost.
    pub deadline_at: Timestamp,
}

/// What the last webhook said, until the PG's own record has caught up with it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Told {
    /// Where the payment stands, it says.
    pub status: PgStatus,
    /// When it came.
    pub at: Timestamp,
    /// When the PG made it, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub made_at: Option<Timestamp>,
    /// Whether it proved itself.
    pub is_proven: bool,
}

/// How far a refund is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "only a finished refund counts as money given back")]
pub enum RefundState {
    /// To be sent.
    Requested,
    /// Sent, outcome not known: the PG is being asked.
    Unknown,
    /// The PG carried it out.
    Done,
    /// The PG surely refused.
    Refused,
}

/// One refund.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Refund {
    /// Our reference; the PG keeps it too.
    pub refund_id: RefundId,
    /// How much, in minor units; left out for all that is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<Amount>,
    /// Why, for the PG's records.
    pub reason: String,
    /// How far it is.
    pub state: RefundState,
    /// How many requests for it may have reached the PG.
    pub open_requests: u32,
    /// Which idempotency key it is on: a refused request stays stored under its key.
    pub round: u32,
    /// Its tax-free part, in minor units.
    #[serde(default, skip_serializing_if = "is_nothing")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Amount>", optional))]
    pub tax_free: Amount,
    /// When it was first sent under this key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sent_at: Option<Timestamp>,
    /// Whether it goes to the shopper's account, which the host holds.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub to_account: bool,
    /// Why the PG refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub refusal: Option<Reason>,
}

/// One attempt to pay an order: everything that recovery needs, and nothing secret.
///
/// Stored as it is (JSON). Members are added, never renamed; an older one reads with defaults.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Payment {
    /// This attempt.
    pub payment_id: PaymentId,
    /// The order it pays.
    pub order_id: OrderId,
    /// The PG it goes through.
    pub pg: Pg,
    /// Where it stands.
    pub state: State,
    /// Counts changes, from 1: a host stores a change only over the version before it.
    pub version: u32,
    /// The order's total, in minor units.
    pub amount: Amount,
    /// The order's currency.
    pub currency: Currency,
    /// Until when the stock is held for it.
    pub expires_at: Timestamp,
    /// What was taken, in minor units.
    pub captured: Amount,
    /// What has gone back, in minor units.
    pub refunded: Amount,
    /// Whether the goods were given out: then a refund does not bring them back by itself.
    #[serde(default)]
    pub fulfilled: bool,
    /// The PG's number, once claimed. No other payment may have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment_key: Option<PaymentKey>,
    /// When the shopper's claim came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub claimed_at: Option<Timestamp>,
    /// Whether the PG's own record agreed with the order before the confirm.
    #[serde(default)]
    pub verified: bool,
    /// How many confirms may have reached the PG.
    #[serde(default)]
    pub open_confirms: u32,
    /// When the first confirm under this key was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub confirm_sent_at: Option<Timestamp>,
    /// Which idempotency key the confirm is on: a refused request stays stored under its key.
    #[serde(default)]
    pub confirm_round: u32,
    /// Whether the last confirm's error is stored at the PG under its key.
    #[serde(default)]
    pub confirm_error_stored: bool,
    /// How many reversals may have reached the PG.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<u32>", optional))]
    pub open_reversals: u32,
    /// Whether the PG refused to undo the confirm.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub irreversible: bool,
    /// The newest request whose answer told where the payment stands: what answers an older one can make us look
    /// again, and undo nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<u32>", optional))]
    pub heard: u32,
    /// What a webhook said that the PG's own record does not say yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub told: Option<Told>,
    /// Whether the money comes, or came, through a virtual account: it can only go back to an account.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub deposited: bool,
    /// The last request that was announced before it ended: what answers it is older than the end.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<u32>", optional))]
    pub calls_at_end: u32,
    /// How many requests were announced.
    #[serde(default)]
    pub calls: u32,
    /// How many queries brought nothing since something last changed.
    #[serde(default)]
    pub vain_queries: u32,
    /// How many of these were answered "not found".
    #[serde(default)]
    pub not_found: u32,
    /// Since when the outcome is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub unknown_since: Option<Timestamp>,
    /// The request under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub in_flight: Option<InFlight>,
    /// Nothing is sent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub next_at: Option<Timestamp>,
    /// When the PG was last asked about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub looked_at: Option<Timestamp>,
    /// A webhook says that something changed: the PG has to be asked, whatever the state.
    #[serde(default)]
    pub look_again: bool,
    /// Until when a virtual account takes its deposit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub due_at: Option<Timestamp>,
    /// SHA-256, in hex, of the secret that this payment's webhooks carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub webhook_secret_digest: Option<String>,
    /// Why it stands where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub reason: Option<Reason>,
    /// In what the records differed, if that is why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<Mismatch>>", optional))]
    pub mismatches: Vec<Mismatch>,
    /// Refunds, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<Refund>>", optional))]
    pub refunds: Vec<Refund>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
const fn is_nothing(amount: &Amount) -> bool {
    amount.is_zero()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Payment {
    /// A payment for `order`, whose stock the host holds until `expires_at`. The PG must not have seen this order
    /// id before, because what it says of one is said of one payment: a shopper who tries again gets a new order.
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
            claimed_at: None,
            verified: false,
            open_confirms: 0,
            confirm_sent_at: None,
            open_reversals: 0,
            irreversible: false,
            heard: 0,
            told: None,
            deposited: false,
            calls_at_end: 0,
            confirm_round: 1,
            confirm_error_stored: false,
            calls: 0,
            vain_queries: 0,
            not_found: 0,
            unknown_since: None,
            in_flight: None,
            next_at: None,
            looked_at: None,
            look_again: false,
            due_at: None,
            webhook_secret_digest: None,
            reason: None,
            mismatches: Vec::new(),
            refunds: Vec::new(),
        }
    }

    /// The key that makes a repeated confirm the same confirm. Derived, so that a crash or a second click sends it
    /// again; of the attempt and the PG's number, because a PG may answer by the key alone.
    #[must_use]
    pub fn confirm_key(&self) -> Option<IdempotencyKey> {
        IdempotencyKey::new(format!("{}:confirm:{}", self.payment_id, self.confirm_round)).ok()
    }

    /// The key of a reversal.
    #[must_use]
    pub fn reversal_key(&self) -> Option<IdempotencyKey> {
        IdempotencyKey::new(format!("{}:reverse:1", self.payment_id)).ok()
    }

    /// The key of a refund.
    #[must_use]
    pub fn refund_key(&self, refund: &Refund) -> Option<IdempotencyKey> {
        IdempotencyKey::new(format!("{}:refund:{}:{}", self.payment_id, refund.refund_id, refund.round)).ok()
    }

    /// The refund that is under way, if one is.
    #[must_use]
    pub fn open_refund(&self) -> Option<&Refund> {
        self.refunds
            .iter()
            .find(|refund| matches!(refund.state, RefundState::Requested | RefundState::Unknown))
    }

    /// The code whose words fit for the shopper: what ended without money says why, everything else says where it
    /// stands. A reason alone can be a refusal that does not decide yet.
    #[must_use]
    pub fn message_code(&self) -> &'static str {
        match self.state {
            State::Declined | State::Canceled | State::Expired => {
                self.reason.map_or(self.state.code(), |reason| reason.code())
            }
            State::Ready
            | State::Confirming
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Reversing
            | State::Unknown
            | State::Quarantined => self.state.code(),
        }
    }

    /// What can still be refunded, in minor units.
    #[must_use]
    pub fn refundable(&self) -> Amount {
        self.captured.checked_sub(self.refunded).unwrap_or_default()
    }
}
