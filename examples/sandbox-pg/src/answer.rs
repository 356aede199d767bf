//! An answer before it becomes an HTTP response, so that a scenario can still change it.

use std::io;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

/// The body of an answer.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// These bytes under this content type.
    Whole(Vec<u8>, &'static str),
    /// The connection closes without a byte of the answer.
    Dropped,
}

impl Body {
    pub(crate) fn json(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Whole(bytes.into(), "application/json;charset=UTF-8")
    }

    pub(crate) fn html(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Whole(bytes.into(), "text/html; charset=utf-8")
    }
}

/// HTTP status and body.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Body,
}

impl Answer {
    pub(crate) fn dropped() -> Self {
        Self { status: 200, body: Body::Dropped }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match self.body {
            Body::Whole(bytes, content_type) => {
                (status, [(CONTENT_TYPE, HeaderValue::from_static(content_type))], bytes).into_response()
            }
            // If the body fails, hyper closes the connection before it sends the response.
            Body::Dropped => {
                let broken: [Result<Vec<u8>, io::Error>; 1] = [Err(io::ErrorKind::ConnectionAborted.into())];
                (status, axum::body::Body::from_stream(stream::iter(broken))).into_response()
            }
        }
    }
}
