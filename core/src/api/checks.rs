//! Operations on what the browser brings back.

use super::Input;
use crate::claim::{Claim, Return};
use crate::crosscheck::{self, Mismatch, Shopper};
use crate::id::{CustomerId, PaymentKey};
use crate::order::Order;
use crate::pg::{self, Pg};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Input of `read_return`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadReturn {
    /// The PG whose return address was called.
    pub pg: Pg,
    /// The query or the form body, with or without `?`.
    pub query: String,
}

impl Input<'_> for ReadReturn {}

/// Reads the query or form with which a PG sent the shopper back.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn read_return(input: ReadReturn) -> Return {
    pg::read_return(input.pg, &input.query)
}

/// Input of `check_claim`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CheckClaim {
    /// The order as recorded.
    pub order: Order,
    /// What the browser claims.
    pub claim: Claim,
    /// The signed session's customer.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub customer_id: Option<CustomerId>,
}

impl Input<'_> for CheckClaim {}

/// Output of `check_claim`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a claim agrees or it does not")]
pub enum ClaimVerdict {
    /// The claim agrees with the order. It proves nothing yet: only the PG can.
    Agreed {
        /// The payment to confirm.
        payment_key: PaymentKey,
    },
    /// The claim does not agree.
    Differ {
        /// In what, in declared order.
        mismatches: Vec<Mismatch>,
    },
}

/// Compares what the browser claims with the order.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn check_claim(input: CheckClaim) -> ClaimVerdict {
    let shopper = input.customer_id.as_ref().map_or(Shopper::Unknown, Shopper::Known);
    match crosscheck::claim(&input.order, &input.claim, &shopper) {
        Ok(agreed) => ClaimVerdict::Agreed { payment_key: agreed.payment_key().clone() },
        Err(mismatches) => ClaimVerdict::Differ { mismatches },
    }
}
