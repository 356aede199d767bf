//! Toss Payments (토스페이먼츠), core API v1. Its words stay in here.
//!
//! Facts: docs.tosspayments.com, `/reference`, `/reference/error-codes`, `/reference/using-api` and the guides,
//! as read in autumn 2026, and measurements published in gj-kit/gj-kit and schift-io/boilpayment.

mod classify;
mod codes;
mod normalize;
mod read;
#[cfg(feature = "server")]
mod request;
mod returns;
#[cfg(feature = "server")]
mod webhook;
mod wire;

use super::{Capabilities, CodeRow, OrderQuery, Webhooks};
use alloc::vec::Vec;

pub(super) use read::read;
#[cfg(feature = "server")]
pub(super) use request::request;
pub(super) use returns::read_return;
#[cfg(feature = "server")]
pub(super) use webhook::{deposit_instructions, read_webhook};

const MINUTE: u64 = 60_000;

/// What Toss Payments can do.
pub const CAPABILITIES: Capabilities = Capabilities {
    return_means_money: false,
    order_query: OrderQuery::ByOrderId,
    // 15 days from the first use (doc, /reference/using-api).
    confirm_idempotency_ms: 15 * 24 * 60 * MINUTE,
    refund_idempotency_ms: 15 * 24 * 60 * MINUTE,
    // Measured: a 4xx answer is stored and comes back for as long.
    refusals_are_replayed: true,
    // `refundableAmount` is a lock.
    refund_balance_check: true,
    // The reason that is kept with a cancel carries it.
    refund_references: true,
    // There is no 망취소: an unwanted approval is undone by a cancel.
    reversal_ms: 0,
    // No figure is published; what limits it is the method (`isPartialCancelable`).
    part_refunds: u32::MAX,
    // A query shows a payment at once; the transaction list lags, and it is not asked here.
    visibility_delay_ms: 2_000,
    // "Within 10 minutes" and "30 minutes" both stand in the documentation; the shorter one is safe.
    confirm_window_ms: 10 * MINUTE,
    // Payments' webhooks are not signed; a secret in the body proves some of them.
    webhooks: Webhooks::Unsigned,
};

/// Every documented code, classified.
pub(super) fn codes() -> Vec<CodeRow> {
    codes::CODES.iter().map(codes::Code::row).collect()
}
