//! Tests of the auditor: each kind of defect is planted into correct books, and must be found.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step fails the test")]
#![expect(clippy::arithmetic_side_effects, reason = "the sums of a test are small")]

mod fixture;

use daejo_chaos::audit::{Kind, Ledger};
use fixture::{Fixture, call, correct_books, entry, event};
use serde_json::{Value, json};
use std::path::Path;

/// The report has a finding of this kind with this subject, and the kind adds up to `figure`.
async fn assert_finding(fixture: &Fixture, kind: Kind, figure: i64, about: &str) {
    let report = fixture.report().await;
    assert_eq!(report.figure(kind), figure, "{report}");
    assert!(
        report.findings.iter().any(|finding| finding.kind == kind && finding.subject.contains(about)),
        "{report}"
    );
    assert!(!report.is_clean());
}

#[tokio::test]
async fn correct_books_have_no_finding() {
    let report = correct_books().await.report().await;
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.orders, report.before_a_person), (5, 1));
}

#[tokio::test]
async fn finds_money_that_only_the_pg_has() {
    let fixture = correct_books().await;
    fixture.sql("UPDATE payments SET state = 'declined' WHERE payment_id = 'pay-paid'").await;
    assert_finding(&fixture, Kind::WonMissing, 1_000, "order-paid").await;
    let fixture = correct_books().await;
    fixture.sql("UPDATE payments SET document = json_set(document, '$.captured', 700) WHERE payment_id = 'pay-paid'").await;
    assert_finding(&fixture, Kind::WonMissing, 300, "order-paid").await;
    // An order that is not in our books.
    let fixture = correct_books().await;
    let ledger = std::fs::read_to_string(fixture.ledger()).unwrap();
    std::fs::write(fixture.ledger(), ledger + &entry("lost", "DONE", &[event("captured", 77)], &[])).unwrap();
    assert_finding(&fixture, Kind::WonMissing, 77, "order-lost").await;
}

#[tokio::test]
async fn finds_money_that_only_our_books_have() {
    let fixture = correct_books().await;
    let ledger = std::fs::read_to_string(fixture.ledger()).unwrap();
    let without: String =
        ledger.lines().filter(|line| !line.contains("key-paid")).map(|line| format!("{line}\n")).collect();
    std::fs::write(fixture.ledger(), without).unwrap();
    // 1,000 that the PG does not have, and an order of 1,000 fulfilled for it.
    assert_finding(&fixture, Kind::WonExtra, 2_000, "order-paid").await;
    let fixture = correct_books().await;
    fixture.change(|payment| {
        if payment["order_id"] == "order-part" {
            payment["truth"]["events"].as_array_mut().unwrap().push(event("refunded", 100));
        }
    });
    assert_finding(&fixture, Kind::WonExtra, 100, "order-part").await;
    let fixture = correct_books().await;
    fixture.change(|payment| {
        if payment["order_id"] == "order-paid" {
            payment["truth"]["events"].as_array_mut().unwrap().push(event("deposit_reversed", 1_000));
        }
    });
    assert_finding(&fixture, Kind::WonExtra, 1_000, "order-paid").await;
}

#[tokio::test]
async fn finds_stock_that_does_not_add_up() {
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
        let fixture = correct_books().await;
        fixture.sql(sql).await;
        assert_finding(&fixture, Kind::StockDrift, figure, about).await;
    }
}

#[tokio::test]
async fn finds_unfinished_payments_webhooks_and_orders() {
    let planted = [
        (
            "UPDATE payments SET document = json_set(document, '$.expiresAt', 5) WHERE payment_id = 'pay-ready'",
            "order-ready",
        ),
        ("UPDATE payments SET state = 'unknown' WHERE payment_id = 'pay-declined'", "order-declined"),
        (
            "UPDATE payments SET state = 'awaiting_deposit',
          document = json_set(document, '$.deposit.dueAt', 5) WHERE payment_id = 'pay-ready'",
            "order-ready",
        ),
        ("DELETE FROM alerts", "order-person"),
        ("UPDATE orders SET fulfilled_at = NULL WHERE order_id = 'order-paid'", "order-paid"),
        ("UPDATE inbox SET handled_at = NULL WHERE payment_id = 'pay-paid'", "order-paid"),
        ("INSERT INTO orders VALUES ('order-orphan', 1, NULL)", "order-orphan"),
    ];
    for (sql, about) in planted {
        let fixture = correct_books().await;
        fixture.sql(sql).await;
        assert_finding(&fixture, Kind::Unfinished, 1, about).await;
    }
}

#[tokio::test]
async fn finds_duplicates_in_our_books() {
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
        ("UPDATE payments SET document = json_remove(document, '$.refunds') WHERE payment_id = 'pay-part'", "order-part"),
        ("UPDATE payments SET document = json_set(document, '$.refunded', 1400) WHERE payment_id = 'pay-part'", "order-part"),
    ];
    for (sql, about) in planted {
        let fixture = correct_books().await;
        fixture.sql(sql).await;
        let report = fixture.report().await;
        let is_found = report
            .findings
            .iter()
            .any(|finding| finding.kind == Kind::DuplicateEffect && finding.subject == about);
        assert!(is_found, "{sql}: {report}");
    }
}

#[tokio::test]
async fn finds_duplicates_at_the_pg() {
    let twice = |name: &'static str, kind: &'static str, amount: i64| {
        move |payment: &mut Value| {
            if payment["order_id"] == format!("order-{name}") {
                payment["truth"]["events"].as_array_mut().unwrap().push(event(kind, amount));
            }
        }
    };
    let charged = correct_books().await;
    charged.change(twice("paid", "captured", 1_000));
    assert_finding(&charged, Kind::DuplicateEffect, 1, "order-paid").await;
    assert_finding(&charged, Kind::WonMissing, 1_000, "order-paid").await;
    let refunded = correct_books().await;
    refunded.change(twice("part", "refunded", 1_000));
    assert_finding(&refunded, Kind::DuplicateEffect, 1, "order-part").await;
    let reference = correct_books().await;
    reference.change(|payment| {
        if payment["order_id"] == "order-part" {
            payment["cancels"].as_array_mut().unwrap().push(json!({"request_id": "r1"}));
        }
    });
    assert_finding(&reference, Kind::DuplicateEffect, 1, "order-part").await;
    // A request that was not recorded before it was sent.
    let unrecorded = correct_books().await;
    let ledger = std::fs::read_to_string(unrecorded.ledger()).unwrap();
    std::fs::write(unrecorded.ledger(), ledger + &call("paid", "confirm")).unwrap();
    assert_finding(&unrecorded, Kind::DuplicateEffect, 1, "order-paid").await;
}

#[tokio::test]
async fn finds_an_order_that_is_fulfilled_twice() {
    let fixture = correct_books().await;
    fixture
        .sql(
            "INSERT INTO history VALUES ('pay-paid', 4, 'paid', 'unknown', 'noticed', NULL, 1);
             INSERT INTO history VALUES ('pay-paid', 5, 'unknown', 'paid', 'noticed', NULL, 1);
             UPDATE payments SET version = 5, document = json_set(document, '$.version', 5)
             WHERE payment_id = 'pay-paid'",
        )
        .await;
    assert_finding(&fixture, Kind::DuplicateEffect, 1, "order-paid").await;
}

#[test]
fn a_malformed_ledger_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pg.jsonl");
    for text in ["{", "{\"toss_payments\":{\"surprise\":1}}", "{\"toss_payments\":{\"payment\":{}}}"] {
        std::fs::write(&file, text).unwrap();
        assert!(Ledger::read(Path::new(&file)).is_err(), "{text}");
    }
}
