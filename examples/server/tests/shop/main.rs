//! The real server over a real database file, against the sandbox PG on a socket of its own.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![expect(clippy::arithmetic_side_effects, reason = "the sums of a test are small")]

mod crash;
mod deposits;
mod paying;
mod secrets;
mod slow;
mod storm;
mod support;
mod surface;
mod tampering;
mod twice;
mod webhooks;
