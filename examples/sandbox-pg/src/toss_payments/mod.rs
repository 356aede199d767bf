//! Toss Payments (토스페이먼츠), core API v1.

mod auth;
mod call;
mod cancel;
mod choice;
mod code;
mod codes;
mod confirm;
mod deposit;
mod idempotency;
mod notice;
mod payment;
mod routes;
mod session;
mod store;
mod window;
mod wire;
mod words;

pub(crate) use notice::{forge, webhook_headers};
pub(crate) use routes::router;
pub(crate) use store::{Record, Store};
