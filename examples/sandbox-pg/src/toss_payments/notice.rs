//! The webhooks that a change of a payment causes, and their bodies.

use serde::Serialize;

use crate::clock::{kst, kst_without_offset};
use crate::ledger::Pg;
use crate::random;
use crate::webhook::Notice;
use crate::{Config, Sandbox};

use super::language::Language;
use super::payment::{Payment, Status};
use super::payment_json::PaymentJson;

const STATUS_CHANGED: &str = "PAYMENT_STATUS_CHANGED";
const DEPOSIT: &str = "DEPOSIT_CALLBACK";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusChanged<'a> {
    event_type: &'a str,
    created_at: String,
    data: &'a PaymentJson,
}

/// The body of a deposit webhook. It has neither an event type nor a payment key; a shop recognises it by
/// its members.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DepositCallback<'a> {
    created_at: String,
    secret: &'a str,
    status: &'a str,
    transaction_key: Option<&'a str>,
    order_id: &'a str,
}

/// The webhooks of the change from `before` to `after`. None if neither status nor cancels changed.
pub(super) fn notices(before: &Payment, after: &Payment, config: &Config, now: i64) -> Vec<Notice> {
    let is_changed = before.status != after.status || before.cancels.len() != after.cancels.len();
    if !is_changed || config.webhook_url.is_none() {
        return Vec::new();
    }
    let mut notices = Vec::new();
    if after.account.is_some() && after.status.was_approved() {
        notices.push(notice(
            after,
            DEPOSIT,
            deposit_callback(after, after.status.as_str(), &after.secret, now),
        ));
    }
    if has_status_webhook(after.status) {
        let wire = PaymentJson::of(after, config, now, Language::Korean);
        notices.push(notice(after, STATUS_CHANGED, status_changed(&wire, now)));
    }
    notices
}

/// The same webhook with a forged status and secret.
pub(crate) fn forge(sandbox: &Sandbox, original: &Notice, status: &str) -> Option<Notice> {
    let now = sandbox.now();
    let payment = sandbox.toss_state().payment(&original.payment_key)?.clone();
    let body = if original.event == DEPOSIT {
        deposit_callback(&payment, status, &format!("ps_{}", random::alphanumeric(28)), now)
    } else {
        let mut wire = PaymentJson::of(&payment, sandbox.config(), now, Language::Korean);
        wire.forge(status);
        status_changed(&wire, now)
    };
    Some(notice(&payment, &original.event, body))
}

pub(crate) fn webhook_headers(notice: &Notice, retried: u32, now: i64) -> [(&'static str, String); 3] {
    [
        ("tosspayments-webhook-transmission-id", notice.id.clone()),
        ("tosspayments-webhook-transmission-time", kst(now)),
        ("tosspayments-webhook-transmission-retried-count", retried.to_string()),
    ]
}

fn has_status_webhook(status: Status) -> bool {
    match status {
        Status::Done | Status::Aborted | Status::Expired | Status::Canceled | Status::PartialCanceled => true,
        Status::Ready | Status::InProgress | Status::WaitingForDeposit => false,
    }
}

fn notice(payment: &Payment, event: &str, body: String) -> Notice {
    Notice {
        id: format!("whtrans_a01{}", random::lower_alphanumeric(23)),
        pg: Pg::TossPayments,
        payment_key: payment.payment_key.clone(),
        order_id: payment.order_id.clone(),
        event: event.into(),
        body,
    }
}

fn status_changed(wire: &PaymentJson, now: i64) -> String {
    let body = StatusChanged { event_type: STATUS_CHANGED, created_at: kst_without_offset(now), data: wire };
    serde_json::to_string(&body).unwrap_or_default()
}

fn deposit_callback(payment: &Payment, status: &str, secret: &str, now: i64) -> String {
    let body = DepositCallback {
        created_at: kst_without_offset(now),
        secret,
        status,
        transaction_key: payment.last_transaction_key.as_deref(),
        order_id: &payment.order_id,
    };
    serde_json::to_string(&body).unwrap_or_default()
}
