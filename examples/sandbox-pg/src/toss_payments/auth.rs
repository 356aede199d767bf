//! Basic authentication: the secret key is the user, the password is empty, the colon is required.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::code::Refusal;

pub(super) fn check(headers: &HeaderMap, secret_key: &str) -> Result<(), Refusal> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Err(Refusal::of("UNAUTHORIZED_KEY")) };
    let misformed = || Refusal::of("INCORRECT_BASIC_AUTH_FORMAT");
    let encoded =
        header.to_str().ok().and_then(|value| value.strip_prefix("Basic ")).ok_or_else(misformed)?;
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| misformed())?;
    let credentials = String::from_utf8(decoded).map_err(|_| misformed())?;
    let (user, password) = credentials.split_once(':').ok_or_else(misformed)?;
    if user == secret_key && password.is_empty() { Ok(()) } else { Err(Refusal::of("UNAUTHORIZED_KEY")) }
}
