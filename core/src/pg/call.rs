//! Requests to a PG, and the merchant's account with which they are made.

use super::{Operation, Pg};
use crate::id::{MerchantId, OrderId, PaymentKey, RefundId};
use crate::json::tagged;
use crate::money::{Amount, Currency};
use crate::redact::Secret;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A merchant's account at a PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Merchant {
    /// The PG.
    pub pg: Pg,
    /// The merchant's id at the PG.
    pub merchant_id: MerchantId,
    /// The secret key, which only the merchant's server has.
    pub secret_key: Secret,
    /// Scheme and host of the PG's API, without a path. Left out: the PG's own. Set it to use a sandbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
}

/// The shopper's bank account to which a virtual account's deposit is refunded. Personal data: send it to the PG only.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RefundAccount {
    /// The bank's code, in the PG's bank table.
    pub bank_code: String,
    /// The number: digits only, at most 20.
    pub account_number: String,
    /// The holder's name, at most 60 characters.
    pub holder_name: String,
}

impl core::fmt::Debug for RefundAccount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RefundAccount(…)")
    }
}

tagged! { "operation" deny_unknown_fields;
    /// One request to a PG, in terms that are the same for every PG.
    #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "operation", rename_all = "snake_case", rename_all_fields = "camelCase")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
    #[expect(clippy::exhaustive_enums, reason = "a new operation must be built by every PG")]
    pub enum PgCall {
        /// Complete the payment that the shopper authenticated (승인), for the order's own total.
        Confirm {
            /// The merchant's order id.
            order_id: OrderId,
            /// The PG's payment key.
            payment_key: PaymentKey,
            /// The order's total, in minor units.
            amount: Amount,
            /// The order's currency.
            currency: Currency,
        },
        /// Query the payment by the PG's payment key.
        QueryByPaymentKey {
            /// The PG's payment key.
            payment_key: PaymentKey,
        },
        /// Query the payment by the merchant's order id.
        QueryByOrderId {
            /// The merchant's order id.
            order_id: OrderId,
        },
        /// Refund all or a part of the money (환불).
        Refund {
            /// The PG's payment key.
            payment_key: PaymentKey,
            /// The merchant's id of the refund. The PG stores it in the reason, so the refund can be found in its record.
            refund_id: RefundId,
            /// The amount to refund, in minor units. Left out: all that is still refundable.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            amount: Option<Amount>,
            /// The expected refundable balance, in minor units. The PG refuses if its own differs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            refundable: Option<Amount>,
            /// The tax-free part of this refund, in minor units.
            #[serde(default)]
            #[cfg_attr(feature = "typescript", ts(as = "Option<Amount>"))]
            tax_free: Amount,
            /// The order's currency.
            currency: Currency,
            /// The reason, for the PG's records. At most 120 characters are sent.
            reason: String,
            /// Whether the money has to go to a bank account of the shopper. Then the host adds `account` before it builds
            /// the request, because an account number is not stored with the payment.
            #[serde(default, skip_serializing_if = "core::ops::Not::not")]
            #[cfg_attr(feature = "typescript", ts(as = "Option<bool>"))]
            to_account: bool,
            /// The bank account, if the payment was a deposit to a virtual account.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            account: Option<RefundAccount>,
        },
        /// Reverse a confirm whose outcome is unknown (망취소). At a PG without reversals this is a full refund.
        Reverse {
            /// The merchant's order id.
            order_id: OrderId,
            /// The PG's payment key.
            payment_key: PaymentKey,
            /// The order's total, in minor units.
            amount: Amount,
            /// The order's currency.
            currency: Currency,
        },
    }
}

impl PgCall {
    /// The operation of this request.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Self::Confirm { .. } => Operation::Confirm,
            Self::QueryByPaymentKey { .. } => Operation::QueryByPaymentKey,
            Self::QueryByOrderId { .. } => Operation::QueryByOrderId,
            Self::Refund { .. } => Operation::Refund,
            Self::Reverse { .. } => Operation::Reverse,
        }
    }
}
