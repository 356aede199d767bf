//! Seeded simulation: the real `apply` and `next_step` over a modelled PG, database, clock and workers.
//!
//! A run is one order. Until a budget of actions is used up, anything may happen in any order: the shopper claims
//! once or often, workers take steps and crash before or after each durable write, requests and answers get lost or
//! late, webhooks come twice, forged or not at all, time jumps. Then the faults stop, time goes on, and the laws
//! must hold. The same seed gives the same run.

mod pg;
mod world;

pub use pg::{Fault, ModelPg};
pub use world::{Outcome, Violation, World, run};
