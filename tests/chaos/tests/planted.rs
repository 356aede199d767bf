//! The auditor, audited: each kind of defect is planted into a copy of sound books, and has to be found.

use daejo_chaos::audit::{Books, Kind, Ledger, Report, audit};
use serde_json::{Value, json};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _, raw_sql};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is read of the shop's schema, without its guards: a defect has to fit in.
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

/// Books of five orders, and the PG's ledger of them.
struct World {
    folder: TempDir,
}

impl World {
    fn database(&self) -> String {
        format!("sqlite:{}?mode=rwc", self.folder.path().join("shop.db").display())
    }

    fn ledger(&self) -> PathBuf {
        self.folder.path().join("pg.jsonl")
    }

    async fn sql(&self, sql: &str) {
        install_default_drivers();
        let mut database = AnyConnection::connect(&self.database()).await.unwrap();
        raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA synchronous = OFF; {sql}")))
            .execute(&mut database)
            .await
            .unwrap();
        database.close().await.unwrap();
    }

    /// A payment whose history goes through `states`, each but the first by an answer to a call of its own.
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
        let fulfilled = states.contains(&"paid").then_some("5").unwrap_or("NULL");
        let calls = states.len() - 1;
        let document = json!({
            "state": state, "version": 1 + 2 * calls, "amount": 1_000, "captured": captured, "refunded": refunded,
            "calls": calls, "expiresAt": NOW + 60_000, "dueAt": NOW + 60_000,
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

    async fn report(&self) -> Report {
        let books = Books::read(&self.database()).await.unwrap();
        audit(&books, &Ledger::read(&self.ledger()).unwrap(), NOW)
    }

    /// Rewrites the ledger, payment by payment.
    fn change(&self, change: impl Fn(&mut Value)) {
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

fn event(kind: &str, amount: i64) -> Value {
    json!({"at": "", "atMs": 1, "kind": kind, "amount": amount})
}

fn entry(name: &str, status: &str, events: &[Value], references: &[&str]) -> String {
    let cancels: Vec<Value> = references.iter().map(|reference| json!({"request_id": reference})).collect();
    let payment = json!({
        "payment_key": format!("key-{name}"), "order_id": format!("order-{name}"), "status": status,
        "cancels": cancels, "truth": {"events": events},
    });
    format!("{}\n", json!({"toss_payments": {"payment": payment}}))
}

fn call(name: &str, operation: &str) -> String {
    format!(
        "{}\n",
        json!({"toss_payments": {"call": {"payment_key": format!("key-{name}"), "operation": operation}}})
    )
}

async fn sound() -> World {
    let world = World { folder: tempfile::tempdir().unwrap() };
    world.sql(SCHEMA).await;
    world.payment("paid", &["ready", "paid"], 1_000, 0, "sold", 5).await;
    world.payment("part", &["ready", "paid", "partially_refunded"], 1_000, 400, "sold", 4).await;
    world.payment("declined", &["ready", "declined"], 0, 0, "released", 1).await;
    world.payment("ready", &["ready"], 0, 0, "held", 1).await;
    world.payment("person", &["ready", "unknown", "quarantined"], 0, 0, "released", 1).await;
    world.sql("INSERT INTO alerts VALUES ('pay-person', 'decision_needed')").await;
    let lines = [
        entry("paid", "DONE", &[event("captured", 1_000)], &[]),
        call("paid", "confirm"),
        entry("part", "PARTIAL_CANCELED", &[event("captured", 1_000), event("refunded", 400)], &["r1"]),
        call("part", "cancel"),
        entry("declined", "ABORTED", &[event("declined", 0)], &[]),
        entry("person", "DONE", &[event("captured", 1_000)], &[]),
    ];
    std::fs::write(world.ledger(), lines.concat()).unwrap();
    world
}

/// The finding is there, about this, and nothing else of another kind is.
async fn found(world: &World, kind: Kind, figure: i64, about: &str) {
    let report = world.report().await;
    assert_eq!(report.figure(kind), figure, "{report}");
    assert!(
        report.findings.iter().any(|finding| finding.kind == kind && finding.about.contains(about)),
        "{report}"
    );
    assert!(!report.is_clean());
}

#[tokio::test]
async fn sound_books_are_sound() {
    let report = sound().await.report().await;
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.orders, report.before_a_person), (5, 1));
}

#[tokio::test]
async fn money_that_only_the_pg_has() {
    let world = sound().await;
    world.sql("UPDATE payments SET state = 'declined' WHERE payment_id = 'pay-paid'").await;
    found(&world, Kind::WonMissing, 1_000, "order-paid").await;
    let world = sound().await;
    world.sql("UPDATE payments SET document = json_set(document, '$.captured', 700) WHERE payment_id = 'pay-paid'").await;
    found(&world, Kind::WonMissing, 300, "order-paid").await;
    // An order that our books know nothing of.
    let world = sound().await;
    let ledger = std::fs::read_to_string(world.ledger()).unwrap();
    std::fs::write(world.ledger(), ledger + &entry("lost", "DONE", &[event("captured", 77)], &[])).unwrap();
    found(&world, Kind::WonMissing, 77, "order-lost").await;
}

#[tokio::test]
async fn money_that_only_our_books_have() {
    let world = sound().await;
    let ledger = std::fs::read_to_string(world.ledger()).unwrap();
    let without: String =
        ledger.lines().filter(|line| !line.contains("key-paid")).map(|line| format!("{line}\n")).collect();
    std::fs::write(world.ledger(), without).unwrap();
    // A thousand that is not there, and goods given out for it.
    found(&world, Kind::WonExtra, 2_000, "order-paid").await;
    let world = sound().await;
    world.change(|payment| {
        if payment["order_id"] == "order-part" {
            payment["truth"]["events"].as_array_mut().unwrap().push(event("refunded", 100));
        }
    });
    found(&world, Kind::WonExtra, 100, "order-part").await;
    let world = sound().await;
    world.change(|payment| {
        if payment["order_id"] == "order-paid" {
            payment["truth"]["events"].as_array_mut().unwrap().push(event("deposit_reversed", 1_000));
        }
    });
    found(&world, Kind::WonExtra, 1_000, "order-paid").await;
}

#[tokio::test]
async fn pieces_out_of_place() {
    let planted = [
        ("UPDATE stock SET free = free + 3", 3, "tea"),
        ("UPDATE stock SET sold = sold + 2, total = total + 2", 2, "tea"),
        ("UPDATE stock SET held = 0, free = 91", 1, "tea"),
        ("UPDATE reservations SET state = 'released' WHERE payment_id = 'pay-paid'", 10, "order-paid"),
        (
            "UPDATE reservations SET state = 'sold' WHERE payment_id = 'pay-ready';
          UPDATE stock SET held = 0, sold = 10",
            1,
            "order-ready",
        ),
        (
            "UPDATE reservations SET state = 'held' WHERE payment_id = 'pay-declined';
          UPDATE stock SET held = 2, free = 89",
            1,
            "order-declined",
        ),
    ];
    for (sql, figure, about) in planted {
        let world = sound().await;
        world.sql(sql).await;
        found(&world, Kind::StockDrift, figure, about).await;
    }
}

#[tokio::test]
async fn what_never_ends() {
    let planted = [
        (
            "UPDATE payments SET document = json_set(document, '$.expiresAt', 5) WHERE payment_id = 'pay-ready'",
            "order-ready",
        ),
        ("UPDATE payments SET state = 'unknown' WHERE payment_id = 'pay-declined'", "order-declined"),
        (
            "UPDATE payments SET state = 'awaiting_deposit',
          document = json_set(document, '$.dueAt', 5) WHERE payment_id = 'pay-ready'",
            "order-ready",
        ),
        ("DELETE FROM alerts", "order-person"),
        ("UPDATE orders SET fulfilled_at = NULL WHERE order_id = 'order-paid'", "order-paid"),
        ("UPDATE inbox SET handled_at = NULL WHERE payment_id = 'pay-paid'", "order-paid"),
        ("INSERT INTO orders VALUES ('order-orphan', 1, NULL)", "order-orphan"),
    ];
    for (sql, about) in planted {
        let world = sound().await;
        world.sql(sql).await;
        found(&world, Kind::Unfinished, 1, about).await;
    }
}

#[tokio::test]
async fn what_happened_twice_in_our_books() {
    let planted = [
        ("INSERT INTO inbox SELECT * FROM inbox WHERE payment_id = 'pay-paid'", "pay-paid"),
        ("INSERT INTO outbox SELECT * FROM outbox WHERE payment_id = 'pay-paid'", "order-paid"),
        ("INSERT INTO outbox VALUES ('pay-declined', 3, 'paid')", "order-declined"),
        ("INSERT INTO history SELECT * FROM history WHERE payment_id = 'pay-paid' AND version = 1", "order-paid"),
        ("DELETE FROM history WHERE payment_id = 'pay-paid' AND version = 2", "order-paid"),
        ("DELETE FROM history WHERE payment_id = 'pay-paid' AND version = 3", "order-paid"),
        ("INSERT INTO history VALUES ('pay-paid', 4, 'unknown', 'paid', 'noticed', NULL, 1)", "order-paid"),
        ("INSERT INTO calls SELECT * FROM calls WHERE payment_id = 'pay-paid'", "order-paid"),
        ("DELETE FROM calls WHERE payment_id = 'pay-paid'", "order-paid"),
        ("UPDATE payments SET document = json_set(document, '$.state', 'ready') WHERE payment_id = 'pay-paid'", "order-paid"),
        ("UPDATE payments SET document = json_set(document, '$.refunds[1]', json('{\"refundId\": \"r1\"}'))
          WHERE payment_id = 'pay-part'", "order-part"),
        ("UPDATE payments SET document = json_set(document, '$.refunded', 1400) WHERE payment_id = 'pay-part'", "order-part"),
    ];
    for (sql, about) in planted {
        let world = sound().await;
        world.sql(sql).await;
        let report = world.report().await;
        let is_found = report
            .findings
            .iter()
            .any(|finding| finding.kind == Kind::DuplicateEffect && finding.about == about);
        assert!(is_found, "{sql}: {report}");
    }
}

#[tokio::test]
async fn what_happened_twice_at_the_pg() {
    let twice = |name: &'static str, kind: &'static str, amount: i64| {
        move |payment: &mut Value| {
            if payment["order_id"] == format!("order-{name}") {
                payment["truth"]["events"].as_array_mut().unwrap().push(event(kind, amount));
            }
        }
    };
    let charged = sound().await;
    charged.change(twice("paid", "captured", 1_000));
    found(&charged, Kind::DuplicateEffect, 1, "order-paid").await;
    found(&charged, Kind::WonMissing, 1_000, "order-paid").await;
    let given_back = sound().await;
    given_back.change(twice("part", "refunded", 1_000));
    found(&given_back, Kind::DuplicateEffect, 1, "order-part").await;
    let reference = sound().await;
    reference.change(|payment| {
        if payment["order_id"] == "order-part" {
            payment["cancels"].as_array_mut().unwrap().push(json!({"request_id": "r1"}));
        }
    });
    found(&reference, Kind::DuplicateEffect, 1, "order-part").await;
    // A request that nobody had written down.
    let unannounced = sound().await;
    let ledger = std::fs::read_to_string(unannounced.ledger()).unwrap();
    std::fs::write(unannounced.ledger(), ledger + &call("paid", "confirm")).unwrap();
    found(&unannounced, Kind::DuplicateEffect, 1, "order-paid").await;
}

#[tokio::test]
async fn fulfilled_twice() {
    let world = sound().await;
    world
        .sql(
            "INSERT INTO history VALUES ('pay-paid', 4, 'paid', 'unknown', 'noticed', NULL, 1);
             INSERT INTO history VALUES ('pay-paid', 5, 'unknown', 'paid', 'noticed', NULL, 1);
             UPDATE payments SET version = 5, document = json_set(document, '$.version', 5)
             WHERE payment_id = 'pay-paid'",
        )
        .await;
    found(&world, Kind::DuplicateEffect, 1, "order-paid").await;
}

#[test]
fn a_ledger_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pg.jsonl");
    for text in ["{", "{\"toss_payments\":{\"surprise\":1}}", "{\"toss_payments\":{\"payment\":{}}}"] {
        std::fs::write(&file, text).unwrap();
        assert!(Ledger::read(Path::new(&file)).is_err(), "{text}");
    }
}
