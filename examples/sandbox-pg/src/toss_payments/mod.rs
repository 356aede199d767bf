//! Toss Payments (토스페이먼츠), core API v1.

mod auth;
mod call;
mod cancel;
mod change;
mod confirm;
mod decision;
mod deposit;
mod error_codes;
mod error_messages;
mod idempotency;
mod institutions;
mod language;
mod method;
mod notice;
mod payment;
mod payment_json;
mod refusal;
mod routes;
mod session;
mod store;
mod window;

pub(crate) use notice::{forge, webhook_headers};
pub(crate) use routes::router;
pub(crate) use store::{Record, Store};
