//! Bodies as Toss Payments writes them, borrowed from the bytes. A number keeps its own text.
//!
//! Every member may be absent (older API versions leave many out), and unknown members are skipped.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use serde_json::value::RawValue;

/// A text that is borrowed unless it has escapes. (`Option<Cow<str>>` alone would always copy.)
pub(super) type Text<'a> = Option<Str<'a>>;

pub(super) struct Str<'a>(Cow<'a, str>);

impl core::ops::Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowing;

        impl<'de> Visitor<'de> for Borrowing {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(text.into())))
            }
        }

        deserializer.deserialize_str(Borrowing)
    }
}

/// A number as it is written in a body.
pub(super) enum Figure<'a> {
    /// Digits only.
    Whole(u64),
    /// Anything else, in its own text.
    Text(&'a str),
}

/// How a body's numbers are read. Nearly every body has whole won only, so a body is first read with [`Whole`]; a body
/// with other numbers is read again with [`Written`]. Neither reads a number as a float.
pub(super) trait Number {
    fn figure(&self) -> Figure<'_>;
}

/// A whole number, or a text (older API versions write some numbers as text). Anything else is refused.
pub(super) struct Whole<'a>(Figure<'a>);

impl Number for Whole<'_> {
    fn figure(&self) -> Figure<'_> {
        match self.0 {
            Figure::Whole(number) => Figure::Whole(number),
            Figure::Text(text) => Figure::Text(text),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Whole<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WholeOnly;

        impl<'de> Visitor<'de> for WholeOnly {
            type Value = Whole<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }

            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Whole(Figure::Whole(number)))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Whole(Figure::Text(text)))
            }
        }

        deserializer.deserialize_any(WholeOnly)
    }
}

/// A number's own text.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Written<'a>(#[serde(borrow)] &'a RawValue);

impl Number for Written<'_> {
    fn figure(&self) -> Figure<'_> {
        Figure::Text(self.0.get().trim_matches('"'))
    }
}

/// The Payment object.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payment<'a, N> {
    #[serde(borrow)]
    pub(super) version: Text<'a>,
    #[serde(borrow)]
    pub(super) m_id: Text<'a>,
    #[serde(borrow)]
    pub(super) payment_key: Text<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Text<'a>,
    #[serde(borrow)]
    pub(super) order_id: Text<'a>,
    #[serde(borrow)]
    pub(super) currency: Text<'a>,
    #[serde(borrow)]
    pub(super) method: Text<'a>,
    pub(super) total_amount: Option<N>,
    pub(super) balance_amount: Option<N>,
    pub(super) supplied_amount: Option<N>,
    pub(super) vat: Option<N>,
    pub(super) tax_free_amount: Option<N>,
    #[serde(borrow)]
    pub(super) status: Text<'a>,
    #[serde(borrow)]
    pub(super) requested_at: Text<'a>,
    #[serde(borrow)]
    pub(super) approved_at: Text<'a>,
    pub(super) is_partial_cancelable: Option<bool>,
    #[serde(borrow)]
    pub(super) cancels: Option<Vec<Cancel<'a, N>>>,
    #[serde(borrow)]
    pub(super) card: Option<Card<'a, N>>,
    /// An object since 2022, a text in API version 1.4 and earlier. It is parsed in a second step.
    #[serde(borrow)]
    pub(super) easy_pay: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) virtual_account: Option<VirtualAccount<'a>>,
    #[serde(borrow)]
    pub(super) secret: Text<'a>,
    #[serde(borrow)]
    pub(super) cash_receipt: Option<CashReceipt<'a, N>>,
    #[serde(borrow)]
    pub(super) receipt: Option<Receipt<'a>>,
    #[serde(borrow)]
    pub(super) failure: Option<Failure<'a>>,
}

/// `cancels[]`, and the data of CANCEL_STATUS_CHANGED.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cancel<'a, N> {
    #[serde(borrow)]
    pub(super) transaction_key: Text<'a>,
    pub(super) cancel_amount: Option<N>,
    #[serde(borrow)]
    pub(super) cancel_reason: Text<'a>,
    #[serde(borrow)]
    pub(super) canceled_at: Text<'a>,
    #[serde(borrow)]
    pub(super) cancel_status: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Card<'a, N> {
    pub(super) amount: Option<N>,
    #[serde(borrow)]
    pub(super) issuer_code: Text<'a>,
    #[serde(borrow)]
    pub(super) acquirer_code: Text<'a>,
    #[serde(borrow)]
    pub(super) number: Text<'a>,
    #[serde(borrow)]
    pub(super) approve_no: Text<'a>,
    pub(super) installment_plan_months: Option<N>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EasyPay<'a, N> {
    #[serde(borrow)]
    pub(super) provider: Text<'a>,
    pub(super) amount: Option<N>,
    pub(super) discount_amount: Option<N>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VirtualAccount<'a> {
    #[serde(borrow)]
    pub(super) account_number: Text<'a>,
    #[serde(borrow)]
    pub(super) bank_code: Text<'a>,
    #[serde(borrow)]
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "only deposit instructions name the depositor")
    )]
    pub(super) customer_name: Text<'a>,
    #[serde(borrow)]
    pub(super) due_date: Text<'a>,
    #[serde(borrow)]
    pub(super) refund_status: Text<'a>,
    #[serde(default)]
    pub(super) expired: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct CashReceipt<'a, N> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Text<'a>,
    pub(super) amount: Option<N>,
}

#[derive(Deserialize)]
pub(super) struct Receipt<'a> {
    #[serde(borrow)]
    pub(super) url: Text<'a>,
}

/// An error body, and `failure` within a payment.
#[derive(Deserialize)]
pub(super) struct Failure<'a> {
    #[serde(borrow)]
    pub(super) code: Text<'a>,
}

/// An error body of the v2 endpoints: the same error, one level deeper.
#[derive(Deserialize)]
pub(super) struct NestedFailure<'a> {
    #[serde(borrow)]
    pub(super) error: Option<Failure<'a>>,
}
