//! Correct books of five orders and the PG's ledger of them, small enough to check by reading.

use daejo_chaos::audit::{Books, Ledger, Report, audit};
use serde_json::{Value, json};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _, raw_sql};
use std::path::PathBuf;
use tempfile::TempDir;

/// The columns that the auditor reads, without the constraints of the shop's schema: planted defects would violate them.
const SCHEMA: &str = "
    CREATE TABLE orders (order_id TEXT, total INTEGER, fulfilled_at INTEGER);
    CREATE TABLE payments (payment_id TEXT, order_id TEXT, state TEXT, version INTEGER, document TEXT);
    CREATE TABLE history (payment_id TEXT, version INTEGER, from_state TEXT, to_state TEXT, event TEXT,
        reason TEXT, at INTEGER);
    CREATE TABLE reservations (payment_id TEXT, product_id TEXT, quantity INTEGER, state TEXT);
    CREATE TABLE stock (product_id TEXT, free INTEGER, held INTEGER, sold INTEGER, total INTEGER);
    CREATE TABLE outbox (payment_id TEXT, version INTEGER, state TEXT);
    CREATE TABLE inbox (webhook_id TEXT, payment_id TEXT, handled_at INTEGER);
    CREATE TABLE alerts (payment_id TEXT, reason TEXT);
    CREATE TABLE calls (payment_id TEXT, ordinal INTEGER, operation TEXT);
    INSERT INTO stock VALUES ('tea', 90, 1, 9, 100);";

const NOW: i64 = 1_000_000;

/// A folder with the shop's database and the PG's ledger file.
pub(crate) struct Fixture {
    folder: TempDir,
}

impl Fixture {
    fn database(&self) -> String {
        format!("sqlite:{}?mode=rwc", self.folder.path().join("shop.db").display())
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.folder.path().join("pg.jsonl")
    }

    pub(crate) async fn sql(&self, sql: &str) {
        install_default_drivers();
        let mut database = AnyConnection::connect(&self.database()).await.unwrap();
        raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA synchronous = OFF; {sql}")))
            .execute(&mut database)
            .await
            .unwrap();
        database.close().await.unwrap();
    }

    /// Adds a payment whose history goes through `states`. Each state but the first is the result of one call's answer.
    async fn payment(
        &self,
        name: &str,
        states: &[&str],
        captured: i64,
        refunded: i64,
        stock: &str,
        pieces: i64,
    ) {
        let state = states.last().unwrap();
        let fulfilled = if states.contains(&"paid") { "5" } else { "NULL" };
        let calls = states.len() - 1;
        let document = json!({
            "state": state, "version": 1 + 2 * calls, "amount": 1_000, "captured": captured, "refunded": refunded,
            "requests": {"count": calls}, "expiresAt": NOW + 60_000, "deposit": {"dueAt": NOW + 60_000},
            "refunds": if refunded > 0 { json!([{"refundId": "r1", "state": "done"}]) } else { json!([]) },
        });
        let mut sql = format!(
            "INSERT INTO orders VALUES ('order-{name}', 1000, {fulfilled});
             INSERT INTO payments VALUES ('pay-{name}', 'order-{name}', '{state}', {}, '{document}');
             INSERT INTO reservations VALUES ('pay-{name}', 'tea', {pieces}, '{stock}');
             INSERT INTO history VALUES ('pay-{name}', 1, NULL, '{}', 'started', NULL, 1);
             INSERT INTO inbox VALUES ('hook-{name}', 'pay-{name}', 7);",
            1 + 2 * calls,
            states[0],
        );
        for (at, pair) in states.windows(2).enumerate() {
            let (from, to, call, answer) = (pair[0], pair[1], 2 + 2 * at, 3 + 2 * at);
            let operation = if to.contains("refunded") { "refund" } else { "confirm" };
            sql += &format!(
                "INSERT INTO history VALUES ('pay-{name}', {call}, '{from}', '{from}', 'call_started', NULL, 1);
                 INSERT INTO history VALUES ('pay-{name}', {answer}, '{from}', '{to}', 'answered', NULL, 1);
                 INSERT INTO calls VALUES ('pay-{name}', {}, '{operation}');
                 INSERT INTO outbox VALUES ('pay-{name}', {answer}, '{to}');",
                at + 1
            );
        }
        self.sql(&sql).await;
    }

    pub(crate) async fn report(&self) -> Report {
        let books = Books::read(&self.database()).await.unwrap();
        audit(&books, &Ledger::read(&self.ledger()).unwrap(), NOW)
    }

    /// Applies `change` to each payment in the ledger file.
    pub(crate) fn change(&self, change: impl Fn(&mut Value)) {
        let text = std::fs::read_to_string(self.ledger()).unwrap();
        let lines = text.lines().map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            if let Some(payment) = line.pointer_mut("/toss_payments/payment") {
                change(payment);
            }
            format!("{line}\n")
        });
        std::fs::write(self.ledger(), lines.collect::<String>()).unwrap();
    }
}

pub(crate) fn event(kind: &str, amount: i64) -> Value {
    json!({"at": "", "atMs": 1, "kind": kind, "amount": amount})
}

pub(crate) fn entry(name: &str, status: &str, events: &[Value], references: &[&str]) -> String {
    let cancels: Vec<Value> = references.iter().map(|reference| json!({"request_id": reference})).collect();
    let payment = json!({
        "payment_key": format!("key-{name}"), "order_id": format!("order-{name}"), "status": status,
        "cancels": cancels, "truth": {"events": events},
    });
    format!("{}\n", json!({"toss_payments": {"payment": payment}}))
}

pub(crate) fn call(name: &str, operation: &str) -> String {
    format!(
        "{}\n",
        json!({"toss_payments": {"call": {"payment_key": format!("key-{name}"), "operation": operation}}})
    )
}

pub(crate) async fn correct_books() -> Fixture {
    let fixture = Fixture { folder: tempfile::tempdir().unwrap() };
    fixture.sql(SCHEMA).await;
    fixture.payment("paid", &["ready", "paid"], 1_000, 0, "sold", 5).await;
    fixture.payment("part", &["ready", "paid", "partially_refunded"], 1_000, 400, "sold", 4).await;
    fixture.payment("declined", &["ready", "declined"], 0, 0, "released", 1).await;
    fixture.payment("ready", &["ready"], 0, 0, "held", 1).await;
    fixture.payment("person", &["ready", "unknown", "quarantined"], 0, 0, "released", 1).await;
    fixture.sql("INSERT INTO alerts VALUES ('pay-person', 'decision_needed')").await;
    let lines = [
        entry("paid", "DONE", &[event("captured", 1_000)], &[]),
        call("paid", "confirm"),
        entry("part", "PARTIAL_CANCELED", &[event("captured", 1_000), event("refunded", 400)], &["r1"]),
        call("part", "cancel"),
        entry("declined", "ABORTED", &[event("declined", 0)], &[]),
        entry("person", "DONE", &[event("captured", 1_000)], &[]),
    ];
    std::fs::write(fixture.ledger(), lines.concat()).unwrap();
    fixture
}
