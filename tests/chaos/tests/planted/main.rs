//! The auditor, audited: each kind of defect is planted into a copy of sound books, and has to be found.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![expect(clippy::arithmetic_side_effects, reason = "the sums of a test are small")]

mod world;

use daejo_chaos::audit::{Kind, Ledger};
use serde_json::{Value, json};
use std::path::Path;
use world::{World, call, entry, event, sound};

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
