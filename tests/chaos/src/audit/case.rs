//! One order with everything that anybody wrote down about it.

use super::books::{Alert, Books, Call, Notice, Order, Payment, Reservation, Step, Told};
use super::ledger::{Entry, Ledger};
use std::collections::BTreeMap;

/// Every order, and the books they come from.
pub(super) struct World<'a> {
    pub(super) books: &'a Books,
    pub(super) cases: BTreeMap<&'a str, Case<'a>>,
}

/// One order, by its number; there may be nothing of it in our books.
#[derive(Default)]
pub(super) struct Case<'a> {
    pub(super) order: Option<&'a Order>,
    pub(super) attempts: Vec<Attempt<'a>>,
    pub(super) entries: Vec<&'a Entry>,
}

/// One payment of ours.
pub(super) struct Attempt<'a> {
    pub(super) payment: &'a Payment,
    pub(super) history: Vec<&'a Step>,
    pub(super) lines: Vec<&'a Reservation>,
    pub(super) alerts: Vec<&'a Alert>,
    pub(super) told: Vec<&'a Told>,
    pub(super) notices: Vec<&'a Notice>,
    pub(super) calls: Vec<&'a Call>,
}

impl<'a> World<'a> {
    pub(super) fn of(books: &'a Books, ledger: &'a Ledger) -> Self {
        let mut attempts: BTreeMap<&str, Attempt<'a>> = books
            .payments
            .iter()
            .map(|payment| (payment.payment_id.as_str(), Attempt::of(payment)))
            .collect();
        sort(&books.history, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.history);
        sort(&books.reservations, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.lines);
        sort(&books.alerts, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.alerts);
        sort(&books.outbox, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.told);
        sort(&books.inbox, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.notices);
        sort(&books.calls, &mut attempts, |row| &row.payment_id, |attempt| &mut attempt.calls);
        let mut cases: BTreeMap<&str, Case<'a>> = BTreeMap::new();
        for order in &books.orders {
            cases.entry(&order.order_id).or_default().order = Some(order);
        }
        for attempt in attempts.into_values() {
            cases.entry(&attempt.payment.order_id).or_default().attempts.push(attempt);
        }
        for entry in ledger.entries.values() {
            cases.entry(&entry.order_id).or_default().entries.push(entry);
        }
        Self { books, cases }
    }
}

/// Puts each row with its payment. A row of no payment cannot be: the database has foreign keys.
fn sort<'a, T>(
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
            told: Vec::new(),
            notices: Vec::new(),
            calls: Vec::new(),
        }
    }

    pub(super) fn state(&self) -> &str {
        &self.payment.state
    }

    /// A person has it and was told so.
    pub(super) fn is_before_a_person(&self) -> bool {
        self.state() == "quarantined" && !self.alerts.is_empty()
    }

    /// What the document says was taken and not given back.
    pub(super) fn kept_by_document(&self) -> i64 {
        self.payment.number("captured").saturating_sub(self.payment.number("refunded"))
    }

    /// What the state alone says that we keep. What is under way has only its document to go by.
    pub(super) fn kept_by_state(&self) -> i64 {
        match self.state() {
            "paid" => self.payment.number("amount"),
            "ready" | "awaiting_deposit" | "declined" | "canceled" | "expired" | "refunded" => 0,
            _ => self.kept_by_document(),
        }
    }
}

impl Case<'_> {
    pub(super) fn is_before_a_person(&self) -> bool {
        self.attempts.iter().any(Attempt::is_before_a_person)
    }

    pub(super) fn kept_at_the_pg(&self) -> i64 {
        self.entries.iter().fold(0, |sum: i64, entry| sum.saturating_add(entry.kept()))
    }

    /// How many requests of this kind were announced. Only what moves money is counted: whoever claims a stranger's
    /// payment has it looked up as well, and nothing more.
    pub(super) fn announced(&self, operation: &str) -> usize {
        let calls = self.attempts.iter().flat_map(|attempt| &attempt.calls);
        calls.filter(|call| call.operation == operation).count()
    }

    pub(super) fn was_captured(&self) -> bool {
        self.entries.iter().any(|entry| entry.count("captured") > 0)
    }
}
