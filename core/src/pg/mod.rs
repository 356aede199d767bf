//! Payment gateways: their requests, their answers, and how certain an answer is.
//!
//! A PG's own terms stay in the PG's own module. The public types are the same for every PG.

mod answer;
#[cfg(feature = "server")]
mod call;
mod capabilities;
mod http;
mod payment;
pub mod toss_payments;
#[cfg(feature = "server")]
mod webhook;

pub use crate::gateway::Pg;
pub use answer::{Action, Answer, Certainty, CodeClass, CodeRow};
#[cfg(feature = "server")]
pub use call::{Merchant, PgCall, RefundAccount};
pub use capabilities::{Capabilities, OrderQuery, Webhooks};
pub use http::{Body, HttpRequest, HttpResponse, MAX_BODY, Reply, TransportFailure};
pub use payment::{
    Card, CashReceipt, EasyPay, Method, PgAmount, PgCurrency, PgFailure, PgPayment, PgRefund, PgRefundStatus,
    PgStatus, Purpose, VirtualAccount,
};
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
pub use webhook::{Authenticity, DepositInstructions, Notice, NoticeKind, WebhookHeaders};

impl Pg {
    /// What this PG can do. The payment process depends on this and never on the PG's name.
    #[must_use]
    pub const fn capabilities(self) -> Capabilities {
        match self {
            Self::TossPayments => toss_payments::CAPABILITIES,
        }
    }
}

/// A kind of request to a PG.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new operation must be classified by every PG")]
pub enum Operation {
    /// Complete the payment that the shopper authenticated (승인).
    Confirm,
    /// Query a payment by the PG's payment key.
    QueryByPaymentKey,
    /// Query a payment by the merchant's order id.
    QueryByOrderId,
    /// Refund all or a part of the money (환불, 취소).
    Refund,
    /// Reverse a confirm whose outcome is unknown (망취소).
    Reverse,
}

impl Operation {
    /// Every operation, in declared order.
    pub const ALL: [Self; 5] =
        [Self::Confirm, Self::QueryByPaymentKey, Self::QueryByOrderId, Self::Refund, Self::Reverse];

    /// The operation's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::QueryByPaymentKey => "query_by_payment_key",
            Self::QueryByOrderId => "query_by_order_id",
            Self::Refund => "refund",
            Self::Reverse => "reverse",
        }
    }

    /// Whether the operation is a query, which changes nothing at the PG.
    #[must_use]
    pub const fn is_query(self) -> bool {
        match self {
            Self::QueryByPaymentKey | Self::QueryByOrderId => true,
            Self::Confirm | Self::Refund | Self::Reverse => false,
        }
    }
}

/// Reads the reply of `pg` to `operation`. Total: every reply, with any bytes, has an answer.
#[must_use]
pub fn read(pg: Pg, operation: Operation, reply: &Reply<'_>) -> Answer {
    match pg {
        Pg::TossPayments => toss_payments::read(operation, reply),
    }
}

/// Reads the query or form of the return URL to which `pg` sent the shopper's browser.
#[must_use]
pub fn read_return(pg: Pg, query: &str) -> crate::claim::Return {
    match pg {
        Pg::TossPayments => toss_payments::read_return(query),
    }
}

/// Every code that `pg` documents, with its class and reason.
#[must_use]
pub fn codes(pg: Pg) -> alloc::vec::Vec<CodeRow> {
    match pg {
        Pg::TossPayments => toss_payments::codes(),
    }
}

/// The HTTP request for `call`.
#[cfg(feature = "server")]
#[must_use]
pub fn request(
    merchant: &Merchant,
    call: &PgCall,
    idempotency_key: Option<&crate::id::IdempotencyKey>,
) -> HttpRequest {
    match merchant.pg {
        Pg::TossPayments => toss_payments::request(merchant, call, idempotency_key),
    }
}

/// Reads a webhook. `stored_digest` is the `webhookSecretDigest` of the webhook's payment, if the host has one.
#[cfg(feature = "server")]
#[must_use]
pub fn read_webhook(pg: Pg, headers: &WebhookHeaders, body: &[u8], stored_digest: Option<&str>) -> Notice {
    match pg {
        Pg::TossPayments => toss_payments::read_webhook(headers, body, stored_digest),
    }
}

/// The account to which the shopper has to deposit, if `reply` has one that awaits a deposit. The account number is
/// complete: show it to the shopper, never log it.
#[cfg(feature = "server")]
#[must_use]
pub fn deposit_instructions(pg: Pg, reply: &Reply<'_>) -> Option<DepositInstructions> {
    match pg {
        Pg::TossPayments => toss_payments::deposit_instructions(reply),
    }
}
