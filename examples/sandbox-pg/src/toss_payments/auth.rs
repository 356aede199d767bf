//! Basic authentication: the secret key is the user name and the password is empty. The colon between them is required.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::refusal::Refusal;

pub(super) fn check(headers: &HeaderMap, secret_key: &str) -> Result<(), Refusal> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Err(Refusal::of("UNAUTHORIZED_KEY")) };
    let malformed = || Refusal::of("INCORRECT_BASIC_AUTH_FORMAT");
    let encoded =
        header.to_str().ok().and_then(|value| value.strip_prefix("Basic ")).ok_or_else(malformed)?;
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| malformed())?;
    let credentials = String::from_utf8(decoded).map_err(|_| malformed())?;
    let (user, password) = credentials.split_once(':').ok_or_else(malformed)?;
    if user == secret_key && password.is_empty() { Ok(()) } else { Err(Refusal::of("UNAUTHORIZED_KEY")) }
}
