//! The payment window: HTML pages without scripts, and the script that opens the window.

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

use super::decision::{Decision, apply_decision};
use super::language::Language;
use super::method::Method;
use super::payment::{Status, Window};

#[derive(Deserialize)]
pub(super) struct LanguageQuery {
    lang: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WindowForm {
    action: Decision,
    method: Option<String>,
    issuer: Option<String>,
    lang: Option<String>,
}

/// The script that a shop's page loads instead of the PG's SDK.
pub(super) async fn sdk() -> Response {
    let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    (headers, include_str!("sdk.js")).into_response()
}

pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    Path(session): Path<String>,
    Query(query): Query<LanguageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(query.lang.as_deref(), &headers);
    let find = || sandbox.toss_state().by_session(&session).cloned();
    if let Some(payment) = find() {
        sandbox.expire_if_overdue(&payment.payment_key);
    }
    let payment = find();
    let is_open = |status: Status, window: Window| status == Status::Ready && window == Window::Open;
    match payment {
        Some(payment) if is_open(payment.status, payment.window) => {
            html(StatusCode::OK, page::window(&payment, sandbox.config(), language))
        }
        // The shopper paid and came back. The button redirects to the shop again.
        Some(payment) if payment.status == Status::InProgress => {
            html(StatusCode::OK, page::already_paid(&payment, sandbox.config(), language))
        }
        Some(_) => html(StatusCode::GONE, page::closed(language)),
        None => html(StatusCode::NOT_FOUND, page::closed(language)),
    }
}

pub(super) async fn decide(
    State(sandbox): State<Sandbox>,
    Path(session): Path<String>,
    headers: HeaderMap,
    Form(form): Form<WindowForm>,
) -> Response {
    let language = language(form.lang.as_deref(), &headers);
    let name = form.method.as_deref();
    let Ok(method) = name.map(|name| Method::parse(name, form.issuer.as_deref())).transpose() else {
        return html(StatusCode::BAD_REQUEST, page::closed(language));
    };
    match apply_decision(&sandbox, &session, form.action, method, None) {
        Some((_, redirect)) => Redirect::to(&redirect).into_response(),
        None => html(StatusCode::GONE, page::closed(language)),
    }
}

pub(super) async fn receipt(
    State(sandbox): State<Sandbox>,
    Path(payment_key): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = Language::of(&headers);
    let payment = sandbox.toss_state().payment(&payment_key).cloned();
    payment.filter(|payment| payment.status.was_approved()).map_or_else(
        || html(StatusCode::NOT_FOUND, page::closed(language)),
        |payment| html(StatusCode::OK, page::receipt(&payment, sandbox.config(), language)),
    )
}

fn language(requested: Option<&str>, headers: &HeaderMap) -> Language {
    requested.and_then(Language::from_tag).unwrap_or_else(|| Language::of(headers))
}

/// A page without scripts, external resources, framing, referrer or caching.
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
