//! The payment process, as a value and two pure functions.
//!
//! [`Payment::apply`] takes one piece of evidence and says what the payment is then and what has to be stored with
//! it, in one database transaction. [`Payment::next_step`] says what has to be done now. Recovery after a crash is
//! `next_step` on what was stored; there is no other way back.
//!
//! A host's loop, the same for a first try and for a recovery:
//!
//! 1. load the payment, ask `next_step`;
//! 2. for a call: `apply(CallStarted)` and store (the intent), send, `apply(Answered)` and store;
//! 3. for `Tick`: `apply(TimePassed)` and store. No transaction is open while a call is.
//!
//! Where evidence can lead, by [`State::moves`]:
#![doc = include_str!("table.md")]

mod answers;
mod apply;
mod books;
mod change;
mod decision;
mod disagreement;
mod due;
mod effect;
mod event;
mod late_money;
#[expect(clippy::module_inception, reason = "the type that the module is about")]
mod payment;
mod policy;
mod progress;
mod record;
mod refund_record;
mod refund_request;
mod refunds;
mod rejection;
mod state;
mod step;
mod table;
mod webhook;

pub use effect::{AlertReason, Effect, Transition};
pub use event::{Decision, DecisionRecord, Event, EventKind};
pub use payment::Payment;
pub use policy::{LateMoney, Policy};
pub use progress::{ConfirmProgress, Deposit, InFlight, Inquiry, Requests, ReversalProgress, WebhookHint};
pub use refunds::{Refund, RefundState};
pub use rejection::Rejection;
pub use state::{Phase, State};
pub use step::Step;
pub use table::diagram;
