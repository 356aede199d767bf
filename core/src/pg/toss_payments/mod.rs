//! Toss Payments (토스페이먼츠), core API v1. Its terms are used in this module only.
//!
//! Sources: docs.tosspayments.com, `/reference`, `/reference/error-codes`, `/reference/using-api` and the guides,
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
    // 15 days from the key's first use (documented in /reference/using-api).
    confirm_idempotency_ms: 15 * 24 * 60 * MINUTE,
    refund_idempotency_ms: 15 * 24 * 60 * MINUTE,
    // Measured: a 4xx answer is stored under its key and repeated for the same 15 days.
    refusals_are_replayed: true,
    // `refundableAmount`: the PG refuses if its balance differs.
    refund_balance_check: true,
    // The reason that the PG stores with a cancel holds it.
    refund_references: true,
    // There is no 망취소: an unwanted approval is refunded with a cancel.
    reversal_ms: 0,
    // No limit is documented; it depends on the payment method (`isPartialCancelable`).
    part_refunds: u32::MAX,
    // A query shows a payment at once, so two seconds are ample. The transaction list lags, but daejo does not use it.
    visibility_delay_ms: 2_000,
    // The documentation states both "within 10 minutes" and "30 minutes"; the shorter one is safe.
    confirm_window_ms: 10 * MINUTE,
    // Payment webhooks are not signed; some hold the payment's secret in the body.
    webhooks: Webhooks::Unsigned,
};

/// Every documented code, with its class and reason.
pub(super) fn codes() -> Vec<CodeRow> {
    codes::CODES.iter().map(codes::Code::row).collect()
}
