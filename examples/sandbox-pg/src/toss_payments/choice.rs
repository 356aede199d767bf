//! What the shopper does in the payment window, with or without a browser.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;

use crate::Sandbox;
use crate::answer::{Answer, Body};
use crate::ledger::EventKind;

use super::code::{Refusal, message_of};
use super::payment::{Method, Payment, Status, Window};
use super::words::ISSUERS;

/// A method by the SDK's word for it or ours.
pub(super) fn method(name: &str, issuer: Option<&str>) -> Result<Method, Refusal> {
    match name {
        "CARD" | "card" => {
            let known = |code: &str| ISSUERS.iter().any(|(known, ..)| *known == code);
            let issuer = issuer.filter(|issuer| !issuer.is_empty()).unwrap_or("41");
            known(issuer)
                .then(|| Method::Card(issuer.into()))
                .ok_or_else(|| Refusal::of("INVALID_CARD_COMPANY"))
        }
        "EASY_PAY" | "easy_pay" => Ok(Method::EasyPay),
        "VIRTUAL_ACCOUNT" | "virtual_account" => Ok(Method::VirtualAccount),
        "TRANSFER" | "transfer" => Ok(Method::Transfer),
        _ => Err(Refusal::of("NOT_SUPPORTED_METHOD")),
    }
}

/// What the shopper does in the window.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decision {
    #[default]
    Pay,
    Cancel,
    /// The window itself breaks off.
    Fail,
    /// The card company refuses in the window already.
    FailByCardCompany,
    /// All is well in the window, and the card company refuses at the confirm.
    DeclineAtConfirm,
}

#[derive(Debug, Default, Deserialize)]
struct Choice {
    method: Option<String>,
    issuer: Option<String>,
    #[serde(default)]
    result: Decision,
    /// The code for `decline_at_confirm`.
    code: Option<String>,
}

/// The window without a browser, for tests.
pub(super) async fn authenticate(
    State(sandbox): State<Sandbox>,
    Path(session): Path<String>,
    body: Bytes,
) -> Response {
    let given = if body.is_empty() { Ok(Choice::default()) } else { serde_json::from_slice(&body) };
    let Ok(choice) = given else { return Refusal::of("INVALID_REQUEST").answer().into_response() };
    let name = choice.method.as_deref();
    let method = match name.map(|name| method(name, choice.issuer.as_deref())).transpose() {
        Ok(method) => method,
        Err(refusal) => return refusal.answer().into_response(),
    };
    let Some((payment, redirect)) = settle(&sandbox, &session, choice.result, method, choice.code.as_deref())
    else {
        return Refusal::of("NOT_FOUND_PAYMENT_SESSION").answer().into_response();
    };
    let amount = payment.currency.print(payment.asked);
    let text = json!({
        "redirectUrl": redirect,
        "paymentType": "NORMAL",
        "paymentKey": payment.payment_key,
        "orderId": payment.order_id,
        "amount": amount,
        "status": payment.status.word(),
    });
    Answer { status: 200, body: Body::json(text.to_string()) }.into_response()
}

/// Carries the shopper's decision out. `None` when the window is over.
pub(super) fn settle(
    sandbox: &Sandbox,
    session: &str,
    decision: Decision,
    method: Option<Method>,
    code: Option<&str>,
) -> Option<(Payment, String)> {
    let payment_key = sandbox.toss().by_session(session)?.payment_key.clone();
    let decided = sandbox.change(
        &payment_key,
        |payment, circumstances| payment.decide(decision, method, code, circumstances.now),
        |payment, redirect| (redirect.map(|redirect| (payment.clone(), redirect)), None),
    );
    decided.flatten()
}

impl Payment {
    fn decide(
        &mut self,
        decision: Decision,
        method: Option<Method>,
        code: Option<&str>,
        now: i64,
    ) -> Option<String> {
        // The browser's back button pays once more: it is sent on again and nothing else happens.
        if self.status == Status::InProgress {
            return self.success_redirect();
        }
        if self.status != Status::Ready || self.window == Window::Closed {
            return None;
        }
        match decision {
            Decision::Pay | Decision::DeclineAtConfirm => {
                self.method = method.or(self.method.take()).or_else(|| Some(Method::Card("41".into())));
                self.decline = (decision == Decision::DeclineAtConfirm)
                    .then(|| code.unwrap_or("REJECT_CARD_COMPANY").to_owned());
                self.status = Status::InProgress;
                self.authenticated_at = Some(now);
                self.truth.note(now, EventKind::Authenticated, None, None);
                self.success_redirect()
            }
            Decision::Cancel => self.leave("PAY_PROCESS_CANCELED", now),
            Decision::Fail => self.leave("PAY_PROCESS_ABORTED", now),
            Decision::FailByCardCompany => self.leave("REJECT_CARD_COMPANY", now),
        }
    }

    fn success_redirect(&self) -> Option<String> {
        let mut url = Url::parse(&self.success_url).ok()?;
        url.query_pairs_mut()
            .append_pair("paymentType", "NORMAL")
            .append_pair("orderId", &self.order_id)
            .append_pair("paymentKey", &self.payment_key)
            .append_pair("amount", &self.currency.print(self.asked));
        Some(url.into())
    }

    /// The window closes; the payment stays READY until its time is over, and nobody is told.
    fn leave(&mut self, code: &str, now: i64) -> Option<String> {
        self.window = Window::Closed;
        self.truth.note(now, EventKind::WindowClosed, None, Some(code));
        let mut url = Url::parse(&self.fail_url).ok()?;
        url.query_pairs_mut()
            .append_pair("code", code)
            .append_pair("message", message_of(code))
            .append_pair("orderId", &self.order_id);
        Some(url.into())
    }
}
