//! What really happened to one payment. It is separate from what the answers say.

use serde::{Deserialize, Serialize};

use crate::clock::kst;

/// A payment gateway that the sandbox imitates.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Pg {
    /// Toss Payments (토스페이먼츠).
    TossPayments,
}

/// One payment as an auditor sees it. Amounts are in minor units of `currency`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LedgerEntry {
    /// The gateway.
    pub pg: Pg,
    /// The gateway's key of the payment.
    pub payment_key: String,
    /// The shop's order id.
    pub order_id: String,
    /// ISO 4217.
    pub currency: String,
    /// The gateway's status, such as `DONE`.
    pub status: String,
    /// The amount that the shop requested when the payment window opened.
    pub asked: i64,
    /// Money taken from the shopper, less deposits that the bank reversed.
    pub captured: i64,
    /// Money refunded to the shopper.
    pub refunded: i64,
    /// How often money was taken, less deposits that the bank reversed. More than one is a double charge.
    pub approvals: u32,
    /// How often money was refunded.
    pub refunds: u32,
    /// Number of confirm requests, including replays and refusals.
    pub confirm_calls: u32,
    /// Number of cancel requests, including replays and refusals.
    pub cancel_calls: u32,
    /// Number of query requests.
    pub query_calls: u32,
    /// All changes of the payment, in order.
    pub events: Vec<LedgerEvent>,
}

/// One line of a payment's history.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LedgerEvent {
    /// Korean time, ISO 8601.
    pub at: String,
    /// The same time in milliseconds since 1970.
    pub at_ms: i64,
    /// The kind of change.
    pub kind: EventKind,
    /// The money that moved, in minor units; `None` if no money moved.
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
    /// The shop opened a payment window.
    Requested,
    /// The shopper left the window without paying.
    WindowClosed,
    /// The shopper authenticated the payment; no money moved.
    Authenticated,
    /// Money was taken.
    Captured,
    /// A virtual account was issued; no money moved.
    AccountIssued,
    /// The bank reversed a deposit.
    DepositReversed,
    /// The confirm was declined.
    Declined,
    /// Money was refunded.
    Refunded,
    /// Cancelled before any money was taken.
    Voided,
    /// The deadline for the confirm or the deposit passed.
    Expired,
}

/// What really happened to one payment. A fault never changes this record.
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
    /// Records that money was taken from the shopper.
    pub(crate) fn capture(&mut self, now: i64, amount: i64, transaction: &str) {
        self.captured = self.captured.saturating_add(amount);
        self.approvals = self.approvals.saturating_add(1);
        self.note(now, EventKind::Captured, Some(amount), Some(transaction));
    }

    /// Records that money was refunded to the shopper.
    pub(crate) fn refund(&mut self, now: i64, amount: i64, transaction: &str) {
        self.refunded = self.refunded.saturating_add(amount);
        self.refunds = self.refunds.saturating_add(1);
        self.note(now, EventKind::Refunded, Some(amount), Some(transaction));
    }

    /// Records that the bank reversed a deposit: the PG never had the money.
    pub(crate) fn reverse_deposit(&mut self, now: i64, amount: i64) {
        self.captured = self.captured.saturating_sub(amount);
        self.approvals = self.approvals.saturating_sub(1);
        self.note(now, EventKind::DepositReversed, Some(amount), None);
    }

    pub(crate) fn note(&mut self, now: i64, kind: EventKind, amount: Option<i64>, detail: Option<&str>) {
        let detail = detail.map(str::to_owned);
        self.events.push(LedgerEvent { at: kst(now), at_ms: now, kind, amount, detail });
    }
}
