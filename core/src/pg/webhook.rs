//! Webhooks: a PG's knock at the door. What it says is a hint; the query that it triggers is the truth.

use super::{PgPayment, PgStatus};
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The headers of a webhook, as pairs of name and value.
pub type WebhookHeaders = Vec<(String, String)>;

/// How far a webhook proves who sent it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each must be treated in its own way")]
pub enum Authenticity {
    /// Its secret is the payment's own.
    Verified,
    /// It carries nothing that could be checked.
    Unsigned,
    /// Its secret cannot be checked before the payment's is known.
    Unchecked,
    /// Its secret is not the payment's: forged, or for another payment. Not to be acted on.
    Forged,
}

/// What a webhook is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each is answered in its own way")]
pub enum NoticeKind {
    /// A payment changed.
    PaymentChanged,
    /// A virtual account changed.
    DepositChanged,
    /// A refund changed.
    RefundChanged,
    /// A billing key was deleted.
    BillingKeyDeleted,
    /// A kind that this host has nothing to do for: acknowledge it.
    Other,
    /// Not a webhook of this PG.
    Unreadable,
}

/// What a webhook says. It never changes a payment by itself: it says which payment to ask the PG about.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// How far it proves who sent it.
    pub authenticity: Authenticity,
    /// By which a repeated delivery is known: the PG's own delivery number, or a digest of the body.
    pub webhook_id: String,
    /// The order it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub order_id: Option<String>,
    /// The payment it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment_key: Option<String>,
    /// The PG's number of the transaction that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub transaction_key: Option<String>,
    /// The status it states. A hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<PgStatus>,
    /// The payment it states. A hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment: Option<PgPayment>,
    /// When the PG made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sent_at: Option<Timestamp>,
}

/// Where the shopper has to deposit. It has a whole account number: show it to its shopper, never log it.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DepositInstructions {
    /// The bank's code, in the PG's bank table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub bank_code: Option<String>,
    /// The whole account number.
    pub account_number: String,
    /// The depositor's name, as given when the account was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub customer_name: Option<String>,
    /// Until when the deposit is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub due_at: Option<Timestamp>,
}

impl core::fmt::Debug for DepositInstructions {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DepositInstructions(…)")
    }
}
