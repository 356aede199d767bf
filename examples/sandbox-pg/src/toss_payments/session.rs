//! The start of a payment: the shop's page requests a payment window.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::answer::{Answer, Body};
use crate::clock::kst_digits;
use crate::ledger::{EventKind, Truth};
use crate::money::{AmountError, Currency};
use crate::random;
use crate::{Config, Sandbox};

use super::method::Method;
use super::payment::{Payment, Status, Window};
use super::refusal::Refusal;

/// The validity of a virtual account if the shop gives none: 7 days.
const DEFAULT_VALID_HOURS: i64 = 168;
/// 90 days.
const MAX_VALID_HOURS: i64 = 2160;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    client_key: String,
    method: Option<String>,
    amount: Amount,
    order_id: String,
    order_name: String,
    success_url: String,
    fail_url: String,
    customer_name: Option<String>,
    tax_free_amount: Option<Box<RawValue>>,
    virtual_account: Option<VirtualAccount>,
}

#[derive(Debug, Deserialize)]
struct Amount {
    currency: String,
    value: Box<RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct VirtualAccount {
    valid_hours: Option<i64>,
}

/// The browser SDK calls this. It checks the request and creates a READY payment with a window.
pub(super) async fn create(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    let Ok(request) = serde_json::from_slice::<Request>(&body) else {
        return Refusal::of("INVALID_REQUEST").answer().into_response();
    };
    let payment = match request.payment(&sandbox) {
        Ok(payment) => payment,
        Err(refusal) => return refusal.answer().into_response(),
    };
    let text = json!({
        "id": payment.session,
        "orderId": payment.order_id,
        "status": payment.status.as_str(),
        "windowUrl": window_url(sandbox.config(), &payment.session),
    });
    sandbox.add(payment);
    Answer { status: 200, body: Body::json(text.to_string()) }.into_response()
}

fn window_url(config: &Config, session: &str) -> String {
    format!("{}/sandbox/toss-payments/window/{session}", config.public_url)
}

impl Request {
    fn payment(self, sandbox: &Sandbox) -> Result<Payment, Refusal> {
        if self.client_key != sandbox.config().client_key {
            return Err(Refusal::of("INVALID_CLIENT_KEY"));
        }
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if !(6..=64).contains(&self.order_id.len()) || !self.order_id.bytes().all(is_allowed) {
            return Err(Refusal::of("INVALID_ORDER_ID"));
        }
        if !(1..=100).contains(&self.order_name.chars().count()) {
            return Err(Refusal::of("INVALID_ORDER_NAME"));
        }
        if !is_web_address(&self.success_url) {
            return Err(Refusal::of("INCORRECT_SUCCESS_URL_FORMAT"));
        }
        if !is_web_address(&self.fail_url) {
            return Err(Refusal::of("INCORRECT_FAIL_URL_FORMAT"));
        }
        let currency =
            Currency::from_code(&self.amount.currency).ok_or_else(|| Refusal::of("INVALID_CURRENCY"))?;
        let asked = read(currency, &self.amount.value)?;
        let tax_free = self.tax_free_amount.as_deref().map_or(Ok(0), |amount| read(currency, amount))?;
        let valid_hours =
            self.virtual_account.and_then(|account| account.valid_hours).unwrap_or(DEFAULT_VALID_HOURS);
        if asked == 0 || tax_free > asked {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        if !(1..=MAX_VALID_HOURS).contains(&valid_hours) {
            return Err(Refusal::of("EXCEED_MAX_VALID_HOURS"));
        }
        let method = self.method.as_deref().map(|name| Method::parse(name, None)).transpose()?;
        if sandbox.toss_state().is_order_taken(&self.order_id, "") {
            return Err(Refusal::of("DUPLICATED_ORDER_ID"));
        }
        let now = sandbox.now();
        let mut truth = Truth::default();
        truth.note(now, EventKind::Requested, None, None);
        Ok(Payment {
            payment_key: payment_key(sandbox.config(), now),
            session: random::alphanumeric(32),
            window: Window::Open,
            success_url: self.success_url,
            fail_url: self.fail_url,
            order_id: self.order_id,
            order_name: self.order_name,
            customer_name: self.customer_name,
            currency,
            asked,
            total: asked,
            tax_free,
            valid_hours,
            method,
            status: Status::Ready,
            requested_at: now,
            authenticated_at: None,
            approved_at: None,
            last_transaction_key: None,
            secret: format!("ps_{}", random::alphanumeric(28)),
            decline: None,
            failure: None,
            cancels: Vec::new(),
            account: None,
            truth,
        })
    }
}

fn payment_key(config: &Config, now: i64) -> String {
    let prefix: String = config.merchant_id.chars().take(5).collect();
    format!("{prefix}{}{}", kst_digits(now), random::alphanumeric(5))
}

fn is_web_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn read(currency: Currency, amount: &RawValue) -> Result<i64, Refusal> {
    currency.parse(amount.get()).map_err(|error| match error {
        AmountError::Malformed => Refusal::of("INVALID_REQUEST"),
        AmountError::TooManyDecimals => Refusal::of("INVALID_MINOR_UNIT_FOR_CURRENCY"),
    })
}
