//! The payment core: it reads what payment gateways (PGs) say, cross-checks it against the order and against
//! what the browser claims, and drives each payment through a closed state table.
//!
//! It does no IO of any kind. Time, keys and bytes come in as arguments; HTTP goes out and comes in as data.
//! The modules stand in the order in which data flows, and each uses only those before it:
//!
//! ```text
//! money id gateway reason redact time → order claim → pg → crosscheck → payment → billing → api
//! ```
//!
//! A host calls [`api`]; the other modules are the same operations for a Rust program that wants the types.
#![cfg_attr(not(any(test, feature = "std")), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod money;

mod digest;
pub mod gateway;
pub mod id;
mod json;
pub mod reason;
pub mod redact;
pub mod time;

pub mod claim;
pub mod order;

pub mod pg;

pub mod crosscheck;
#[cfg(feature = "server")]
pub mod payment;

#[cfg(feature = "server")]
pub mod billing;

pub mod message;

pub mod api;

/// The README's Rust example is compiled and run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
