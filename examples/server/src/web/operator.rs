//! Who may refund, decide and look into: whoever shows the operator's token.

use super::App;
use super::problem::Problem;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use daejo::id::OperatorId;
use daejo::redact::Secret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Lets operators through. The token is no cookie: another site's page cannot send it along.
pub(crate) async fn only(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(token) = &app.operator_token else {
        return Problem::new(404, "operator_token_not_set", "This server has no operator.").into_response();
    };
    // There is one token, so there is one author.
    let author = OperatorId::new("operator").ok().filter(|_| shows(request.headers(), token));
    let Some(author) = author else {
        return Problem::new(401, "operator_only", "This takes the operator's token.").into_response();
    };
    request.extensions_mut().insert(author);
    next.run(request).await
}

fn shows(headers: &HeaderMap, token: &Secret) -> bool {
    let shown = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((scheme, shown)) = shown.split_once(' ') else { return false };
    // Digests are of one length, so that not even the token's length can be timed.
    let (shown, token) = (Sha256::digest(shown.trim()), Sha256::digest(token.expose()));
    let is_same: bool = shown.as_slice().ct_eq(token.as_slice()).into();
    scheme.eq_ignore_ascii_case("bearer") && is_same
}
