//! Strict reading of bodies and path segments.

use super::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// A JSON body, and the digest of its bytes.
#[derive(Debug)]
pub(crate) struct Json<T> {
    pub(crate) value: T,
    pub(crate) fingerprint: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        // A form on another site cannot send this content type without a preflight.
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(Problem::new(415, "not_json", "The body has to be application/json."));
        }
        let bytes = read(request, state).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| {
            // The line and column say where; the parser's message would quote what stood there.
            Problem::invalid(format!("line {} column {}", error.line(), error.column()))
        })?;
        Ok(Self { value, fingerprint: fingerprint(&bytes) })
    }
}

/// The variable part of a path. One that cannot be decoded is answered 404.
#[derive(Debug)]
pub(crate) struct Segment(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(segment) =
            Path::from_request_parts(parts, state).await.map_err(|_| Problem::not_found("not_found"))?;
        Ok(Self(segment))
    }
}

/// Longest time for a whole body: a limit between two chunks would allow one byte at a time without end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyTimeout(pub(crate) Duration);

/// Used where no other limit is set.
const DEFAULT_BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The bytes of a body within its limits.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let limit =
        request.extensions().get::<BodyTimeout>().map_or(DEFAULT_BODY_TIMEOUT, |&BodyTimeout(limit)| limit);
    let read = tokio::time::timeout(limit, Bytes::from_request(request, state)).await;
    let read = read.map_err(|_| Problem::new(408, "body_too_slow", "The body took too long."))?;
    read.map_err(|rejection| {
        if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new(413, "body_too_large", "The body is too large.")
        } else {
            Problem::new(400, "body_unreadable", "The body could not be read.")
        }
    })
}

/// Identifies a repeated request.
fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
