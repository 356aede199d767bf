//! One order with its rows in the database and its entries in the PG's ledger.

use super::books::{Alert, Books, Call, Notice, Order, OutboxRow, Payment, Reservation, Transition};
use super::ledger::{Entry, Ledger};
use std::collections::BTreeMap;

/// All orders, and the books that they were read from.
pub(super) struct Cases<'a> {
    pub(super) books: &'a Books,
    /// By order number.
    pub(super) by_order: BTreeMap<&'a str, Case<'a>>,
}

/// One order. An order that only the PG knows has entries and nothing else.
#[derive(Default)]
pub(super) struct Case<'a> {
    pub(super) order: Option<&'a Order>,
    pub(super) attempts: Vec<Attempt<'a>>,
    pub(super) entries: Vec<&'a Entry>,
}

/// One payment in our books.
pub(super) struct Attempt<'a> {
    pub(super) payment: &'a Payment,
    pub(super) history: Vec<&'a Transition>,
    pub(super) lines: Vec<&'a Reservation>,
    pub(super) alerts: Vec<&'a Alert>,
    pub(super) published: Vec<&'a OutboxRow>,
    pub(super) notices: Vec<&'a Notice>,
    pub(super) calls: Vec<&'a Call>,
}

impl<'a> Cases<'a> {
    pub(super) fn of(books: &'a Books, ledger: &'a Ledger) -> Self {
        let mut attempts: BTreeMap<&str, Attempt<'a>> = books
            .payments
            .iter()
            .map(|payment| (payment.payment_id.as_str(), Attempt::of(payment)))
            .collect();
        assign(&books.history, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.history);
        assign(&books.reservations, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.lines);
        assign(&books.alerts, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.alerts);
        assign(&books.outbox, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.published);
        assign(&books.inbox, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.notices);
        assign(&books.calls, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.calls);
        let mut by_order: BTreeMap<&str, Case<'a>> = BTreeMap::new();
        for order in &books.orders {
            by_order.entry(&order.order_id).or_default().order = Some(order);
        }
        for attempt in attempts.into_values() {
            by_order.entry(&attempt.payment.order_id).or_default().attempts.push(attempt);
        }
        for entry in ledger.entries.values() {
            by_order.entry(&entry.order_id).or_default().entries.push(entry);
        }
        Self { books, by_order }
    }
}

/// Adds each row to its payment. Every row has a payment: the database has foreign keys.
fn assign<'a, T>(
    rows: &'a [T],
    attempts: &mut BTreeMap<&str, Attempt<'a>>,
    owner: fn(&T) -> &String,
    place: for<'b> fn(&'b mut Attempt<'a>) -> &'b mut Vec<&'a T>,
) {
    for row in rows {
        if let Some(attempt) = attempts.get_mut(owner(row).as_str()) {
            place(attempt).push(row);
        }
    }
}

impl<'a> Attempt<'a> {
    const fn of(payment: &'a Payment) -> Self {
        Self {
            payment,
            history: Vec::new(),
            lines: Vec::new(),
            alerts: Vec::new(),
            published: Vec::new(),
            notices: Vec::new(),
            calls: Vec::new(),
        }
    }

    pub(super) fn state(&self) -> &str {
        &self.payment.state
    }

    /// The payment is quarantined and an alert reported it to an operator.
    pub(super) fn waits_for_operator(&self) -> bool {
        self.state() == "quarantined" && !self.alerts.is_empty()
    }

    /// Captured minus refunded, by the document. In won.
    pub(super) fn net_by_document(&self) -> i64 {
        self.payment.number("captured").saturating_sub(self.payment.number("refunded"))
    }

    /// Captured minus refunded, by the state alone, in won; by the document if the state does not determine it.
    pub(super) fn net_by_state(&self) -> i64 {
        match self.state() {
            "paid" => self.payment.number("amount"),
            "ready" | "awaiting_deposit" | "declined" | "canceled" | "expired" | "refunded" => 0,
            _ => self.net_by_document(),
        }
    }
}

impl Case<'_> {
    pub(super) fn waits_for_operator(&self) -> bool {
        self.attempts.iter().any(Attempt::waits_for_operator)
    }

    pub(super) fn net_at_pg(&self) -> i64 {
        self.entries.iter().fold(0, |sum: i64, entry| sum.saturating_add(entry.net()))
    }

    /// How many requests of this operation our books have. Used only for operations that move money: a claim with
    /// another shopper's payment key causes a query for that payment, and no other request.
    pub(super) fn recorded(&self, operation: &str) -> usize {
        let calls = self.attempts.iter().flat_map(|attempt| &attempt.calls);
        calls.filter(|call| call.operation == operation).count()
    }

    pub(super) fn was_captured(&self) -> bool {
        self.entries.iter().any(|entry| entry.count("captured") > 0)
    }
}
