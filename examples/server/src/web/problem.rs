//! Errors as problem documents (RFC 9457), each with a stable code. None quotes what was sent.

use crate::host::HostError;
use crate::random::NoRandomness;
use crate::store::StoreError;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use daejo::crosscheck::Mismatch;
use daejo::payment::Rejection;
use serde::Serialize;
use utoipa::ToSchema;

/// A mismatch for a page: the field and the code, without the values.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
pub(crate) struct FieldMismatch {
    /// The core's code, such as `amount_differs`.
    code: &'static str,
    /// The field that differs, such as `amount`.
    about: &'static str,
}

/// The mismatches without their values.
pub(crate) fn field_mismatches(mismatches: &[Mismatch]) -> Vec<FieldMismatch> {
    mismatches.iter().map(|found| FieldMismatch { code: found.code(), about: found.about() }).collect()
}

/// A problem document, boxed because it is a rare result of every handler.
#[derive(Clone, Debug)]
pub(crate) struct Problem(Box<Document>);

/// A problem document.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub(crate) struct Document {
    /// Where the code is explained.
    #[serde(rename = "type")]
    kind: String,
    /// A short text in English.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The stable code for programs.
    code: &'static str,
    /// The fields in which the claim and the order differ, with `claim_refused`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mismatches: Vec<FieldMismatch>,
    /// The product with too little stock, with `out_of_stock`.
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<String>,
    /// Its free stock, with `out_of_stock`.
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<i64>,
    /// The wrong part of the body, with `body_invalid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// The amount that can still be refunded, in minor units, with `refund_exceeds_balance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    refundable: Option<i64>,
    /// Seconds, for the header `retry-after`.
    #[serde(skip)]
    retry_after_seconds: Option<u64>,
}

impl Problem {
    pub(crate) fn new(status: u16, code: &'static str, title: &'static str) -> Self {
        let kind = format!("/docs#{code}");
        let mismatches = Vec::new();
        let document = Document {
            kind,
            title,
            status,
            code,
            mismatches,
            product_id: None,
            available: None,
            field: None,
            refundable: None,
            retry_after_seconds: None,
        };
        Self(Box::new(document))
    }

    /// A problem with the header `retry-after`.
    pub(crate) fn later(status: u16, code: &'static str, title: &'static str, seconds: u64) -> Self {
        let mut problem = Self::new(status, code, title);
        problem.0.retry_after_seconds = Some(seconds.max(1));
        problem
    }

    pub(crate) fn not_found(code: &'static str) -> Self {
        Self::new(404, code, "There is nothing here.")
    }

    /// One answer for "no such order" and "not your order", so that it does not show which orders exist.
    pub(crate) fn no_such_order() -> Self {
        Self::new(404, "order_not_found", "You have no such order.")
    }

    pub(crate) fn unavailable() -> Self {
        Self::new(503, "unavailable", "The server cannot do this now. Nothing was lost; try again.")
    }

    /// A mistake of the caller in `field`.
    pub(crate) fn invalid(field: impl Into<String>) -> Self {
        let mut problem = Self::new(422, "body_invalid", "The body does not match the schema of this route.");
        problem.0.field = Some(field.into());
        problem
    }

    pub(crate) fn claim_refused(mismatches: &[Mismatch]) -> Self {
        let mut problem =
            Self::new(422, "claim_refused", "The claim from the browser does not match the order.");
        problem.0.mismatches = field_mismatches(mismatches);
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.0).unwrap_or_default();
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        let mut response = (status, headers, body).into_response();
        if let Some(seconds) = self.0.retry_after_seconds {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Database(_)
            | StoreError::UnknownDatabase
            | StoreError::OtherVersion
            | StoreError::SchemaLocked
            | StoreError::Unreadable(_)
            | StoreError::OutOfRange(_) => {
                tracing::error!(%error, "store error");
                Self::unavailable()
            }
            StoreError::Conflict | StoreError::StockGone => Self::unavailable(),
            StoreError::PaymentKeyTaken => {
                Self::new(409, "payment_key_taken", "This payment of the PG belongs to another order.")
            }
            StoreError::OutOfStock { product_id, free } => {
                let mut problem = Self::new(409, "out_of_stock", "A product has too little stock.");
                problem.0.product_id = Some(product_id);
                problem.0.available = Some(free);
                problem
            }
            StoreError::KeyReused => {
                Self::new(422, "idempotency_key_reused", "The idempotency key was used for another request.")
            }
        }
    }
}

impl From<HostError> for Problem {
    fn from(error: HostError) -> Self {
        match error {
            HostError::NoSuchPayment => Self::no_such_order(),
            HostError::Store(error) => error.into(),
            HostError::LostLease => Self::unavailable(),
            HostError::Rejected(Rejection::ClaimRefused { mismatches }) => Self::claim_refused(&mismatches),
            HostError::Rejected(rejection) => {
                let mut problem =
                    Self::new(409, rejection.code(), "The payment's state does not allow this now.");
                if let Rejection::RefundExceedsBalance { refundable } = rejection {
                    problem.0.refundable = Some(refundable.minor());
                }
                problem
            }
            HostError::KeyReused => {
                Self::new(409, "idempotency_key_reused", "The idempotency key was used for another request.")
            }
        }
    }
}

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        tracing::error!(%error, "creating an id failed");
        Self::unavailable()
    }
}
