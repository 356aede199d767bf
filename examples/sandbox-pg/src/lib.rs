//! A stateful fake of a payment gateway (PG) with the real HTTP and webhook formats and with faults on demand.
//!
//! The reference server embeds it in its sandbox mode; the `sandbox-pg` binary runs it alone.
//! No money moves. Everything else is meant to work as at the real PG: authentication, idempotency,
//! the payment window, statuses and webhooks. A [`Scenario`] makes answers late, missing or wrong.
//! The [ledger](Sandbox::ledger) shows what really happened, whatever the answers said.

mod answer;
mod clock;
mod config;
mod control;
mod error;
mod ledger;
mod money;
mod random;
mod sandbox;
mod scenario;
mod toss_payments;
mod webhook;

pub use config::Config;
pub use error::Error;
pub use ledger::{EventKind, LedgerEntry, LedgerEvent, Pg};
pub use sandbox::Sandbox;
pub use scenario::{Fault, Malformed, Match, Operation, Scenario};
