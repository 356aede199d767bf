//! Time limits of an uncertain payment: 5 s from the confirm's deadline to the first query, 30 s until it is settled.

use crate::support::{Db, Shop, ShopProcess};
use daejo::payment::Policy;
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::json;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

on_each_database!(also_when_the_process_is_killed);

const FIRST_QUERY: i64 = 5_000;
const SETTLED: i64 = 30_000;

fn now_ms() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

/// The confirm's deadline: the time of its record and its time-out.
async fn deadline(records: &crate::support::Records, timeout_ms: i64) -> i64 {
    let announced = "SELECT announced_at FROM calls WHERE operation = 'confirm'";
    records.count(announced).await + timeout_ms
}

async fn assert_within_limits(shop: &Shop, order_id: &str, timeout_ms: i64, queries_before: u32) {
    let end = Instant::now() + Duration::from_secs(60);
    let asked_at = loop {
        if shop.ledger(order_id).query_calls > queries_before {
            break now_ms();
        }
        assert!(Instant::now() < end, "the PG was never queried");
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let deadline = deadline(&shop.records().await, timeout_ms).await;
    assert!(asked_at - deadline <= FIRST_QUERY, "queried {} ms after the deadline", asked_at - deadline);
    let settled = "SELECT coalesce(max(at), 0) FROM history WHERE to_state = 'paid'";
    let settled_at = loop {
        let at = shop.records().await.count(settled).await;
        if at > 0 {
            break at;
        }
        assert!(Instant::now() < end, "never settled");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(settled_at - deadline <= SETTLED, "settled {} ms after the deadline", settled_at - deadline);
}

/// The default policy with a time-out of two seconds: the PG takes the money and does not answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirm_without_an_answer_is_queried_and_settled() {
    let shop = Shop::open_on(Db::Sqlite, |config| {
        config.policy = Policy { call_timeout_ms: 2_000, ..Policy::default() };
        config.confirm_wait = Duration::from_millis(500);
    })
    .await;
    // Only a query can find the outcome: the webhook is lost, and the answer comes after the end of the test.
    shop.fault(Operation::Webhook, 0, Fault::Drop);
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 40_000 });
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    assert_eq!(browser.confirm(&claim).await.0, 202);
    let before = shop.ledger(&placed.order_id).query_calls;
    assert_within_limits(&shop, &placed.order_id, 2_000, before).await;
    assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
}

/// The same, and the PG refuses the first queries.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn also_when_the_first_queries_fail() {
    let shop = Shop::open_on(Db::Sqlite, |config| {
        config.policy = Policy { call_timeout_ms: 2_000, ..Policy::default() };
        config.confirm_wait = Duration::from_millis(500);
    })
    .await;
    shop.fault(Operation::Webhook, 0, Fault::Drop);
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 40_000 });
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    assert_eq!(browser.confirm(&claim).await.0, 202);
    let before = shop.ledger(&placed.order_id).query_calls;
    shop.fault(Operation::Query, 3, Fault::HttpError { status: 503, code: None, commit: false });
    assert_within_limits(&shop, &placed.order_id, 2_000, before).await;
}

/// The process is killed during the confirm; the next process queries in time.
async fn also_when_the_process_is_killed(db: Db) {
    let mut shop = ShopProcess::start(db, false).await;
    shop.fault(Operation::Confirm, Fault::AnswerLate { ms: 60_000 });
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
    tokio::spawn(async move { request.send().await.is_ok() });
    shop.wait_for(&placed.order_id, |entry| entry.approvals == 1).await;
    let before = shop.ledger(&placed.order_id).query_calls;
    shop.kill();
    shop.restart();
    let deadline = deadline(&shop.records().await, 1_500).await;
    shop.wait_for(&placed.order_id, |entry| entry.query_calls > before).await;
    assert!(now_ms() - deadline <= FIRST_QUERY, "queried {} ms after the deadline", now_ms() - deadline);
    browser.wait_for(&placed.order_id, "paid").await;
    assert!(now_ms() - deadline <= SETTLED);
    shop.audit().await;
}
