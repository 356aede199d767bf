//! Operations on requests to a PG and its replies.

use super::Input;
use crate::crosscheck::{self, Mismatch};
use crate::id::{IdempotencyKey, PaymentKey};
use crate::money::Amount;
use crate::order::Order;
use crate::pg::{
    self, Action, Answer, Certainty, DepositInstructions, HttpRequest, Merchant, Operation, Pg, PgCall,
    PgStatus, Reply,
};
use crate::reason::Reason;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Input of `build_request`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct BuildRequest {
    /// The merchant's account at the PG.
    pub merchant: Merchant,
    /// The request.
    pub call: PgCall,
    /// The PG treats requests under the same key as one request.
    #[serde(default)]
    pub idempotency_key: Option<IdempotencyKey>,
}

impl Input<'_> for BuildRequest {}

/// Builds the HTTP request for a call to a PG.
///
/// Takes the merchant's account, the call and an idempotency key. Returns the request to send. As JSON, an
/// unknown member of the call is [`Malformed`](super::Malformed).
///
/// ```
/// let merchant = r#"{"pg":"toss_payments","merchantId":"djshop01","secretKey":"test_sk_example"}"#;
/// let call = r#"{"operation":"query_by_order_id","orderId":"order-0001"}"#;
/// let input = format!(r#"{{"merchant":{merchant},"call":{call}}}"#);
/// let request = daejo::api::json::build_request(&input, None)?;
/// assert!(request.contains("/v1/payments/orders/order-0001"));
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn build_request(input: BuildRequest) -> HttpRequest {
    pg::request(&input.merchant, &input.call, input.idempotency_key.as_ref())
}

/// Input of `read_answer`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadAnswer<'a> {
    /// The PG that answered.
    pub pg: Pg,
    /// The operation that was requested.
    pub operation: Operation,
    /// The PG's reply, or why there is none.
    #[serde(bound(deserialize = "Reply<'a>: Deserialize<'de>"))]
    #[cfg_attr(feature = "typescript", ts(type = "Reply"))]
    pub reply: Reply<'a>,
}

impl<'a> Input<'a> for ReadAnswer<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        Self { reply: self.reply.with_body(bytes), ..self }
    }
}

/// Reads a PG's reply: how certain its outcome is, and what to do next.
///
/// Takes the PG, the operation and the reply. Returns the certainty, the action, the reason and the payment in it.
/// What cannot be read is an uncertain outcome, never an error.
///
/// ```
/// use daejo::api::{ReadAnswer, read_answer};
/// use daejo::pg::{Certainty, Operation, Pg, Reply, TransportFailure};
/// let reply = Reply::Failure(TransportFailure::TimedOut);
/// let answer = read_answer(ReadAnswer { pg: Pg::TossPayments, operation: Operation::Confirm, reply });
/// assert_eq!(answer.certainty, Certainty::Unknown);
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn read_answer(input: ReadAnswer<'_>) -> Answer {
    pg::read(input.pg, input.operation, &input.reply)
}

/// Input of `check_payment`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct CheckPayment<'a> {
    /// The order as recorded.
    pub order: Order,
    /// The claim's payment key, if there was a claim.
    #[serde(default)]
    pub payment_key: Option<PaymentKey>,
    /// The operation that was requested.
    pub operation: Operation,
    /// The PG's reply, or why there is none.
    #[serde(bound(deserialize = "Reply<'a>: Deserialize<'de>"))]
    #[cfg_attr(feature = "typescript", ts(type = "Reply"))]
    pub reply: Reply<'a>,
}

impl<'a> Input<'a> for CheckPayment<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        Self { reply: self.reply.with_body(bytes), ..self }
    }
}

/// Output of `check_payment`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each is treated in its own way")]
pub enum PaymentVerdict {
    /// The payment agrees with the order. Its status says whether money was captured.
    Agreed {
        /// How certain the outcome of the requested operation is.
        certainty: Certainty,
        /// What to do next.
        action: Action,
        /// The PG's id of the payment.
        payment_key: PaymentKey,
        /// The order's total, in minor units.
        amount: Amount,
        /// The refunded amount, in minor units.
        refunded: Amount,
        /// The payment's status at the PG.
        status: PgStatus,
    },
    /// The payment differs from the order. If its status says that money was captured, it has to be refunded.
    Differ {
        /// How certain the outcome of the requested operation is.
        certainty: Certainty,
        /// The payment's status at the PG.
        status: PgStatus,
        /// The differences, in declared order.
        mismatches: Vec<Mismatch>,
    },
    /// The reply has no payment.
    NoPayment {
        /// How certain the outcome of the requested operation is.
        certainty: Certainty,
        /// What to do next.
        action: Action,
        /// Why.
        reason: Reason,
    },
}

/// Reads a PG's reply and compares the payment in it with the order.
///
/// Takes the order, the claim's payment key, the operation and the reply. Returns the agreed payment, every
/// difference, or why the reply has no payment.
///
/// ```
/// let order = r#"{"orderId":"order-0001","customerId":"cust-7","pg":"toss_payments","currency":"KRW",
///     "lines":[{"productId":"p-1","unitPrice":15000,"quantity":1}],"total":15000}"#;
/// let rest = r#""operation":"confirm","reply":{"failure":"timed_out"}"#;
/// let verdict = daejo::api::json::check_payment(&format!(r#"{{"order":{order},{rest}}}"#), None)?;
/// assert!(verdict.starts_with(r#"{"verdict":"no_payment","certainty":"unknown""#));
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn check_payment(input: CheckPayment<'_>) -> PaymentVerdict {
    let Answer { certainty, action, reason, payment, .. } =
        pg::read(input.order.pg, input.operation, &input.reply);
    let Some(said) = payment else { return PaymentVerdict::NoPayment { certainty, action, reason } };
    match crosscheck::payment(&input.order, input.payment_key.as_ref(), &said) {
        Ok(agreed) => PaymentVerdict::Agreed {
            certainty,
            action,
            payment_key: agreed.payment_key().clone(),
            amount: agreed.amount(),
            refunded: agreed.refunded(),
            status: said.status,
        },
        Err(mismatches) => PaymentVerdict::Differ { certainty, status: said.status, mismatches },
    }
}

/// Input of `deposit_instructions`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadDeposit<'a> {
    /// The PG that answered.
    pub pg: Pg,
    /// The PG's reply to a confirm or a query.
    #[serde(bound(deserialize = "Reply<'a>: Deserialize<'de>"))]
    #[cfg_attr(feature = "typescript", ts(type = "Reply"))]
    pub reply: Reply<'a>,
}

impl<'a> Input<'a> for ReadDeposit<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        Self { reply: self.reply.with_body(bytes), ..self }
    }
}

/// Output of `deposit_instructions`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Deposit {
    /// Where to deposit; left out if the reply has no account that awaits a deposit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instructions: Option<DepositInstructions>,
}

/// The virtual account to which the shopper has to deposit.
///
/// Takes the PG and its reply to a confirm or a query. Returns the account, or nothing if no deposit is awaited. The
/// account number is whole: show it to its shopper, never log it.
///
/// ```
/// let input = r#"{"pg":"toss_payments","reply":{"failure":"timed_out"}}"#;
/// assert_eq!(daejo::api::json::deposit_instructions(input, None)?, "{}");
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn deposit_instructions(input: ReadDeposit<'_>) -> Deposit {
    Deposit { instructions: pg::deposit_instructions(input.pg, &input.reply) }
}
