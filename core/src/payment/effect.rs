//! What follows from evidence: what to store, or why nothing is.

use super::{Payment, State};
use crate::crosscheck::Mismatch;
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What has to be stored in the same database transaction as the payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a host that passes over an effect loses stock or money")]
pub enum Effect {
    /// Append to the payment's history. Every change has exactly one.
    Record {
        /// Where it stood.
        from: State,
        /// Where it stands.
        to: State,
        /// The kind of evidence.
        event: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        reason: Option<Reason>,
        /// When.
        at: Timestamp,
    },
    /// What was held is sold.
    CommitStock,
    /// What was held or sold for it is free again.
    ReleaseStock,
    /// Ship: the money is there.
    Fulfil,
    /// Tell a person.
    Alert {
        /// Why.
        reason: AlertReason,
    },
    /// Tell the shop's other systems that the state changed.
    Publish {
        /// The new state.
        state: State,
    },
}

/// Why a person is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum AlertReason {
    /// The browser's claim does not agree with the order: a bug, or somebody tries.
    ClaimTampered,
    /// What the PG says does not agree with the order.
    PgDisagrees,
    /// Keys, contract or request are wrong.
    MustBeFixed,
    /// The PG could not be made to say: decide.
    DecisionNeeded,
    /// Money came after the end. It is being refunded.
    LateMoney,
    /// Money went back that nobody here asked for.
    UnexpectedRefund,
    /// The bank took a deposit back after it was reported.
    DepositRolledBack,
    /// Money that was deposited has to go back, and only the shopper can name the account.
    RefundAccountNeeded,
    /// Something changed at a PG that cannot be asked: look in its console.
    CannotBeAsked,
    /// A refund was refused.
    RefundRefused,
    /// A webhook whose secret is not the payment's.
    ForgedWebhook,
}

/// What a payment is after a piece of evidence. Without effects nothing changed and nothing needs to be stored.
#[must_use = "nothing has happened until `next` is stored and `effects` are carried out"]
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Transition {
    /// The payment as it is now.
    pub next: Payment,
    /// What to store with it.
    pub effects: Vec<Effect>,
}

impl Transition {
    /// Whether there is anything to store.
    #[must_use]
    pub fn is_change(&self) -> bool {
        !self.effects.is_empty()
    }
}

/// Why evidence was turned away. The payment is as it was.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum Rejection {
    /// The claim does not agree with the order.
    #[error("the claim does not agree with the order")]
    ClaimRefused {
        /// In what, in declared order.
        mismatches: Vec<Mismatch>,
    },
    /// The order is not this payment's.
    #[error("the order is not this payment's")]
    WrongOrder,
    /// Another payment of this order is under way or done.
    #[error("another payment of this order is under way or done")]
    AnotherPayment,
    /// The payment has ended.
    #[error("the payment has ended as {state:?}")]
    Ended {
        /// As what.
        state: State,
    },
    /// `next_step` does not ask for this now: another worker has it, or it is done.
    #[error("this is not what has to be done now")]
    NotDue,
    /// No such request was announced.
    #[error("no such request was announced")]
    NeverAsked,
    /// There is nothing to refund.
    #[error("there is nothing to refund in {state:?}")]
    NothingToRefund {
        /// Where the payment stands.
        state: State,
    },
    /// The refund is more than is left.
    #[error("the refund is more than is left")]
    RefundExceedsBalance {
        /// What is left, in minor units.
        refundable: crate::money::Amount,
    },
    /// The PG takes no part refund of this payment, or none more.
    #[error("no part refund is possible")]
    PartRefundNotPossible,
    /// What was deposited goes back to an account that the shopper has yet to name.
    #[error("the shopper's account is missing")]
    RefundAccountMissing,
    /// A refund with this reference has another amount.
    #[error("a refund with this reference has another amount")]
    RefundDiffers,
    /// Another refund is under way: one at a time.
    #[error("another refund is under way")]
    RefundUnderWay,
    /// Only a quarantined payment is for a person to decide.
    #[error("there is nothing to decide in {state:?}")]
    NothingToDecide {
        /// Where the payment stands.
        state: State,
    },
    /// The decision does not fit what is known: money is held, or none is.
    #[error("the decision does not fit the money that is held")]
    DecisionNotAllowed {
        /// What is held, in minor units, as far as it is known.
        refundable: crate::money::Amount,
    },
}

impl Rejection {
    /// The code by which every language knows this rejection.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ClaimRefused { .. } => "claim_refused",
            Self::WrongOrder => "wrong_order",
            Self::AnotherPayment => "another_payment",
            Self::Ended { .. } => "ended",
            Self::NotDue => "not_due",
            Self::NeverAsked => "never_asked",
            Self::NothingToRefund { .. } => "nothing_to_refund",
            Self::RefundExceedsBalance { .. } => "refund_exceeds_balance",
            Self::PartRefundNotPossible => "part_refund_not_possible",
            Self::RefundAccountMissing => "refund_account_missing",
            Self::RefundDiffers => "refund_differs",
            Self::RefundUnderWay => "refund_under_way",
            Self::NothingToDecide { .. } => "nothing_to_decide",
            Self::DecisionNotAllowed { .. } => "decision_not_allowed",
        }
    }
}
