//! From Toss Payments' terms to daejo's. Values can be Korean or English: `Accept-Language` translates values too.

use super::super::{
    Card, CashReceipt, EasyPay, Method, Pg, PgAmount, PgCurrency, PgFailure, PgPayment, PgRefund,
    PgRefundStatus, PgStatus, Purpose, VirtualAccount,
};
use super::codes::Code;
use super::wire::{self, Figure, Number, Written};
use crate::digest::sha256_hex;
use crate::money::{Amount, AmountError, Currency};
use crate::pg::http::short_word;
use crate::reason::Reason;
use crate::redact::mask_but_last;
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use rust_decimal::Decimal;
use serde_json::value::RawValue;

/// The unit in which a payment's amounts are written.
#[derive(Clone, Copy)]
enum Unit {
    Major(Currency),
    /// Millionths of a dollar: currency `MUSD`, observed in an expired payment and in a PayPal log.
    MicroDollar,
    Unknown,
}

impl Unit {
    fn of(currency: Option<&str>) -> Self {
        match currency {
            Some("MUSD") => Self::MicroDollar,
            Some(code) => Currency::from_code(code).map_or(Self::Unknown, Self::Major),
            None => Self::Unknown,
        }
    }

    fn read(self, number: &str) -> Result<Amount, AmountError> {
        match self {
            Self::Major(currency) => Amount::parse(number, currency),
            Self::MicroDollar => {
                let micros = Amount::parse(number, Currency::Krw)?;
                Amount::from_decimal(Decimal::new(micros.minor(), 6), Currency::Usd)
            }
            Self::Unknown => Err(AmountError::UnknownCurrency),
        }
    }

    fn amount<N: Number>(self, number: Option<&N>) -> Option<PgAmount> {
        Some(match (number?.figure(), self) {
            // Whole won and yen are read without a detour through text.
            (Figure::Whole(whole), Self::Major(Currency::Krw | Currency::Jpy)) if whole <= MAX_WHOLE => {
                PgAmount::Exact(i64::try_from(whole).ok().and_then(|won| Amount::new(won).ok())?)
            }
            (Figure::Whole(whole), unit) => unit.read_or_keep(&whole.to_string()),
            (Figure::Text(text), unit) => unit.read_or_keep(text),
        })
    }

    fn read_or_keep(self, text: &str) -> PgAmount {
        match self.read(text) {
            Ok(amount) => PgAmount::Exact(amount),
            Err(problem) => PgAmount::Unreadable { raw: text.chars().take(40).collect(), problem },
        }
    }
}

/// The largest amount: 2^53 - 1 minor units.
const MAX_WHOLE: u64 = 9_007_199_254_740_991;

/// The payment, without defaults for members that the PG left out. `None` without a status: then it is not a payment.
pub(super) fn payment<N: Number>(wire: &wire::Payment<'_, N>) -> Option<PgPayment> {
    let word = wire.status.as_deref()?;
    let unit = Unit::of(wire.currency.as_deref());
    let balance = unit.amount(wire.balance_amount.as_ref());
    Some(PgPayment {
        pg: Pg::TossPayments,
        order_id: owned(&wire.order_id),
        payment_key: owned(&wire.payment_key),
        merchant_id: owned(&wire.m_id),
        currency: wire.currency.as_deref().map(|code| match unit {
            Unit::Major(currency) => PgCurrency::Known(currency),
            Unit::MicroDollar => PgCurrency::Known(Currency::Usd),
            Unit::Unknown => PgCurrency::Unrecognized { raw: short(code) },
        }),
        amount: unit.amount(wire.total_amount.as_ref()),
        status: status(word, wire, balance.as_ref()),
        balance,
        tax_free: unit.amount(wire.tax_free_amount.as_ref()),
        supplied: unit.amount(wire.supplied_amount.as_ref()),
        vat: unit.amount(wire.vat.as_ref()),
        purpose: wire.kind.as_deref().map(purpose),
        method: wire.method.as_deref().map(method),
        requested_at: wire.requested_at.as_deref().and_then(Timestamp::parse_korean),
        approved_at: wire.approved_at.as_deref().and_then(Timestamp::parse_korean),
        card: wire.card.as_ref().map(|card| Card {
            amount: unit.amount(card.amount.as_ref()),
            issuer_code: owned(&card.issuer_code),
            acquirer_code: owned(&card.acquirer_code),
            number_end: card.number.as_deref().map(last_four),
            approval_number: owned(&card.approve_no),
            installment_months: card.installment_plan_months.as_ref().and_then(months).unwrap_or_default(),
        }),
        easy_pay: wire.easy_pay.and_then(|raw| easy_pay(raw, unit)),
        virtual_account: wire.virtual_account.as_ref().map(|account| VirtualAccount {
            bank_code: owned(&account.bank_code),
            account_masked: account.account_number.as_deref().map(|number| mask_but_last(number, 4)),
            due_at: account.due_date.as_deref().and_then(Timestamp::parse_korean),
            expired: account.expired.unwrap_or_default(),
            refund_status: owned(&account.refund_status),
        }),
        refunds: wire.cancels.iter().flatten().map(|cancel| refund(cancel, unit)).collect(),
        part_refundable: wire.is_partial_cancelable,
        cash_receipt: wire.cash_receipt.as_ref().map(|receipt| CashReceipt {
            kind: owned(&receipt.kind),
            amount: unit.amount(receipt.amount.as_ref()),
        }),
        failure: wire.failure.as_ref().map(failure),
        receipt_url: wire
            .receipt
            .as_ref()
            .and_then(|receipt| receipt.url.as_deref())
            .filter(|url| is_safe_link(url))
            .map(String::from),
        webhook_secret_digest: wire.secret.as_deref().map(|secret| sha256_hex(secret.as_bytes())),
        api_version: owned(&wire.version),
    })
}

/// Whether a page may show this link: HTTPS, or a loopback address of a sandbox.
fn is_safe_link(url: &str) -> bool {
    ["https://", "http://127.0.0.1:", "http://localhost:"].iter().any(|start| url.starts_with(start))
}

fn owned(text: &wire::Text<'_>) -> Option<String> {
    text.as_deref().map(String::from)
}

/// The first 40 characters of an unknown word.
fn short(word: &str) -> String {
    word.chars().take(40).collect()
}

fn months(number: &impl Number) -> Option<u32> {
    match number.figure() {
        Figure::Whole(months) => u32::try_from(months).ok(),
        // `3.0` is three: parsing as won accepts whole numbers only.
        Figure::Text(text) => u32::try_from(Amount::parse(text, Currency::Krw).ok()?.minor()).ok(),
    }
}

fn last_four(number: &str) -> String {
    let start = number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    number.get(start..).unwrap_or_default().into()
}

/// The status. CANCELED alone says neither whether money was captured nor whether all was refunded; other members do.
fn status<N>(word: &str, wire: &wire::Payment<'_, N>, balance: Option<&PgAmount>) -> PgStatus {
    match word {
        // Canceled as a whole; a virtual account without an approval never had money (documented at Payment.status).
        "CANCELED" if wire.approved_at.is_none() => PgStatus::Canceled,
        "CANCELED" => PgStatus::Refunded,
        // The status stays PARTIAL_CANCELED when the remainder is canceled too (measured).
        "PARTIAL_CANCELED" if balance.and_then(PgAmount::exact) == Some(Amount::ZERO) => PgStatus::Refunded,
        other => status_word(other),
    }
}

/// The status from the word alone, as in DEPOSIT_CALLBACK.
pub(super) fn status_word(word: &str) -> PgStatus {
    match word {
        "READY" => PgStatus::Created,
        "IN_PROGRESS" => PgStatus::Authenticated,
        "WAITING_FOR_DEPOSIT" => PgStatus::AwaitingDeposit,
        "DONE" => PgStatus::Captured,
        "CANCELED" => PgStatus::Refunded,
        "PARTIAL_CANCELED" => PgStatus::PartiallyRefunded,
        "ABORTED" => PgStatus::Declined,
        "EXPIRED" => PgStatus::Expired,
        other => PgStatus::Unrecognized { raw: short(other) },
    }
}

fn purpose(word: &str) -> Purpose {
    match word {
        "NORMAL" => Purpose::OneTime,
        "BILLING" => Purpose::Recurring,
        "BRANDPAY" => Purpose::Wallet,
        other => Purpose::Unrecognized { raw: short(other) },
    }
}

fn method(word: &str) -> Method {
    match word {
        "카드" | "CARD" => Method::Card,
        "가상계좌" | "VIRTUAL_ACCOUNT" => Method::VirtualAccount,
        "간편결제" | "EASY_PAY" | "해외간편결제" | "FOREIGN_EASY_PAY" => Method::EasyPay,
        "휴대폰" | "MOBILE_PHONE" => Method::MobilePhone,
        "계좌이체" | "TRANSFER" => Method::Transfer,
        "문화상품권"
        | "도서문화상품권"
        | "게임문화상품권"
        | "CULTURE_GIFT_CERTIFICATE"
        | "BOOK_GIFT_CERTIFICATE"
        | "GAME_GIFT_CERTIFICATE" => Method::GiftCertificate,
        other => Method::Unrecognized { raw: short(other) },
    }
}

/// The easy-pay part: an object, or a text in API version 1.4 and earlier.
fn easy_pay(raw: &RawValue, unit: Unit) -> Option<EasyPay> {
    if let Ok(object) = serde_json::from_str::<wire::EasyPay<'_, Written<'_>>>(raw.get()) {
        return Some(EasyPay {
            provider: owned(&object.provider),
            amount: unit.amount(object.amount.as_ref()),
            discount: unit.amount(object.discount_amount.as_ref()),
        });
    }
    let word = serde_json::from_str::<wire::Str<'_>>(raw.get()).ok()?;
    Some(EasyPay { provider: Some(short(&word)), amount: None, discount: None })
}

fn refund<N: Number>(cancel: &wire::Cancel<'_, N>, unit: Unit) -> PgRefund {
    PgRefund {
        transaction_key: owned(&cancel.transaction_key),
        amount: unit.amount(cancel.cancel_amount.as_ref()),
        status: match cancel.cancel_status.as_deref() {
            // Absent in API version 1.4 and earlier, where every listed cancel was completed.
            Some("DONE") | None => PgRefundStatus::Done,
            Some("IN_PROGRESS") => PgRefundStatus::InProgress,
            Some("ABORTED") => PgRefundStatus::Failed,
            Some(other) => PgRefundStatus::Unrecognized { raw: short(other) },
        },
        reference: cancel.cancel_reason.as_deref().and_then(reference),
        refunded_at: cancel.canceled_at.as_deref().and_then(Timestamp::parse_korean),
    }
}

const REFERENCE_OPENS: &str = " [ref:";

/// The reason of a refund as it is sent: the text for people, then the reference by which the refund is found again.
#[cfg(feature = "server")]
pub(super) fn reason_with_reference(reason: &str, reference: &str) -> String {
    let mut text: String = reason.chars().filter(|c| !c.is_control()).take(120).collect();
    text.push_str(REFERENCE_OPENS);
    text.push_str(reference);
    text.push(']');
    text
}

fn reference(reason: &str) -> Option<String> {
    let (_, rest) = reason.rsplit_once(REFERENCE_OPENS)?;
    short_word(rest.strip_suffix(']')?, 64)
}

fn failure(wire: &wire::Failure<'_>) -> PgFailure {
    let code = wire.code.as_deref().and_then(|code| short_word(code, 64));
    let known = code.as_deref().and_then(Code::named).map(|known| known.reason);
    // In an aborted payment such a code means declined, although elsewhere it leaves the outcome open.
    let open_elsewhere = |reason: &Reason| matches!(reason, Reason::OutcomeUnknown | Reason::PgUnavailable);
    let reason = known.filter(|reason| !open_elsewhere(reason)).unwrap_or(Reason::Declined);
    PgFailure { code, reason }
}
