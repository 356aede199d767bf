//! The real payment process over a modelled world: every interleaving up to a bound (`model`), random runs by seed
//! (`seeded`), random answers of a PG that contradicts itself (`contradicting`), and a proof for each guard that a law
//! breaks without it (`guard`).
//!
//! The model checker, the seeded runs and the guard proofs use one world: shoppers, workers that crash between any two
//! steps, a database with versions and unique keys, a network that loses and delays messages, a PG that behaves as its
//! profile says, operators, and time.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "small counters and row numbers that the model made: a wrong one is a bug of the model and has to stop it"
)]
#![allow(clippy::exhaustive_enums, missing_debug_implementations, reason = "only these tests use them")]

mod amounts;
pub mod contradicting;
pub mod guard;
pub mod model;
pub mod profile;
pub mod seeded;
pub mod world;
