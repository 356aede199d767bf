//! Middleware of every request: request id and log line, security headers, and the origin check of changes.

use super::App;
use super::problem::Problem;
use crate::{measure, random};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;
use tracing::Instrument;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Refuses changes that another site's page sends with the shopper's session. A request without an origin is not from a
/// browser.
pub(crate) async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let only_reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if only_reads || is_same_origin(request.headers(), &app.public_url) {
        return next.run(request).await;
    }
    Problem::new(403, "foreign_origin", "This may only be sent from the shop's own pages.").into_response()
}

fn is_same_origin(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if text(SEC_FETCH_SITE).is_some_and(|site| site != "same-origin") {
        return false;
    }
    let Some(origin) = text(ORIGIN) else { return true };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    origin == origin_of(public_url) || (authority.is_some() && authority == text(HOST))
}

/// `https://shop.example` of `https://shop.example/path`.
fn origin_of(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at.saturating_add(3));
    let end = url.get(start..).and_then(|rest| rest.find('/')).map(|at| at.saturating_add(start));
    end.and_then(|end| url.get(..end)).unwrap_or(url)
}

/// The headers of every answer.
#[derive(Clone, Debug)]
pub(crate) struct Headers {
    policy: HeaderValue,
    is_https: bool,
}

impl Headers {
    pub(crate) fn new(sdk_url: &str, is_https: bool) -> Self {
        let origin = origin_of(sdk_url);
        // The real SDK loads from several hosts of its domain; a stand-in has one address.
        let pg = if origin.ends_with(".tosspayments.com") { "https://*.tosspayments.com" } else { origin };
        let policy = format!(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {pg}; style-src 'self'; \
             img-src 'self' data:; connect-src 'self' {pg}; frame-src {pg}; form-action 'self' {pg}; \
             base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
        );
        let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'self'"));
        Self { policy, is_https }
    }
}

/// Sets the security headers. The return addresses contain payment keys, so no referrer is sent.
pub(crate) async fn headers(State(settings): State<Headers>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, settings.policy);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if settings.is_https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Gives a request an id, measures it and logs it: its route's pattern, never its query or body.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = random::letters("", 16).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("(static)", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", request = id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let took = begun.elapsed();
    measure::answered(&route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(method = method.as_str(), route, status, ms, "answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_request_from_another_site_is_refused() {
        let shop = "https://shop.example";
        let cases: [(&[(&str, &str)], bool); 6] = [
            (&[], true),
            (&[("origin", "https://shop.example")], true),
            (&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")], true),
            (&[("origin", "https://evil.example"), ("host", "shop.example")], false),
            (&[("origin", "null"), ("host", "shop.example")], false),
            (&[("sec-fetch-site", "cross-site")], false),
        ];
        for (pairs, expected) in cases {
            assert_eq!(is_same_origin(&headers(pairs), shop), expected, "{pairs:?}");
        }
    }
}
