//! What is asked of a PG, and in whose name.

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
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Merchant {
    /// The PG.
    pub pg: Pg,
    /// The merchant's number there.
    pub merchant_id: MerchantId,
    /// The key that only the merchant's server has.
    pub secret_key: Secret,
    /// Where the PG is reached, without a path; the PG's own address unless a sandbox stands in for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub base_url: Option<String>,
}

/// The account that a deposited virtual account is refunded to. It is a person's: it goes to the PG only.
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
/// One request to a PG, in words that are the same for every PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "operation", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new operation must be built by every PG")]
pub enum PgCall {
    /// Complete what the shopper authenticated, for the order's own amount.
    Confirm {
        /// The merchant's order id.
        order_id: OrderId,
        /// The PG's number of the payment.
        payment_key: PaymentKey,
        /// The order's total, in minor units.
        amount: Amount,
        /// The order's currency.
        currency: Currency,
    },
    /// Ask for the payment by the PG's number.
    QueryByPaymentKey {
        /// The PG's number of the payment.
        payment_key: PaymentKey,
    },
    /// Ask for the payment by the order.
    QueryByOrderId {
        /// The merchant's order id.
        order_id: OrderId,
    },
    /// Give money back.
    Refund {
        /// The PG's number of the payment.
        payment_key: PaymentKey,
        /// Our reference, which the PG keeps in the reason so that the refund is found again.
        refund_id: RefundId,
        /// How much, in minor units; left out for all that is left.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        amount: Option<Amount>,
        /// What we believe is left, in minor units: the PG refuses if it is not so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        refundable: Option<Amount>,
        /// The tax-free part of this refund, in minor units.
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(as = "Option<Amount>", optional))]
        tax_free: Amount,
        /// The order's currency.
        currency: Currency,
        /// Why, for the PG's records: at most 120 characters are sent.
        reason: String,
        /// Whether it has to go to an account of the shopper's: the host adds `account` before it builds the
        /// request, because an account number is not kept with the payment.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
        to_account: bool,
        /// Where to, for a deposited virtual account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        account: Option<RefundAccount>,
    },
    /// Undo a confirm whose outcome is unknown. A PG without a reversal is asked for a full refund instead.
    Reverse {
        /// The merchant's order id.
        order_id: OrderId,
        /// The PG's number of the payment.
        payment_key: PaymentKey,
        /// The order's total, in minor units.
        amount: Amount,
        /// The order's currency.
        currency: Currency,
    },
}
}

impl PgCall {
    /// Which operation this is.
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
