//! An error answer of the PG: an HTTP status and a `{"code": …, "message": …}` body.

use serde::Serialize;

use crate::answer::{Answer, Body};

use super::error_codes::status_of;
use super::error_messages::message_of;

/// An error answer. Its body is `{"code": …, "message": …}`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(super) status: u16,
    pub(super) code: String,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    message: &'a str,
}

impl Refusal {
    /// The code with the HTTP status it belongs to; 400 for an unknown code.
    pub(super) fn of(code: &str) -> Self {
        Self { status: status_of(code).unwrap_or(400), code: code.into() }
    }

    pub(super) fn text(&self) -> String {
        let body = ErrorBody { code: &self.code, message: message_of(&self.code) };
        serde_json::to_string(&body).unwrap_or_default()
    }

    pub(super) fn answer(&self) -> Answer {
        Answer { status: self.status, body: Body::json(self.text()) }
    }
}
