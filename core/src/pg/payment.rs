//! A payment as the PG's record states it, in terms that are the same for every PG.

use super::Pg;
use crate::json::{self, tagged};
use crate::money::{Amount, AmountError, Currency};
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize};

/// An amount from a PG: an exact amount, or the original text if it is not one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "an amount is readable or it is not")]
pub enum PgAmount {
    /// An exact amount, in minor units.
    Exact(Amount),
    /// The PG's text, which is not a valid amount. It equals no amount of the order.
    Unreadable {
        /// The first 40 characters of the text.
        raw: String,
        /// Why it is not a valid amount.
        problem: AmountError,
    },
}

impl<'de> Deserialize<'de> for PgAmount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            raw: String,
            problem: AmountError,
        }
        const WANTED: &str =
            "a whole number from 0 to 9007199254740991 (minor units), or an object with raw and problem";
        let exact: fn(i64) -> Option<Self> = |minor| Amount::new(minor).ok().map(Self::Exact);
        json::whole_or(deserializer, WANTED, exact, |Written { raw, problem }| Self::Unreadable {
            raw,
            problem,
        })
    }
}

impl PgAmount {
    /// The amount, if it is exact.
    #[must_use]
    pub const fn exact(&self) -> Option<Amount> {
        match self {
            Self::Exact(amount) => Some(*amount),
            Self::Unreadable { .. } => None,
        }
    }
}

/// A currency from a PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a currency is known or it is not")]
pub enum PgCurrency {
    /// A currency that an order can have.
    Known(Currency),
    /// Another code.
    Unrecognized {
        /// The code, at most 40 characters.
        raw: String,
    },
}

impl<'de> Deserialize<'de> for PgCurrency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            raw: String,
        }
        const WANTED: &str = "KRW, USD, JPY, or an object with raw";
        let known: fn(String) -> Option<Self> = |code| Currency::from_code(&code).map(Self::Known);
        json::text_or(deserializer, WANTED, known, |Written { raw }| Self::Unrecognized { raw })
    }
}

tagged! { "kind";
    /// The status of a payment at its PG.
    #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[expect(clippy::exhaustive_enums, reason = "every status must be handled wherever money moves")]
    pub enum PgStatus {
        /// Created; the shopper has not authenticated.
        Created,
        /// The shopper authenticated. No money is captured before the confirm.
        Authenticated,
        /// A virtual account was issued; the deposit has not come.
        AwaitingDeposit,
        /// The money was captured.
        Captured,
        /// A part was refunded.
        PartiallyRefunded,
        /// All was refunded.
        Refunded,
        /// Canceled before any money moved.
        Canceled,
        /// Declined by the PG or the issuer.
        Declined,
        /// Not completed in time.
        Expired,
        /// A status that daejo does not know. It never advances a payment.
        Unrecognized {
            /// The PG's word, at most 40 characters.
            raw: String,
        },
    }
}

impl PgStatus {
    /// The status's code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Authenticated => "authenticated",
            Self::AwaitingDeposit => "awaiting_deposit",
            Self::Captured => "captured",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
            Self::Canceled => "canceled",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Unrecognized { .. } => "unrecognized",
        }
    }
}

tagged! { "kind";
    /// The kind of payment.
    #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[expect(clippy::exhaustive_enums, reason = "the cross-check must accept or refuse each")]
    pub enum Purpose {
        /// A one-time payment through the payment window.
        OneTime,
        /// A charge with a billing key (자동결제).
        Recurring,
        /// A payment from the merchant's own wallet (브랜드페이).
        Wallet,
        /// A word that daejo does not know.
        Unrecognized {
            /// The PG's word, at most 40 characters.
            raw: String,
        },
    }
}

impl Purpose {
    /// The purpose's code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OneTime => "one_time",
            Self::Recurring => "recurring",
            Self::Wallet => "wallet",
            Self::Unrecognized { .. } => "unrecognized",
        }
    }
}

tagged! { "kind";
    /// The payment method.
    #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[expect(clippy::exhaustive_enums, reason = "a method decides about refunds and receipts")]
    pub enum Method {
        /// Card (카드).
        Card,
        /// Virtual account (가상계좌).
        VirtualAccount,
        /// Easy pay (간편결제).
        EasyPay,
        /// Carrier billing (휴대폰).
        MobilePhone,
        /// Account transfer (계좌이체).
        Transfer,
        /// Gift certificate (상품권).
        GiftCertificate,
        /// A word that daejo does not know.
        Unrecognized {
            /// The PG's word, at most 40 characters.
            raw: String,
        },
    }
}

impl Method {
    /// The method's code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::VirtualAccount => "virtual_account",
            Self::EasyPay => "easy_pay",
            Self::MobilePhone => "mobile_phone",
            Self::Transfer => "transfer",
            Self::GiftCertificate => "gift_certificate",
            Self::Unrecognized { .. } => "unrecognized",
        }
    }
}

/// The card. The number is masked by the PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Card {
    /// The amount charged to the card, instant discount included, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<PgAmount>,
    /// The issuer's code, in the PG's card table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_code: Option<String>,
    /// The acquirer's code, in the PG's card table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquirer_code: Option<String>,
    /// The last four characters of the masked card number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_end: Option<String>,
    /// The issuer's approval number. Leading zeros are part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_number: Option<String>,
    /// The number of monthly instalments; 0 for a payment in full.
    #[serde(default)]
    pub installment_months: u32,
}

/// The easy-pay part of a payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct EasyPay {
    /// The provider, as the PG writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The amount paid with account or prepaid money, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<PgAmount>,
    /// The amount paid with points and coupons, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<PgAmount>,
}

/// The virtual account, masked. `deposit_instructions` returns the complete number.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct VirtualAccount {
    /// The bank's code, in the PG's bank table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<String>,
    /// The account number; all but the last four characters are `*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_masked: Option<String>,
    /// The deposit's deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Whether the PG says that the deadline has passed.
    pub expired: bool,
    /// The status of a refund to the shopper's account, as the PG writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_status: Option<String>,
}

tagged! { "kind";
    /// The status of a refund at the PG.
    #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[expect(clippy::exhaustive_enums, reason = "only a finished refund counts")]
    pub enum PgRefundStatus {
        /// Completed.
        Done,
        /// Accepted, not completed.
        InProgress,
        /// Failed: no money was refunded.
        Failed,
        /// A status that daejo does not know. Such a refund does not count.
        Unrecognized {
            /// The PG's word, at most 40 characters.
            raw: String,
        },
    }
}

impl PgRefundStatus {
    /// The status's code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::InProgress => "in_progress",
            Self::Failed => "failed",
            Self::Unrecognized { .. } => "unrecognized",
        }
    }
}

/// One refund in the PG's record.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct PgRefund {
    /// The PG's id of the refund's transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_key: Option<String>,
    /// The refunded amount, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<PgAmount>,
    /// The status.
    pub status: PgRefundStatus,
    /// The merchant's refund id, if the reason in the PG's record holds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When the PG made the refund.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded_at: Option<Timestamp>,
}

/// The cash receipt that was issued with the payment (현금영수증).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct CashReceipt {
    /// The kind, as the PG writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The receipt's amount, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<PgAmount>,
}

/// Why a payment failed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct PgFailure {
    /// The PG's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The reason, as a code that `describe` explains.
    pub reason: crate::reason::Reason,
}

/// A payment as the PG's record states it. A member that the PG left out is left out here too: no default is filled in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct PgPayment {
    /// The PG whose record it is.
    pub pg: Pg,
    /// The merchant's order id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The PG's payment key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_key: Option<String>,
    /// The merchant's id at the PG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// The currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<PgCurrency>,
    /// The amount of the payment, in minor units. Refunds do not change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<PgAmount>,
    /// The amount that can still be refunded, in minor units. A payment that captured no money can have one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<PgAmount>,
    /// The tax-free part, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_free: Option<PgAmount>,
    /// The amount net of VAT (공급가액) after refunds, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplied: Option<PgAmount>,
    /// The VAT (부가세) after refunds, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<PgAmount>,
    /// The status.
    pub status: PgStatus,
    /// The kind of payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// The payment method, once the shopper has chosen one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// When the payment was requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_at: Option<Timestamp>,
    /// When the payment was approved, according to the PG. A declined payment can have it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<Timestamp>,
    /// The card, if one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// The easy-pay part, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub easy_pay: Option<EasyPay>,
    /// The virtual account, if one was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_account: Option<VirtualAccount>,
    /// The refunds in the PG's record, in its order. Refunds made elsewhere (the PG's dashboard) are included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<PgRefund>>"))]
    pub refunds: Vec<PgRefund>,
    /// Whether partial refunds are possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_refundable: Option<bool>,
    /// The cash receipt, if one was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_receipt: Option<CashReceipt>,
    /// Why the payment failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<PgFailure>,
    /// The URL of the shopper's receipt: `https`, or a loopback address of a sandbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_url: Option<String>,
    /// SHA-256, in hex, of the secret that this payment's webhooks hold. The secret itself is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook_secret_digest: Option<String>,
    /// The version of the PG's API that wrote this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
}
