//! A payment as a PG states it, in words that are the same for every PG.

use super::Pg;
use crate::json::{self, tagged};
use crate::money::{Amount, AmountError, Currency};
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize};

/// An amount as a PG wrote it: read exactly, or kept as what it was.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "an amount is readable or it is not")]
pub enum PgAmount {
    /// Minor units.
    Exact(Amount),
    /// The PG's own text, and why it is no amount. It never agrees with anything.
    Unreadable {
        /// The first 40 characters of what stood there.
        raw: String,
        /// Why it is no amount.
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
    /// The amount, if it could be read.
    #[must_use]
    pub const fn exact(&self) -> Option<Amount> {
        match self {
            Self::Exact(amount) => Some(*amount),
            Self::Unreadable { .. } => None,
        }
    }
}

/// A currency as a PG wrote it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a currency is known or it is not")]
pub enum PgCurrency {
    /// One that an order can be in.
    Known(Currency),
    /// Another word.
    Unrecognized {
        /// The word.
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
/// Where a payment stands at its PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every status must be decided wherever money is")]
pub enum PgStatus {
    /// Made; the shopper has not authenticated.
    Created,
    /// The shopper authenticated; nothing is captured before the confirm.
    Authenticated,
    /// A virtual account waits for its deposit.
    AwaitingDeposit,
    /// The money was taken.
    Captured,
    /// A part went back.
    PartiallyRefunded,
    /// All went back.
    Refunded,
    /// Called off before any money came.
    Canceled,
    /// The PG or the issuer said no.
    Declined,
    /// Nobody completed it in time.
    Expired,
    /// A word that is not known here. It never advances a payment.
    Unrecognized {
        /// The word, at most 40 characters.
        raw: String,
    },
}
}

tagged! { "kind";
/// What kind of payment it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a purpose must be compared with the order's")]
pub enum Purpose {
    /// Once, through the payment window.
    OneTime,
    /// A recurring charge (자동결제).
    Recurring,
    /// The merchant's own wallet (브랜드페이).
    Wallet,
    /// A word that is not known here.
    Unrecognized {
        /// The word, at most 40 characters.
        raw: String,
    },
}
}

tagged! { "kind";
/// How the shopper paid.
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
    /// A word that is not known here.
    Unrecognized {
        /// The word, at most 40 characters.
        raw: String,
    },
}
}

/// The card, masked as the PG masked it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Card {
    /// What went through the card, instant discount included, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<PgAmount>,
    /// The issuer's code, in the PG's card table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub issuer_code: Option<String>,
    /// The acquirer's code, in the PG's card table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub acquirer_code: Option<String>,
    /// The last four characters of the masked number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub number_end: Option<String>,
    /// The issuer's approval number. Leading zeros count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub approval_number: Option<String>,
    /// Months of the instalment plan; 0 for one payment.
    #[serde(default)]
    pub installment_months: u32,
}

/// The easy-pay part.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EasyPay {
    /// The provider, as the PG writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub provider: Option<String>,
    /// What account money or pre-paid money paid, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<PgAmount>,
    /// What points and coupons paid, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub discount: Option<PgAmount>,
}

/// The virtual account, masked. `deposit_instructions` has the whole number.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct VirtualAccount {
    /// The bank's code, in the PG's bank table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub bank_code: Option<String>,
    /// The account number with all but its last four characters hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub account_masked: Option<String>,
    /// Until when the deposit is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub due_at: Option<Timestamp>,
    /// Whether the PG says that the deadline has passed.
    pub expired: bool,
    /// How far a refund to the shopper's account is, as the PG writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub refund_status: Option<String>,
}

tagged! { "kind";
/// How far a refund is at the PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "only a finished refund counts")]
pub enum PgRefundStatus {
    /// Carried out.
    Done,
    /// Taken on.
    InProgress,
    /// It came to nothing.
    Failed,
    /// A word that is not known here. It does not count.
    Unrecognized {
        /// The word, at most 40 characters.
        raw: String,
    },
}
}

/// One refund that the PG lists.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PgRefund {
    /// The PG's number of the refund.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub transaction_key: Option<String>,
    /// How much, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<PgAmount>,
    /// How far it is.
    pub status: PgRefundStatus,
    /// Our own reference, if the reason that the PG keeps carries one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub reference: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub refunded_at: Option<Timestamp>,
}

/// The cash receipt that was issued with the payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CashReceipt {
    /// What kind, as the PG writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub kind: Option<String>,
    /// The amount it is for, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<PgAmount>,
}

/// Why a payment ended without money.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PgFailure {
    /// The PG's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub code: Option<String>,
    /// What it comes to.
    pub reason: crate::reason::Reason,
}

/// A payment as its PG states it. A member that the PG left out is left out here: nothing is filled in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PgPayment {
    /// Who says so.
    pub pg: Pg,
    /// The merchant's order id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub order_id: Option<String>,
    /// The PG's number of the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment_key: Option<String>,
    /// The merchant's number at the PG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub merchant_id: Option<String>,
    /// The currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub currency: Option<PgCurrency>,
    /// What was asked for at the start, in minor units. Refunds do not change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<PgAmount>,
    /// What can still be refunded, in minor units. Not money held: a payment without money has it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub balance: Option<PgAmount>,
    /// The tax-free part, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub tax_free: Option<PgAmount>,
    /// Net of VAT, of what remains after refunds, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub supplied: Option<PgAmount>,
    /// VAT, of what remains after refunds, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub vat: Option<PgAmount>,
    /// Where it stands.
    pub status: PgStatus,
    /// What kind of payment it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub purpose: Option<Purpose>,
    /// How the shopper paid, once chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub method: Option<Method>,
    /// When it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub requested_at: Option<Timestamp>,
    /// When the money was taken, as the PG says. A declined payment can have it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub approved_at: Option<Timestamp>,
    /// The card, if one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub card: Option<Card>,
    /// The easy-pay part, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub easy_pay: Option<EasyPay>,
    /// The virtual account, if one was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub virtual_account: Option<VirtualAccount>,
    /// The refunds that the PG lists, in its order, also those that nobody here asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<PgRefund>>", optional))]
    pub refunds: Vec<PgRefund>,
    /// Whether part refunds are possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub part_refundable: Option<bool>,
    /// The cash receipt, if one was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub cash_receipt: Option<CashReceipt>,
    /// Why it ended without money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub failure: Option<PgFailure>,
    /// Where the shopper finds the receipt: by `https`, or on this machine for a sandbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub receipt_url: Option<String>,
    /// SHA-256, in hex, of the secret that this payment's webhooks will carry. The secret itself stays behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub webhook_secret_digest: Option<String>,
    /// The version of the PG's API that wrote this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub api_version: Option<String>,
}
