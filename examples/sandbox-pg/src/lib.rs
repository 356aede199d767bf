//! A stateful sandbox payment gateway that speaks the real wire formats and can misbehave.
//!
//! It is embedded in the reference server's sandbox mode and runs alone as the `sandbox-pg` binary.
//! Money never moves; everything else is meant to be as it is at the real gateway: authentication,
//! idempotency, the payment window, statuses, webhooks. [`Scenario`]s make it late, silent or wrong.
//! Its [ledger](Sandbox::ledger) tells what truly happened, whatever the answers said.

mod answer;
mod clock;
mod config;
mod control;
mod error;
mod key;
mod ledger;
mod money;
mod sandbox;
mod scenario;
mod toss_payments;
mod webhook;

pub use config::Config;
pub use error::Error;
pub use ledger::{EventKind, LedgerEntry, LedgerEvent, Pg};
pub use sandbox::Sandbox;
pub use scenario::{Fault, Malformed, Match, Operation, Scenario};
