//! Requests as Toss Payments documents them.

use super::super::{HttpRequest, Merchant, PgCall};
use super::normalize::reason_with_reference;
use crate::id::IdempotencyKey;
use crate::money::{Amount, Currency};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::RawValue;

const BASE_URL: &str = "https://api.tosspayments.com";

/// Characters that are percent-encoded in a path: all but RFC 3986's unreserved ones. So the `=` of a billing key is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The request for `call`. `Accept-Language` is never sent: it would translate values too, not only messages.
pub(in crate::pg) fn request(
    merchant: &Merchant,
    call: &PgCall,
    key: Option<&IdempotencyKey>,
) -> HttpRequest {
    let base = merchant.base_url.as_deref().unwrap_or(BASE_URL).trim_end_matches('/');
    let segment = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
    let (method, path, body) = match call {
        PgCall::Confirm { order_id, payment_key, amount, currency } => (
            "POST",
            "/v1/payments/confirm".to_string(),
            Some(json(&Confirm {
                payment_key: payment_key.as_str(),
                order_id: order_id.as_str(),
                amount: number(*amount, *currency),
            })),
        ),
        PgCall::QueryByPaymentKey { payment_key } => {
            ("GET", format!("/v1/payments/{}", segment(payment_key.as_str())), None)
        }
        PgCall::QueryByOrderId { order_id } => {
            ("GET", format!("/v1/payments/orders/{}", segment(order_id.as_str())), None)
        }
        PgCall::Refund {
            payment_key,
            refund_id,
            amount,
            refundable,
            tax_free,
            currency,
            reason,
            to_account: _,
            account,
        } => (
            "POST",
            format!("/v1/payments/{}/cancel", segment(payment_key.as_str())),
            Some(json(&Cancel {
                cancel_reason: reason_with_reference(reason, refund_id.as_str()),
                cancel_amount: amount.and_then(|amount| number(amount, *currency)),
                refundable_amount: refundable.and_then(|amount| number(amount, *currency)),
                tax_free_amount: (!tax_free.is_zero()).then(|| number(*tax_free, *currency)).flatten(),
                currency: currency.code(),
                refund_receive_account: account.as_ref().map(|account| ReceiveAccount {
                    bank: &account.bank_code,
                    account_number: &account.account_number,
                    holder_name: &account.holder_name,
                }),
            })),
        ),
        // Toss Payments has no reversal; a cancel of the whole amount takes its place.
        PgCall::Reverse { payment_key, currency, .. } => (
            "POST",
            format!("/v1/payments/{}/cancel", segment(payment_key.as_str())),
            Some(json(&Cancel {
                cancel_reason: "승인 결과 불명 취소".to_string(),
                cancel_amount: None,
                refundable_amount: None,
                tax_free_amount: None,
                currency: currency.code(),
                refund_receive_account: None,
            })),
        ),
    };
    // The secret key is the user name and the password is empty. The colon is required.
    let credentials = STANDARD.encode(format!("{}:", merchant.secret_key.expose()));
    let mut headers = vec![("authorization".to_string(), format!("Basic {credentials}"))];
    if body.is_some() {
        headers.push(("content-type".to_string(), "application/json".to_string()));
        if let Some(key) = key {
            headers.push(("idempotency-key".to_string(), key.as_str().to_string()));
        }
    }
    HttpRequest { method: method.to_string(), url: format!("{base}{path}"), headers, body }
}

/// An amount in major units as a JSON number, with the currency's decimals. It is never a float.
fn number(amount: Amount, currency: Currency) -> Option<alloc::boxed::Box<RawValue>> {
    RawValue::from_string(amount.to_text(currency)).ok()
}

fn json(body: &impl Serialize) -> String {
    // Serialising structs of texts and numbers to memory cannot fail.
    serde_json::to_string(body).unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Confirm<'a> {
    payment_key: &'a str,
    order_id: &'a str,
    amount: Option<alloc::boxed::Box<RawValue>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cancel<'a> {
    cancel_reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_amount: Option<alloc::boxed::Box<RawValue>>,
    /// The expected balance: the PG refuses if its own differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    refundable_amount: Option<alloc::boxed::Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_free_amount: Option<alloc::boxed::Box<RawValue>>,
    currency: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_receive_account: Option<ReceiveAccount<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReceiveAccount<'a> {
    bank: &'a str,
    account_number: &'a str,
    holder_name: &'a str,
}
