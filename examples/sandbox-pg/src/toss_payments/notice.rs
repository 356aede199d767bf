//! Which webhooks a change causes, and what they look like.

use serde::Serialize;

use crate::clock::{kst, kst_bare};
use crate::key;
use crate::ledger::Pg;
use crate::webhook::Notice;
use crate::{Config, Sandbox};

use super::payment::{Payment, Status};
use super::wire::Wire;
use super::words::Language;

const STATUS_CHANGED: &str = "PAYMENT_STATUS_CHANGED";
const DEPOSIT: &str = "DEPOSIT_CALLBACK";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusChanged<'a> {
    event_type: &'a str,
    created_at: String,
    data: &'a Wire,
}

/// Flat, and without event type or payment key: it is known by its shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DepositCallback<'a> {
    created_at: String,
    secret: &'a str,
    status: &'a str,
    transaction_key: Option<&'a str>,
    order_id: &'a str,
}

/// The webhooks of the step from `before` to `after`: none if the shop would see no difference.
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
            deposit_callback(after, after.status.word(), &after.secret, now),
        ));
    }
    if is_told(after.status) {
        let wire = Wire::of(after, config, now, Language::Korean);
        notices.push(notice(after, STATUS_CHANGED, status_changed(&wire, now)));
    }
    notices
}

/// The same webhook with a status and a secret that somebody made up.
pub(crate) fn forge(sandbox: &Sandbox, original: &Notice, status: &str) -> Option<Notice> {
    let now = sandbox.now();
    let payment = sandbox.toss().payment(&original.payment_key)?.clone();
    let body = if original.event == DEPOSIT {
        deposit_callback(&payment, status, &format!("ps_{}", key::letters(28)), now)
    } else {
        let mut wire = Wire::of(&payment, sandbox.config(), now, Language::Korean);
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

fn is_told(status: Status) -> bool {
    match status {
        Status::Done | Status::Aborted | Status::Expired | Status::Canceled | Status::PartialCanceled => true,
        Status::Ready | Status::InProgress | Status::WaitingForDeposit => false,
    }
}

fn notice(payment: &Payment, event: &str, body: String) -> Notice {
    Notice {
        id: format!("whtrans_a01{}", key::lower(23)),
        pg: Pg::TossPayments,
        payment_key: payment.payment_key.clone(),
        order_id: payment.order_id.clone(),
        event: event.into(),
        body,
    }
}

fn status_changed(wire: &Wire, now: i64) -> String {
    let body = StatusChanged { event_type: STATUS_CHANGED, created_at: kst_bare(now), data: wire };
    serde_json::to_string(&body).unwrap_or_default()
}

fn deposit_callback(payment: &Payment, status: &str, secret: &str, now: i64) -> String {
    let body = DepositCallback {
        created_at: kst_bare(now),
        secret,
        status,
        transaction_key: payment.last_transaction_key.as_deref(),
        order_id: &payment.order_id,
    };
    serde_json::to_string(&body).unwrap_or_default()
}
