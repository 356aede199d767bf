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
mod change;
mod decision;
mod disagreement;
mod due;
mod effect;
mod event;
mod evidence;
mod late;
mod policy;
mod refund;
mod state;
mod step;
mod stored;
mod table;
mod told;

pub use effect::{AlertReason, Effect, Rejection, Transition};
pub use event::{Decision, Event, EventKind};
pub use policy::{LateMoney, Policy};
pub use state::State;
pub use step::Step;
pub use stored::{InFlight, Payment, Refund, RefundState, Told};
pub use table::diagram;
