//! A PG that is down: shoppers are told at once, nothing is lost, and everything goes on when it is back.

use crate::support::{On, Shop};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

on_each_database!(nothing_answers);

async fn shop(on: On) -> Shop {
    Shop::open_on(on, |config| {
        config.policy.call_timeout_ms = 1_000;
        config.limits.breaker.failures = 3;
        config.limits.breaker.first_pause = Duration::from_millis(1_500);
        config.limits.breaker.longest_pause = Duration::from_millis(1_500);
        config.confirm_wait = Duration::from_secs(6);
    })
    .await
}

/// Orders whose shoppers have authenticated while all was well.
async fn authenticated(
    shop: &Shop,
    count: usize,
) -> Vec<(crate::support::Browser, crate::support::Placed, Value)> {
    let mut all = Vec::new();
    for _ in 0..count {
        let browser = shop.browser();
        let placed = browser.checkout(&[("soap-mugwort", 1)]).await;
        let claim = browser.authenticate(&placed, json!({})).await;
        all.push((browser, placed, claim));
    }
    all
}

async fn nothing_answers(on: On) {
    let shop = shop(on).await;
    let orders = authenticated(&shop, 6).await;
    shop.fault(Operation::Any, 0, Fault::DropBeforeCommit);
    // The first of them run into it, together.
    let first = orders[..3].iter().map(|(browser, _, claim)| browser.confirm(claim));
    futures_util::future::join_all(first).await;
    let calls = |orders: &[(_, crate::support::Placed, _)]| -> u32 {
        let entries = orders.iter().map(|(_, placed, _)| shop.ledger(&placed.order_id));
        entries.map(|entry| entry.query_calls + entry.confirm_calls).sum()
    };
    // The others are told at once, and the PG hears nothing of them but a probe now and then.
    for (browser, placed, claim) in &orders[3..] {
        let begun = Instant::now();
        let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
        let answer = request.send().await.unwrap();
        assert!(begun.elapsed() < Duration::from_millis(600), "{:?}", begun.elapsed());
        assert_eq!(answer.status(), 503);
        let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=4).contains(&seconds), "{seconds}");
        let said: Value = answer.json().await.unwrap();
        assert_eq!(said["code"], "pg_unavailable", "{said}");
        assert_eq!(browser.status(&placed.order_id).await["state"], "confirming");
    }
    let others = "SELECT count(DISTINCT payment_id) FROM calls";
    let announced = shop.books().await.count(others).await;
    assert!(announced <= 4, "{announced} payments believe that something was sent for them");
    let before = calls(&orders);
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert!(calls(&orders) - before <= 3, "the PG is not left alone");
    let page =
        orders[0].0.http.get(format!("{}/metrics", shop.url)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("daejo_pg_calls_held_back_total{class=\"query\"}"), "{page}");
    assert!(page.contains("daejo_pg_circuit{class=\"query\"}"), "{page}");
    // It is back: every one of them is paid, once, without another click.
    shop.server.sandbox().unwrap().clear_scenarios();
    for (browser, placed, _) in &orders {
        browser.wait_for(&placed.order_id, "paid", Duration::from_secs(15)).await;
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    }
    shop.audit().await;
}

/// Approvals are down and questions are answered: what was sent is found out, what was not is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_approvals_are_down() {
    let shop = shop(On::Sqlite).await;
    let orders = authenticated(&shop, 5).await;
    shop.fault(Operation::Confirm, 0, Fault::HttpError { status: 500, code: None, commit: true });
    let first = orders[..3].iter().map(|(browser, _, claim)| browser.confirm(claim));
    for (code, said) in futures_util::future::join_all(first).await {
        // A query finds out that the money was taken after all.
        assert!(code == 200 && said["state"] == "paid", "{code} {said}");
    }
    for (browser, placed, claim) in &orders[3..] {
        let (code, said) = browser.confirm(claim).await;
        assert_eq!((code, &said["code"]), (503, &json!("pg_unavailable")), "{said}");
        assert_eq!(shop.ledger(&placed.order_id).approvals, 0);
    }
    shop.server.sandbox().unwrap().clear_scenarios();
    for (browser, placed, _) in &orders {
        browser.wait_for(&placed.order_id, "paid", Duration::from_secs(15)).await;
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    }
    shop.audit().await;
}

/// Once a confirm may have left, nobody is told that nothing happened.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_is_never_called_unsent() {
    let shop = shop(On::Sqlite).await;
    let orders = authenticated(&shop, 3).await;
    shop.fault(Operation::Confirm, 0, Fault::DropAfterCommit);
    let clicks = orders.iter().map(|(browser, _, claim)| browser.confirm(claim));
    futures_util::future::join_all(clicks).await;
    shop.fault(Operation::Any, 0, Fault::DropBeforeCommit);
    for (browser, placed, claim) in &orders {
        let (code, said) = browser.confirm(claim).await;
        assert!(code == 200 || code == 202, "{code} {said}");
        assert_ne!(said["code"], "pg_unavailable");
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    }
    shop.server.sandbox().unwrap().clear_scenarios();
    for (browser, placed, _) in &orders {
        browser.wait_for(&placed.order_id, "paid", Duration::from_secs(15)).await;
    }
    shop.audit().await;
}
