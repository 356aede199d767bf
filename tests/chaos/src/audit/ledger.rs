//! The sandbox PG's ledger file: JSON lines. The last line of a payment has its final state.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the PG captured and refunded, by its own events.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// By payment key.
    pub(super) entries: BTreeMap<String, Entry>,
    pending_webhooks: BTreeSet<String>,
}

/// One payment at the PG.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) payment_key: String,
    pub(super) order_id: String,
    pub(super) status: String,
    pub(super) events: Vec<PgEvent>,
    /// The references of the refunds, as the shop chose them.
    pub(super) refund_references: Vec<String>,
    /// How many of our requests arrived, by operation.
    pub(super) calls: BTreeMap<String, usize>,
}

/// One event at the PG.
#[derive(Clone, Debug)]
pub(super) struct PgEvent {
    pub(super) at: i64,
    pub(super) kind: String,
    pub(super) amount: i64,
    pub(super) detail: String,
}

impl Entry {
    pub(super) fn sum(&self, kind: &str) -> i64 {
        let of_kind = self.events.iter().filter(|event| event.kind == kind);
        of_kind.fold(0, |sum: i64, event| sum.saturating_add(event.amount))
    }

    pub(super) fn count(&self, kind: &str) -> usize {
        self.events.iter().filter(|event| event.kind == kind).count()
    }

    pub(super) fn calls(&self, operation: &str) -> usize {
        self.calls.get(operation).copied().unwrap_or_default()
    }

    /// Captured, minus deposits that the bank reversed. In won.
    pub(super) fn captured(&self) -> i64 {
        self.sum("captured").saturating_sub(self.sum("deposit_reversed"))
    }

    pub(super) fn refunded(&self) -> i64 {
        self.sum("refunded")
    }

    /// Captured minus refunded, in won.
    pub(super) fn net(&self) -> i64 {
        self.captured().saturating_sub(self.refunded())
    }
}

impl Ledger {
    /// Reads the file.
    ///
    /// # Errors
    /// If the file cannot be read, or a line is not a ledger line.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).context("the ledger cannot be read")?;
        Self::of(&text)
    }

    /// How many webhooks the PG has neither delivered nor given up.
    #[must_use]
    pub fn pending_webhooks(&self) -> usize {
        self.pending_webhooks.len()
    }

    /// What the PG holds for an order, over all its payments, in won.
    #[must_use]
    pub fn net(&self, order_id: &str) -> i64 {
        let entries = self.entries.values().filter(|entry| entry.order_id == order_id);
        entries.fold(0, |sum: i64, entry| sum.saturating_add(entry.net()))
    }

    fn of(text: &str) -> Result<Self> {
        let mut ledger = Self::default();
        for (at, line) in text.lines().enumerate() {
            let number = at.saturating_add(1);
            let line: Value =
                serde_json::from_str(line).with_context(|| format!("line {number} of the ledger"))?;
            let record = line.get("toss_payments").unwrap_or(&Value::Null);
            if let Some(payment) = record.get("payment") {
                let entry = entry(payment);
                ensure!(!entry.payment_key.is_empty(), "line {number} of the ledger has no payment key");
                let before = ledger.entries.remove(&entry.payment_key);
                let calls = before.map(|before| before.calls).unwrap_or_default();
                ledger.entries.insert(entry.payment_key.clone(), Entry { calls, ..entry });
            } else if let Some(call) = record.get("call") {
                // Each request that arrives has a line of its own. The counts in payment lines are not used.
                if let Some(entry) = ledger.entries.get_mut(text_of(call, "payment_key")) {
                    let count = entry.calls.entry(text_of(call, "operation").into()).or_default();
                    *count = count.saturating_add(1);
                }
            } else if let Some(notice) = line.get("notice") {
                if let Some(queued) = notice.get("queued") {
                    ledger.pending_webhooks.insert(text_of(queued, "id").into());
                } else {
                    ledger.pending_webhooks.remove(text_of(notice, "settled"));
                }
            } else {
                ensure!(record.get("answer").is_some(), "line {number} of the ledger is of an unknown kind");
            }
        }
        Ok(ledger)
    }
}

fn entry(payment: &Value) -> Entry {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let events = list(payment.pointer("/truth/events"));
    let cancels = list(payment.get("cancels"));
    Entry {
        payment_key: text_of(payment, "payment_key").into(),
        order_id: text_of(payment, "order_id").into(),
        status: text_of(payment, "status").into(),
        events: events.iter().map(pg_event).collect(),
        refund_references: cancels
            .iter()
            .filter_map(|cancel| cancel.get("request_id").and_then(Value::as_str).map(String::from))
            .collect(),
        calls: BTreeMap::new(),
    }
}

fn pg_event(event: &Value) -> PgEvent {
    PgEvent {
        at: event.get("atMs").and_then(Value::as_i64).unwrap_or_default(),
        kind: text_of(event, "kind").into(),
        amount: event.get("amount").and_then(Value::as_i64).unwrap_or_default(),
        detail: text_of(event, "detail").into(),
    }
}

fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
