//! The payment window: plain HTML that works without scripts.

mod page;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::Sandbox;

use super::choice::{Decision, method, settle};
use super::payment::{Status, Window};
use super::words::Language;

#[derive(Deserialize)]
pub(super) struct Wanted {
    lang: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    action: Decision,
    method: Option<String>,
    issuer: Option<String>,
    lang: Option<String>,
}

/// The script a shop's page loads in the place of the gateway's SDK.
pub(super) async fn sdk() -> Response {
    let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    (headers, include_str!("sdk.js")).into_response()
}

pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    Path(session): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let language = language(wanted.lang.as_deref(), &headers);
    let find = || sandbox.toss().by_session(&session).cloned();
    if let Some(payment) = find() {
        sandbox.let_age(&payment.payment_key);
    }
    let payment = find();
    let is_open = |status: Status, window: Window| status == Status::Ready && window == Window::Open;
    match payment {
        Some(payment) if is_open(payment.status, payment.window) => {
            html(StatusCode::OK, page::window(&payment, sandbox.config(), language))
        }
        // Authenticated, and the shopper came back: the button leads to the shop again.
        Some(payment) if payment.status == Status::InProgress => {
            html(StatusCode::OK, page::again(&payment, sandbox.config(), language))
        }
        Some(_) => html(StatusCode::GONE, page::over(language)),
        None => html(StatusCode::NOT_FOUND, page::over(language)),
    }
}

pub(super) async fn decide(
    State(sandbox): State<Sandbox>,
    Path(session): Path<String>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Response {
    let language = language(choice.lang.as_deref(), &headers);
    let name = choice.method.as_deref();
    let Ok(method) = name.map(|name| method(name, choice.issuer.as_deref())).transpose() else {
        return html(StatusCode::BAD_REQUEST, page::over(language));
    };
    match settle(&sandbox, &session, choice.action, method, None) {
        Some((_, redirect)) => Redirect::to(&redirect).into_response(),
        None => html(StatusCode::GONE, page::over(language)),
    }
}

pub(super) async fn receipt(
    State(sandbox): State<Sandbox>,
    Path(payment_key): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = Language::of(&headers);
    let payment = sandbox.toss().payment(&payment_key).cloned();
    payment.filter(|payment| payment.status.was_approved()).map_or_else(
        || html(StatusCode::NOT_FOUND, page::over(language)),
        |payment| html(StatusCode::OK, page::receipt(&payment, sandbox.config(), language)),
    )
}

fn language(wanted: Option<&str>, headers: &HeaderMap) -> Language {
    wanted.and_then(Language::from_tag).unwrap_or_else(|| Language::of(headers))
}

/// No scripts, nothing from elsewhere, no frame around it, no address handed on.
fn html(status: StatusCode, text: String) -> Response {
    let headers = [
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Html(text)).into_response()
}
