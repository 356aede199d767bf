//! Two server processes on one database: one continues the payments of the other.

use crate::support::{Db, ShopProcess, wait_until};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::json;

on_each_database!(
    another_process_continues_after_a_kill,
    clicks_at_two_processes_are_one_approval,
    a_stream_shows_the_change_of_another_process,
    a_shutdown_answers_503_and_finishes_payments,
);

async fn another_process_continues_after_a_kill(db: Db) {
    let mut shop = ShopProcess::start(db, false).await;
    let other = shop.another().await;
    shop.fault(Operation::Confirm, Fault::DropAfterCommit);
    shop.fault(Operation::Query, Fault::Slow { min_ms: 1_000, max_ms: 1_000 });
    let browser = shop.browser();
    let placed = browser.checkout(&[("pen-brass", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
    tokio::spawn(async move { request.send().await.is_ok() });
    shop.wait_for(&placed.order_id, |entry| entry.query_calls + entry.confirm_calls >= 1).await;
    shop.kill();
    // The same shopper, at the process that is left.
    let browser = browser.at(&other.url());
    browser.wait_for(&placed.order_id, "paid").await;
    assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    shop.audit().await;
}

async fn clicks_at_two_processes_are_one_approval(db: Db) {
    let shop = ShopProcess::start(db, true).await;
    let other = shop.another().await;
    let browser = shop.browser();
    for _ in 0..5 {
        let placed = browser.checkout(&[("tea-jeju", 1), ("mug-moon", 1)]).await;
        let claim = browser.authenticate(&placed, json!({})).await;
        let there = browser.at(&other.url());
        let answers = tokio::join!(
            browser.confirm(&claim),
            there.confirm(&claim),
            browser.confirm(&claim),
            there.confirm(&claim)
        );
        for (code, status) in [answers.0, answers.1, answers.2, answers.3] {
            assert_eq!((code, &status["state"]), (200, &json!("paid")), "{status}");
        }
        let entry = shop.ledger(&placed.order_id);
        assert_eq!((entry.approvals, entry.confirm_calls), (1, 1));
    }
    shop.audit().await;
}

async fn a_stream_shows_the_change_of_another_process(db: Db) {
    let shop = ShopProcess::start(db, false).await;
    let other = shop.another().await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let url = format!("{}/api/v1/payments/{}", other.url(), placed.order_id);
    let there = browser.at(&other.url());
    let stream = there.http.get(url).header("accept", "text/event-stream").send().await.unwrap();
    let claim = browser.authenticate(&placed, json!({})).await;
    assert_eq!(browser.confirm(&claim).await.0, 200);
    let text = stream.text().await.unwrap();
    assert!(text.contains(r#""state":"paid""#), "{text}");
}

async fn a_shutdown_answers_503_and_finishes_payments(db: Db) {
    let mut shop = ShopProcess::start(db, false).await;
    // The server stays up until this answer.
    shop.fault(Operation::Confirm, Fault::AnswerLate { ms: 1_200 });
    let browser = shop.browser();
    let placed = browser.checkout(&[("pen-brass", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
    tokio::spawn(async move { request.send().await.is_ok() });
    shop.wait_for(&placed.order_id, |entry| entry.approvals == 1).await;
    assert_eq!(browser.get("/readyz").await.0, 200);
    shop.ask_to_stop();
    wait_until("503 for the load balancer", async || {
        let code = browser.get("/readyz").await.0;
        if code == 503 { Ok(()) } else { Err(code) }
    })
    .await;
    shop.wait_for_the_end();
    let records = shop.records().await;
    assert_eq!(
        records.text_of("SELECT state FROM payments").await,
        "paid",
        "the process did not wait for the answer"
    );
    assert_eq!(records.count("SELECT count(*) FROM payments WHERE lease_owner IS NOT NULL").await, 0);
}
