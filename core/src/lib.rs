//! The payment core: it reads the answers of payment gateways (PGs), compares them with the order and with the
//! browser's claim, and moves each payment through a closed state table.
//!
//! It does no IO. Time, keys and bytes are arguments; HTTP requests and answers are data.
//! The modules, in the order of data flow. Each uses only earlier ones:
//!
//! | modules | content |
//! |---|---|
//! | `json`, `digest`, [`redact`] | exact reading of JSON, SHA-256, hiding of secrets |
//! | [`money`], [`id`], [`time`], [`gateway`], [`reason`] | amounts, ids, points in time, PGs, reason codes |
//! | [`order`], [`claim`] | the merchant's order, and the browser's claim |
//! | [`pg`] | requests to a PG, and its answers, return URLs and webhooks |
//! | [`crosscheck`] | the order against the claim, and the order against the PG's record |
//! | `payment` | the state of one payment, and its next step (feature `server`) |
//! | `billing` | which period of a subscription is due (feature `server`) |
//! | [`message`] | texts for shoppers and operators |
//! | [`api`] | every operation as JSON in, JSON out |
//!
//! A host calls [`api`]. A Rust program can use the other modules directly, with their types.
#![cfg_attr(not(any(test, feature = "std")), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod digest;
mod json;
pub mod redact;

pub mod gateway;
pub mod id;
pub mod money;
pub mod reason;
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

/// Runs the README's Rust example as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
