//! Webhooks, in both formats, and the complete account number of a virtual account.
//!
//! PAYMENT_STATUS_CHANGED is not signed; its `secret`, if present, is the payment's own. DEPOSIT_CALLBACK has
//! neither an event type nor a payment key; it is recognised by its members `orderId` and `status`.

use super::super::{
    Authenticity, DepositInstructions, MAX_BODY, Notice, NoticeKind, PgStatus, Reply, WebhookHeaders,
};
use super::normalize::{self, status_word};
use super::{read, wire};
use crate::digest::sha256_hex;
use crate::pg::http::short_word;
use crate::time::Timestamp;
use alloc::format;
use alloc::string::String;
use serde::Deserialize;
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;

/// The members of both formats.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(borrow)]
    event_type: wire::Text<'a>,
    #[serde(borrow)]
    created_at: wire::Text<'a>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    secret: wire::Text<'a>,
    #[serde(borrow)]
    status: wire::Text<'a>,
    #[serde(borrow)]
    transaction_key: wire::Text<'a>,
    #[serde(borrow)]
    order_id: wire::Text<'a>,
}

/// Reads a webhook.
pub(in crate::pg) fn read_webhook(
    headers: &WebhookHeaders,
    body: &[u8],
    stored_digest: Option<&str>,
) -> Notice {
    let mut notice = Notice {
        kind: NoticeKind::Unreadable,
        authenticity: Authenticity::Unsigned,
        webhook_id: webhook_id(headers, body),
        order_id: None,
        payment_key: None,
        transaction_key: None,
        status: None,
        payment: None,
        sent_at: None,
    };
    let text = core::str::from_utf8(body).ok().filter(|text| text.len() <= MAX_BODY);
    let text = text.map(|text| text.strip_prefix('\u{feff}').unwrap_or(text));
    let Some(envelope) = text.and_then(|text| serde_json::from_str::<Envelope<'_>>(text).ok()) else {
        return notice;
    };
    notice.sent_at = envelope.created_at.as_deref().and_then(Timestamp::parse_korean);
    match envelope.event_type.as_deref() {
        Some("PAYMENT_STATUS_CHANGED") => payment_changed(&mut notice, envelope.data, stored_digest),
        Some("CANCEL_STATUS_CHANGED") => refund_changed(&mut notice, envelope.data),
        Some("BILLING_DELETED") => notice.kind = NoticeKind::BillingKeyDeleted,
        Some(_) => notice.kind = NoticeKind::Other,
        None => deposit_changed(&mut notice, &envelope, stored_digest),
    }
    notice
}

fn payment_changed(notice: &mut Notice, data: Option<&RawValue>, stored_digest: Option<&str>) {
    let Some(payment) = data.and_then(|data| read::payment(data.get())) else { return };
    notice.kind = NoticeKind::PaymentChanged;
    notice.authenticity = authenticity(payment.webhook_secret_digest.as_deref(), stored_digest);
    notice.order_id.clone_from(&payment.order_id);
    notice.payment_key.clone_from(&payment.payment_key);
    notice.status = Some(payment.status.clone());
    notice.payment = Some(payment);
}

fn refund_changed(notice: &mut Notice, data: Option<&RawValue>) {
    let cancel =
        data.and_then(|data| serde_json::from_str::<wire::Cancel<'_, wire::Written<'_>>>(data.get()).ok());
    let Some(key) = cancel.and_then(|cancel| cancel.transaction_key) else { return };
    notice.kind = NoticeKind::RefundChanged;
    notice.transaction_key = Some(String::from(&*key));
}

fn deposit_changed(notice: &mut Notice, envelope: &Envelope<'_>, stored_digest: Option<&str>) {
    let (Some(order_id), Some(status)) = (&envelope.order_id, &envelope.status) else { return };
    notice.kind = NoticeKind::DepositChanged;
    notice.authenticity = authenticity(
        envelope.secret.as_deref().map(|secret| sha256_hex(secret.as_bytes())).as_deref(),
        stored_digest,
    );
    notice.order_id = Some(String::from(&**order_id));
    notice.transaction_key = envelope.transaction_key.as_deref().map(String::from);
    // CANCELED does not say whether the account ever had money; the query does.
    let stated = status_word(status);
    notice.status = Some(if stated == PgStatus::Refunded { PgStatus::Canceled } else { stated });
}

/// Compares digests in constant time.
fn authenticity(claimed: Option<&str>, stored: Option<&str>) -> Authenticity {
    match (claimed, stored) {
        (None, _) => Authenticity::Unsigned,
        (Some(_), None) => Authenticity::Unchecked,
        (Some(claimed), Some(stored)) if bool::from(claimed.as_bytes().ct_eq(stored.as_bytes())) => {
            Authenticity::Verified
        }
        (Some(_), Some(_)) => Authenticity::Forged,
    }
}

/// The PG's own delivery id, which a retry repeats, and the start of the body's digest. With the digest, nobody can use
/// up the id of a future delivery, so that the genuine webhook would be skipped as a repetition.
fn webhook_id(headers: &WebhookHeaders, body: &[u8]) -> String {
    let digest = sha256_hex(body);
    headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("tosspayments-webhook-transmission-id"))
        .and_then(|(_, id)| short_word(id.trim(), 128))
        .map_or_else(
            || format!("sha256-{digest}"),
            |id| format!("{id}.{}", digest.get(..16).unwrap_or_default()),
        )
}

/// The account to deposit to, if the reply has one that still awaits its deposit.
pub(in crate::pg) fn deposit_instructions(reply: &Reply<'_>) -> Option<DepositInstructions> {
    let Reply::Response(response) = reply else { return None };
    if !(200..300).contains(&response.status) {
        return None;
    }
    let wire: wire::Payment<'_, wire::Written<'_>> = serde_json::from_str(read::text(response).ok()?).ok()?;
    let payment = normalize::payment(&wire)?;
    let account = wire.virtual_account.as_ref()?;
    let awaits_deposit = payment.status == PgStatus::AwaitingDeposit && !account.expired.unwrap_or_default();
    awaits_deposit.then_some(DepositInstructions {
        bank_code: account.bank_code.as_deref().map(String::from),
        account_number: account.account_number.as_deref()?.into(),
        customer_name: account.customer_name.as_deref().map(String::from),
        due_at: account.due_date.as_deref().and_then(Timestamp::parse_korean),
    })
}
