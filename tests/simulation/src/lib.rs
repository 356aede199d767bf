//! The real payment process over a modelled world: every interleaving up to a bound (`model`), random lives by seed
//! (`seeded`), and each guard taken away to show what it is there for (`guard`).
//!
//! One world serves all three: shoppers, workers that die between any two steps, a database with versions and unique
//! keys, a network that loses and delays, a PG that behaves as its profile says, people, and time.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "small counters and numbers of rows that the model made itself: a wrong one is the model's bug and has to stop it"
)]
#![allow(
    clippy::exhaustive_enums,
    missing_debug_implementations,
    reason = "nobody but these tests uses them"
)]

pub mod contradicting;
pub mod guard;
pub mod model;
pub mod profile;
pub mod seeded;
pub mod world;
