//! Webhooks. Their content is only a hint: it triggers a query, and only the query's answer counts.

use super::{PgPayment, PgStatus};
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The headers of a webhook, as pairs of name and value.
pub type WebhookHeaders = Vec<(String, String)>;

/// Whether a webhook proves that the PG sent it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each is handled differently")]
pub enum Authenticity {
    /// It holds the payment's own secret.
    Verified,
    /// It holds no secret and no signature.
    Unsigned,
    /// It holds a secret, but the payment's own secret is not known yet.
    Unchecked,
    /// Its secret is not the payment's: it is forged, or meant for another payment. Ignore it.
    Forged,
}

impl Authenticity {
    /// Every authenticity, in declared order.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Unsigned, Self::Unchecked, Self::Forged];

    /// The authenticity's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unsigned => "unsigned",
            Self::Unchecked => "unchecked",
            Self::Forged => "forged",
        }
    }
}

/// The subject of a webhook.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each is handled differently")]
pub enum NoticeKind {
    /// A payment changed.
    PaymentChanged,
    /// A virtual account changed.
    DepositChanged,
    /// A refund changed.
    RefundChanged,
    /// A billing key was deleted.
    BillingKeyDeleted,
    /// Another event. There is nothing to do: acknowledge it.
    Other,
    /// Not a webhook of this PG.
    Unreadable,
}

impl NoticeKind {
    /// Every kind, in declared order.
    pub const ALL: [Self; 6] = [
        Self::PaymentChanged,
        Self::DepositChanged,
        Self::RefundChanged,
        Self::BillingKeyDeleted,
        Self::Other,
        Self::Unreadable,
    ];

    /// The kind's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PaymentChanged => "payment_changed",
            Self::DepositChanged => "deposit_changed",
            Self::RefundChanged => "refund_changed",
            Self::BillingKeyDeleted => "billing_key_deleted",
            Self::Other => "other",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The content of a webhook. It never changes a payment: it only says which payment to query at the PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Notice {
    /// The subject.
    pub kind: NoticeKind,
    /// Whether it proves that the PG sent it.
    pub authenticity: Authenticity,
    /// Identifies a repeated delivery: the PG's own delivery id with the start of the body's digest, or the digest.
    pub webhook_id: String,
    /// The order id in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The PG's payment key in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_key: Option<String>,
    /// The PG's id of the transaction that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_key: Option<String>,
    /// The status in it, only a hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PgStatus>,
    /// The payment in it, only a hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PgPayment>,
    /// When the PG created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
}

/// The account to which the shopper has to deposit. The account number is complete: show it to the shopper, never log
/// it.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct DepositInstructions {
    /// The bank's code, in the PG's bank table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<String>,
    /// The complete account number.
    pub account_number: String,
    /// The depositor's name, as given when the account was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// The deposit's deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

impl core::fmt::Debug for DepositInstructions {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DepositInstructions(…)")
    }
}
