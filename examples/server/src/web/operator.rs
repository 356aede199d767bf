//! Access to the operator's routes: with the operator's token.

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

/// The header that names the operator: 1 to 64 visible ASCII characters, as the shop's own system names its people.
const OPERATOR_ID: &str = "operator-id";

/// The operator who sends this request. The token admits the shop's system; the header names the person who uses it, for
/// the history.
pub(super) fn author(headers: &HeaderMap) -> Result<OperatorId, Problem> {
    let shown = headers.get(OPERATOR_ID).and_then(|value| value.to_str().ok()).unwrap_or_default();
    OperatorId::new(shown.trim()).map_err(|_| {
        Problem::new(
            400,
            "operator_id_invalid",
            "The header Operator-Id must name the operator: 1 to 64 visible ASCII characters.",
        )
    })
}

/// Admits requests with the operator's token. It is not a cookie, so another site's page cannot send it.
pub(crate) async fn require_token(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(token) = &app.operator_token else {
        return Problem::new(404, "operator_token_not_set", "This server has no operator token.")
            .into_response();
    };
    if !has_token(request.headers(), token) {
        return Problem::new(401, "operator_only", "This route requires the operator's token.")
            .into_response();
    }
    next.run(request).await
}

fn has_token(headers: &HeaderMap, token: &Secret) -> bool {
    let shown = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((scheme, shown)) = shown.split_once(' ') else { return false };
    // Digests have one length, so that the time does not even show the token's length.
    let (shown, token) = (Sha256::digest(shown.trim()), Sha256::digest(token.expose()));
    let is_same: bool = shown.as_slice().ct_eq(token.as_slice()).into();
    scheme.eq_ignore_ascii_case("bearer") && is_same
}
