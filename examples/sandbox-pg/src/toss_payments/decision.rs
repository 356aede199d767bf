//! The shopper's decision in the payment window, from a browser or from a test.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;

use crate::Sandbox;
use crate::answer::{Answer, Body};
use crate::ledger::EventKind;

use super::error_messages::message_of;
use super::method::Method;
use super::payment::{Payment, Status, Window};
use super::refusal::Refusal;

/// The shopper's decision in the payment window.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decision {
    #[default]
    Pay,
    Cancel,
    /// The payment window fails.
    Fail,
    /// The card company declines in the window.
    FailByCardCompany,
    /// The shopper pays in the window, and the card company declines at the confirm.
    DeclineAtConfirm,
}

#[derive(Debug, Default, Deserialize)]
struct DecisionRequest {
    method: Option<String>,
    issuer: Option<String>,
    #[serde(default)]
    result: Decision,
    /// The error code for `decline_at_confirm`.
    code: Option<String>,
}

/// Makes the shopper's decision without a browser, for tests.
pub(super) async fn decide_without_browser(
    State(sandbox): State<Sandbox>,
    Path(session): Path<String>,
    body: Bytes,
) -> Response {
    let given = if body.is_empty() { Ok(DecisionRequest::default()) } else { serde_json::from_slice(&body) };
    let Ok(request) = given else { return Refusal::of("INVALID_REQUEST").answer().into_response() };
    let name = request.method.as_deref();
    let method = match name.map(|name| Method::parse(name, request.issuer.as_deref())).transpose() {
        Ok(method) => method,
        Err(refusal) => return refusal.answer().into_response(),
    };
    let Some((payment, redirect)) =
        apply_decision(&sandbox, &session, request.result, method, request.code.as_deref())
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
        "status": payment.status.as_str(),
    });
    Answer { status: 200, body: Body::json(text.to_string()) }.into_response()
}

/// Applies the shopper's decision. Returns the payment and the URL to which the shopper is redirected;
/// `None` if the window is closed or has expired.
pub(super) fn apply_decision(
    sandbox: &Sandbox,
    session: &str,
    decision: Decision,
    method: Option<Method>,
    code: Option<&str>,
) -> Option<(Payment, String)> {
    let payment_key = sandbox.toss_state().by_session(session)?.payment_key.clone();
    let decided = sandbox.change(
        &payment_key,
        |payment, context| payment.decide(decision, method, code, context.now),
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
        // A shopper who goes back and pays again is redirected again, and nothing else changes. Any other
        // decision is too late: a redirect to the success URL would make the shop take the money.
        let pays = matches!(decision, Decision::Pay | Decision::DeclineAtConfirm);
        if self.status == Status::InProgress && pays {
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
            Decision::Cancel => self.close_window("PAY_PROCESS_CANCELED", now),
            Decision::Fail => self.close_window("PAY_PROCESS_ABORTED", now),
            Decision::FailByCardCompany => self.close_window("REJECT_CARD_COMPANY", now),
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

    /// Closes the window. The payment stays READY until it expires, and no webhook is sent.
    fn close_window(&mut self, code: &str, now: i64) -> Option<String> {
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
