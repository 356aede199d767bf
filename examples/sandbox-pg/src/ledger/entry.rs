//! One payment's truth, kept apart from what its answers say.

use serde::{Deserialize, Serialize};

use crate::clock::kst;

/// A payment gateway the sandbox speaks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Pg {
    /// Toss Payments (토스페이먼츠).
    TossPayments,
}

/// What an auditor reads about one payment. Amounts are minor units of `currency`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LedgerEntry {
    /// The gateway.
    pub pg: Pg,
    /// The gateway's name for the payment.
    pub payment_key: String,
    /// The shop's name for it.
    pub order_id: String,
    /// ISO 4217.
    pub currency: String,
    /// The gateway's status word.
    pub status: String,
    /// The amount the shopper was asked for.
    pub asked: i64,
    /// Money taken from the shopper, after deposits that the bank took back.
    pub captured: i64,
    /// Money given back to the shopper.
    pub refunded: i64,
    /// How often money was taken. More than one is a double charge.
    pub approvals: u32,
    /// How often money was given back.
    pub refunds: u32,
    /// Confirm requests that arrived, replays and refusals included.
    pub confirm_calls: u32,
    /// Cancel requests that arrived, replays and refusals included.
    pub cancel_calls: u32,
    /// Query requests that arrived.
    pub query_calls: u32,
    /// Everything that changed the payment, in order.
    pub events: Vec<LedgerEvent>,
}

/// One line of a payment's history.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LedgerEvent {
    /// Korean time, ISO 8601.
    pub at: String,
    /// The same in milliseconds since 1970.
    pub at_ms: i64,
    /// What happened.
    pub kind: EventKind,
    /// The money that moved, where some did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub amount: Option<i64>,
    /// A code, a transaction key or a reason.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail: Option<String>,
}

/// The kinds of [`LedgerEvent`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// The shop asked for a payment window.
    Requested,
    /// The shopper left the window without paying.
    WindowClosed,
    /// The shopper agreed to pay; no money moved.
    Authenticated,
    /// Money was taken.
    Captured,
    /// A virtual account was issued; no money moved.
    AccountIssued,
    /// The bank took a deposit back.
    DepositReversed,
    /// The confirm was refused.
    Declined,
    /// Money was given back.
    Refunded,
    /// Cancelled before any money came.
    Voided,
    /// Too late to be confirmed or deposited.
    Expired,
}

/// The truth of one payment, which no fault may touch.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Truth {
    pub(crate) captured: i64,
    pub(crate) refunded: i64,
    pub(crate) approvals: u32,
    pub(crate) refunds: u32,
    pub(crate) confirm_calls: u32,
    pub(crate) cancel_calls: u32,
    pub(crate) query_calls: u32,
    pub(crate) events: Vec<LedgerEvent>,
}

impl Truth {
    /// The shopper's money is taken.
    pub(crate) fn capture(&mut self, now: i64, amount: i64, transaction: &str) {
        self.captured = self.captured.saturating_add(amount);
        self.approvals = self.approvals.saturating_add(1);
        self.note(now, EventKind::Captured, Some(amount), Some(transaction));
    }

    /// The shopper's money goes back.
    pub(crate) fn refund(&mut self, now: i64, amount: i64, transaction: &str) {
        self.refunded = self.refunded.saturating_add(amount);
        self.refunds = self.refunds.saturating_add(1);
        self.note(now, EventKind::Refunded, Some(amount), Some(transaction));
    }

    /// The bank undoes a deposit: the PG never had the money.
    pub(crate) fn reverse_deposit(&mut self, now: i64, amount: i64) {
        self.captured = self.captured.saturating_sub(amount);
        self.note(now, EventKind::DepositReversed, Some(amount), None);
    }

    pub(crate) fn note(&mut self, now: i64, kind: EventKind, amount: Option<i64>, detail: Option<&str>) {
        let detail = detail.map(str::to_owned);
        self.events.push(LedgerEvent { at: kst(now), at_ms: now, kind, amount, detail });
    }
}
