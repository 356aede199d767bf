//! Operations on what a PG is asked and what it says.

use super::Input;
use crate::crosscheck::{self, Mismatch};
use crate::id::{IdempotencyKey, PaymentKey};
use crate::money::Amount;
use crate::order::Order;
use crate::pg::{
    self, Action, Answer, Body, Capabilities, Certainty, CodeRow, DepositInstructions, HttpRequest, Merchant,
    Notice, Operation, Pg, PgCall, PgStatus, Reply, WebhookHeaders,
};
use crate::reason::Reason;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Input of `build_request`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BuildRequest {
    /// In whose name.
    pub merchant: Merchant,
    /// What to ask.
    pub call: PgCall,
    /// What makes a repetition the same request.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub idempotency_key: Option<IdempotencyKey>,
}

impl Input<'_> for BuildRequest {}

/// The HTTP request for a call to a PG.
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
    /// Who answered.
    pub pg: Pg,
    /// What was asked.
    pub operation: Operation,
    /// What came back.
    #[serde(bound(deserialize = "Reply<'a>: Deserialize<'de>"))]
    #[cfg_attr(feature = "typescript", ts(type = "Reply"))]
    pub reply: Reply<'a>,
}

impl<'a> Input<'a> for ReadAnswer<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        Self { reply: self.reply.with_body(bytes), ..self }
    }
}

/// What a PG's reply comes to.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn read_answer(input: ReadAnswer<'_>) -> Answer {
    pg::read(input.pg, input.operation, &input.reply)
}

/// Input of `check_payment`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CheckPayment<'a> {
    /// The order as recorded.
    pub order: Order,
    /// The payment key that the claim brought, if there was a claim.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment_key: Option<PaymentKey>,
    /// What was asked.
    pub operation: Operation,
    /// What came back.
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
    /// The payment agrees with the order. Its status says whether money was taken.
    Agreed {
        /// How certain we are of what was asked.
        certainty: Certainty,
        /// What to do next.
        action: Action,
        /// The PG's number of the payment.
        payment_key: PaymentKey,
        /// The order's total, in minor units.
        amount: Amount,
        /// What has gone back, in minor units.
        refunded: Amount,
        /// Where it stands at the PG.
        status: PgStatus,
    },
    /// The payment does not agree. If its status says that money was taken, it has to go back.
    Differ {
        /// How certain we are of what was asked.
        certainty: Certainty,
        /// Where it stands at the PG.
        status: PgStatus,
        /// In what, in declared order.
        mismatches: Vec<Mismatch>,
    },
    /// The reply has no payment.
    NoPayment {
        /// How certain we are of what was asked.
        certainty: Certainty,
        /// What to do next.
        action: Action,
        /// Why.
        reason: Reason,
    },
}

/// Reads a PG's reply and compares the payment in it with the order.
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

/// An HTTP request that came in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Incoming<'a> {
    /// Names and values.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<WebhookHeaders>", optional))]
    pub headers: WebhookHeaders,
    /// The bytes, unread.
    #[serde(bound(deserialize = "Body<'a>: Deserialize<'de>"))]
    #[cfg_attr(feature = "typescript", ts(type = "Bytes"))]
    pub body: Body<'a>,
}

/// Input of `read_webhook`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadWebhook<'a> {
    /// The PG whose webhook address was called.
    pub pg: Pg,
    /// What came in.
    #[serde(bound(deserialize = "Incoming<'a>: Deserialize<'de>"))]
    pub request: Incoming<'a>,
    /// `webhookSecretDigest` of the payment that it speaks of, once the host has found it.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub webhook_secret_digest: Option<String>,
}

impl<'a> Input<'a> for ReadWebhook<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        Self { request: Incoming { body: Body::new(bytes), ..self.request }, ..self }
    }
}

/// Reads a webhook.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn read_webhook(input: ReadWebhook<'_>) -> Notice {
    let digest = input.webhook_secret_digest.as_deref();
    pg::read_webhook(input.pg, &input.request.headers, input.request.body.bytes(), digest)
}

/// Input of `deposit_instructions`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadDeposit<'a> {
    /// Who answered.
    pub pg: Pg,
    /// What came back for a confirm or a query.
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
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Deposit {
    /// Where to deposit; left out if the reply has no account that still waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub instructions: Option<DepositInstructions>,
}

/// Where the shopper has to deposit.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn deposit_instructions(input: ReadDeposit<'_>) -> Deposit {
    Deposit { instructions: pg::deposit_instructions(input.pg, &input.reply) }
}

/// Input of `list_codes` and `pg_capabilities`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OfPg {
    /// Which PG.
    pub pg: Pg,
}

impl Input<'_> for OfPg {}

/// Output of `list_codes`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Codes {
    /// Every documented code, by name.
    pub codes: Vec<CodeRow>,
}

/// Every documented code of a PG, classified.
#[must_use]
pub fn list_codes(input: OfPg) -> Codes {
    Codes { codes: pg::codes(input.pg) }
}

/// What a PG can do.
#[must_use]
pub const fn pg_capabilities(input: OfPg) -> Capabilities {
    input.pg.capabilities()
}
