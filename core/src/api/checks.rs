//! Operations on the return URL and the claim in it.

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
///
/// Takes the PG and the query, with or without `?`. Returns the claim, the failure or what is wrong with the query. A
/// claim is untrusted: compare it with `check_claim`.
///
/// ```
/// use daejo::api::{ReadReturn, read_return};
/// use daejo::pg::Pg;
/// let query = "orderId=order-0001&paymentKey=key-1&amount=15000".into();
/// let read = read_return(ReadReturn { pg: Pg::TossPayments, query });
/// assert_eq!(read.code(), "claimed");
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn read_return(input: ReadReturn) -> Return {
    pg::read_return(input.pg, &input.query)
}

/// Input of `check_claim`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct CheckClaim {
    /// The order as recorded.
    pub order: Order,
    /// The browser's claim.
    pub claim: Claim,
    /// The signed session's customer.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
}

impl Input<'_> for CheckClaim {}

/// Output of `check_claim`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a claim agrees or it does not")]
pub enum ClaimVerdict {
    /// The claim agrees with the order. It proves no payment: only the PG's answer does.
    Agreed {
        /// The payment to confirm.
        payment_key: PaymentKey,
    },
    /// The claim does not agree.
    Differ {
        /// The differences, in declared order.
        mismatches: Vec<Mismatch>,
    },
}

/// Compares the browser's claim with the order.
///
/// Takes the order, the claim and the signed session's customer. Returns the payment key to confirm, or every
/// difference.
///
/// ```
/// let order = r#"{"orderId":"order-0001","customerId":"cust-7","pg":"toss_payments","currency":"KRW",
///     "lines":[{"productId":"p-1","unitPrice":15000,"quantity":1}],"total":15000}"#;
/// let claim = r#"{"pg":"toss_payments","orderId":"order-0001","paymentKey":"key-1","amount":"15000"}"#;
/// let input = format!(r#"{{"order":{order},"claim":{claim},"customerId":"cust-7"}}"#);
/// let verdict = daejo::api::json::check_claim(&input, None)?;
/// assert_eq!(verdict, r#"{"verdict":"agreed","paymentKey":"key-1"}"#);
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn check_claim(input: CheckClaim) -> ClaimVerdict {
    let shopper = input.customer_id.as_ref().map_or(Shopper::Unknown, Shopper::Known);
    match crosscheck::claim(&input.order, &input.claim, &shopper) {
        Ok(agreed) => ClaimVerdict::Agreed { payment_key: agreed.payment_key().clone() },
        Err(mismatches) => ClaimVerdict::Differ { mismatches },
    }
}
