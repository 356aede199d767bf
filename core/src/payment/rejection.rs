//! Why an event was rejected.

use super::State;
use crate::crosscheck::Mismatch;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Why an event was rejected. The payment is unchanged.
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
    /// The stored `captured`, `refunded` or `fulfilled` does not fit the stored state: the payment was changed by
    /// something else than daejo.
    #[error("the payment's captured, refunded or fulfilled does not fit its state")]
    SumsBroken,
    /// Another payment of this order is under way or done.
    #[error("another payment of this order is under way or done")]
    AnotherPayment,
    /// The payment has ended.
    #[error("the payment has ended as {}", state.code())]
    Ended {
        /// As what.
        state: State,
    },
    /// `next_step` does not ask for this request now: another worker sends it, or it is done.
    #[error("next_step does not ask for this request now")]
    NotDue,
    /// No request with this sequence number was started.
    #[error("no request with this sequence number was started")]
    NeverAsked,
    /// There is nothing to refund.
    #[error("there is nothing to refund while the payment is {}", state.code())]
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
    /// The PG takes no part refund of this payment, or no further one.
    #[error("no part refund is possible")]
    PartRefundNotPossible,
    /// Money from a virtual account goes back to an account that the shopper names, and none was named.
    #[error("the account to refund to is missing")]
    RefundAccountMissing,
    /// A refund with this reference has another amount.
    #[error("a refund with this reference has another amount")]
    RefundDiffers,
    /// Another refund is under way: one at a time.
    #[error("another refund is under way")]
    RefundUnderWay,
    /// Only a quarantined payment is for a person to decide.
    #[error("there is nothing to decide while the payment is {}", state.code())]
    NothingToDecide {
        /// Where the payment stands.
        state: State,
    },
    /// The decision is not among the allowed ones: `allowed_decisions` lists them.
    #[error("this decision is not allowed for the payment as it stands")]
    DecisionNotAllowed {
        /// What can be refunded, in minor units, as far as it is known.
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
            Self::SumsBroken => "sums_broken",
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
