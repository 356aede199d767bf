//! A PG that is down: shoppers get an answer at once, nothing is lost, and payments continue when it is back.

use crate::support::{Db, Shop};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

on_each_database!(the_whole_pg_is_down);

/// First and longest pause of the circuit: two probes are at least so far apart.
const PAUSE: Duration = Duration::from_millis(1_500);

/// Most probes in a time that began at `begun`. There are two circuits, for queries and for approvals.
fn most_probes(begun: Instant) -> i64 {
    2 * i64::try_from(begun.elapsed().as_millis() / PAUSE.as_millis() + 1).unwrap()
}

async fn shop(db: Db, confirm_wait: Duration) -> Shop {
    Shop::open_on(db, |config| {
        config.policy.call_timeout_ms = 1_000;
        config.limits.breaker.failures = 3;
        config.limits.breaker.first_pause = PAUSE;
        config.limits.breaker.longest_pause = PAUSE;
        config.confirm_wait = confirm_wait;
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

async fn the_whole_pg_is_down(db: Db) {
    // So long that an answer at once cannot be confused with one after the wait, on a busy machine either.
    let confirm_wait = Duration::from_secs(120);
    let shop = shop(db, confirm_wait).await;
    let orders = authenticated(&shop, 6).await;
    let outage = Instant::now();
    shop.fault(Operation::Any, 0, Fault::DropBeforeCommit);
    // The first three meet the outage together.
    let first = orders[..3].iter().map(|(browser, _, claim)| browser.confirm(claim));
    futures_util::future::join_all(first).await;
    let calls = |orders: &[(_, crate::support::Placed, _)]| -> u32 {
        let entries = orders.iter().map(|(_, placed, _)| shop.ledger(&placed.order_id));
        entries.map(|entry| entry.query_calls + entry.confirm_calls).sum()
    };
    // The others get an answer at once, and the PG gets only probes.
    for (browser, placed, claim) in &orders[3..] {
        let begun = Instant::now();
        let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
        let answer = request.send().await.unwrap();
        assert!(begun.elapsed() < confirm_wait / 2, "{:?}: it waited", begun.elapsed());
        assert_eq!(answer.status(), 503);
        let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=4).contains(&seconds), "{seconds}");
        let said: Value = answer.json().await.unwrap();
        assert_eq!(said["code"], "pg_unavailable", "{said}");
        assert_eq!(browser.status(&placed.order_id).await["state"], "confirming");
    }
    let others = "SELECT count(DISTINCT payment_id) FROM calls";
    let announced = shop.records().await.count(others).await;
    assert!(announced <= 3 + most_probes(outage), "{announced} payments have a recorded call");
    let (begun, before) = (Instant::now(), calls(&orders));
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let after = calls(&orders);
    assert!(i64::from(after - before) <= most_probes(begun), "{before} calls, then {after}");
    let page =
        orders[0].0.http.get(format!("{}/metrics", shop.url)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("daejo_pg_calls_held_back_total{class=\"query\"}"), "{page}");
    assert!(page.contains("daejo_pg_circuit{class=\"query\"}"), "{page}");
    // The PG is back: every order is paid, once, without another click.
    shop.server.sandbox().unwrap().clear_scenarios();
    for (browser, placed, _) in &orders {
        browser.wait_for(&placed.order_id, "paid").await;
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    }
    shop.audit().await;
}

/// Approvals are down and queries are answered: a confirm that was sent is settled by a query, the others are held
/// back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_approvals_are_down() {
    let shop = shop(Db::Sqlite, Duration::from_secs(6)).await;
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
        browser.wait_for(&placed.order_id, "paid").await;
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    }
    shop.audit().await;
}

/// Once a confirm may have been sent, no answer says that nothing was charged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sent_confirm_is_never_reported_as_unsent() {
    let shop = shop(Db::Sqlite, Duration::from_secs(6)).await;
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
        browser.wait_for(&placed.order_id, "paid").await;
    }
    shop.audit().await;
}
