//! The server is killed at critical moments and started again: the order is settled, charged once, and the stock is
//! right.

use crate::support::{Db, Placed, ShopProcess, free_address, wait_until};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::time::Duration;

on_each_database!(
    killed_between_the_approval_and_its_record,
    killed_after_the_request_was_sent,
    killed_during_a_decline,
    killed_at_any_moment,
    a_shutdown_lets_payments_finish
);

/// An order whose confirm is in progress in the background.
async fn confirming(
    shop: &ShopProcess,
    lines: &[(&str, u32)],
    choice: Value,
) -> (crate::support::Browser, Placed) {
    let browser = shop.browser();
    let placed = browser.checkout(lines).await;
    let claim = browser.authenticate(&placed, choice).await;
    let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
    // The answer is lost with the server.
    tokio::spawn(async move { request.send().await.is_ok() });
    (browser, placed)
}

async fn killed_between_the_approval_and_its_record(db: Db) {
    let mut shop = ShopProcess::start(db, false).await;
    shop.fault(Operation::Confirm, Fault::AnswerLate { ms: 3_000 });
    let (browser, placed) = confirming(&shop, &[("pen-brass", 1)], json!({})).await;
    shop.wait_for(&placed.order_id, |entry| entry.approvals == 1).await;
    shop.kill();
    shop.restart();
    browser.wait_for(&placed.order_id, "paid").await;
    assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    assert_eq!(shop.records().await.stock("pen-brass").await, (9, 0, 1));
    shop.audit().await;
}

async fn killed_after_the_request_was_sent(db: Db) {
    for fault in
        [Fault::DropAfterCommit, Fault::DropBeforeCommit, Fault::Slow { min_ms: 2_000, max_ms: 2_000 }]
    {
        let mut shop = ShopProcess::start(db, false).await;
        shop.fault(Operation::Confirm, fault.clone());
        let (browser, placed) = confirming(&shop, &[("pen-brass", 2)], json!({})).await;
        shop.wait_for(&placed.order_id, |entry| entry.confirm_calls == 1).await;
        shop.kill();
        tokio::time::sleep(Duration::from_millis(300)).await;
        shop.restart();
        browser.wait_for(&placed.order_id, "paid").await;
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1, "{fault:?}");
        assert_eq!(shop.records().await.stock("pen-brass").await, (8, 0, 2), "{fault:?}");
        shop.audit().await;
    }
}

/// Killed at many moments around a decline: the final state and the stock are stored together or not at all.
async fn killed_during_a_decline(db: Db) {
    let mut shop = ShopProcess::start(db, false).await;
    for after_ms in [0, 2, 4, 6, 8, 10, 14, 20] {
        let choice = json!({"result": "decline_at_confirm"});
        let (browser, placed) = confirming(&shop, &[("lamp-hanji", 5)], choice).await;
        tokio::time::sleep(Duration::from_millis(after_ms)).await;
        shop.kill();
        shop.restart();
        let status = browser.status(&placed.order_id).await;
        if status["state"] == "ready" {
            // The claim had not arrived: the shopper goes back, and the shop gets the failed return.
            let back = format!(
                "{}/api/v1/payments/return/toss_payments?code=PAY_PROCESS_CANCELED&message=x&orderId={}",
                shop.url(),
                placed.order_id
            );
            browser.come_back(&back).await;
        }
        wait_until("a settled order", async || {
            let status = browser.status(&placed.order_id).await;
            if status["settled"] == true { Ok(()) } else { Err(status) }
        })
        .await;
        assert_eq!(shop.records().await.stock("lamp-hanji").await, (5, 0, 0), "{after_ms}");
        shop.audit().await;
    }
}

/// Killed repeatedly, at various moments, while orders are being paid and webhooks arrive.
async fn killed_at_any_moment(db: Db) {
    let mut shop = ShopProcess::start(db, true).await;
    let mut orders = Vec::new();
    for after_ms in [1, 3, 5, 9, 13, 18, 25, 40, 60] {
        orders.push(confirming(&shop, &[("bag-canvas", 1)], json!({})).await);
        tokio::time::sleep(Duration::from_millis(after_ms)).await;
        shop.kill();
        shop.restart();
    }
    let mut sold = 0;
    for (browser, placed) in &orders {
        if browser.status(&placed.order_id).await["state"] == "ready" {
            continue;
        }
        browser.wait_for(&placed.order_id, "paid").await;
        sold += 1;
    }
    let open = i64::try_from(orders.len()).unwrap() - sold;
    assert_eq!(shop.records().await.stock("bag-canvas").await, (50 - sold - open, open, sold));
    shop.audit().await;
}

/// The demo, killed together with its sandbox PG: both keep their records.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shop_and_sandbox_are_killed_together() {
    let directory = tempfile::tempdir().unwrap();
    let (listen, pg_listen) = (free_address().await, free_address().await);
    let (database, shop_url, pg_url) =
        (directory.path().join("shop.db"), format!("http://{listen}"), format!("http://{pg_listen}"));
    let start = || {
        let mut child = Command::new(env!("CARGO_BIN_EXE_daejo-server"))
            .args([
                "--sandbox",
                "--listen",
                &listen,
                "--sandbox-listen",
                &pg_listen,
                "--call-timeout-ms",
                "1500",
            ])
            .arg("--database")
            .arg(&database)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).unwrap();
        assert_eq!(line, format!("daejo shop on http://{listen}\n"));
        child
    };
    let mut child = start();
    let browser = crate::support::Browser::new(&shop_url, &pg_url);
    let scenario = json!([{"match": {"operation": "confirm"}, "fault": {"type": "answer_late", "ms": 3000}}]);
    browser.http.put(format!("{pg_url}/sandbox/scenarios")).json(&scenario).send().await.unwrap();
    let placed = browser.checkout(&[("mug-moon", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
    tokio::spawn(async move { request.send().await.is_ok() });
    let ledger = async || -> Value {
        let request = browser.http.get(format!("{pg_url}/sandbox/ledger"));
        request.send().await.unwrap().json().await.unwrap()
    };
    wait_until("the approval", async || {
        let entries = ledger().await;
        if entries[0]["approvals"] == 1 { Ok(()) } else { Err(entries) }
    })
    .await;
    child.kill().unwrap();
    child.wait().unwrap();
    let mut child = start();
    browser.wait_for(&placed.order_id, "paid").await;
    let ledger = ledger().await;
    assert_eq!((&ledger[0]["approvals"], &ledger[0]["captured"]), (&json!(1), &json!(24_000)));
    child.kill().unwrap();
    child.wait().unwrap();
}

async fn a_shutdown_lets_payments_finish(db: Db) {
    let mut shop = ShopProcess::start(db, false).await;
    shop.fault(Operation::Confirm, Fault::AnswerLate { ms: 800 });
    let (browser, placed) = confirming(&shop, &[("pen-brass", 1)], json!({})).await;
    shop.wait_for(&placed.order_id, |entry| entry.approvals == 1).await;
    shop.terminate();
    let states = "SELECT state FROM payments";
    assert_eq!(shop.records().await.text_of(states).await, "paid", "the answer was not waited for");
    shop.restart();
    assert_eq!(browser.status(&placed.order_id).await["state"], "paid");
    shop.audit().await;
}

/// Outside sandbox mode the server does not start with secrets from an example.
#[test]
fn no_start_with_placeholder_secrets() {
    let directory = tempfile::tempdir().unwrap();
    let start = |secrets: &[(&str, &str)]| {
        let output = Command::new(env!("CARGO_BIN_EXE_daejo-server"))
            .args(["--listen", "127.0.0.1:0", "--pg-client-key", "k"])
            .current_dir(directory.path())
            .env_remove("DAEJO_PG_SECRET_KEY")
            .env_remove("DAEJO_SESSION_KEY")
            .envs(secrets.iter().copied())
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let said = start(&[]);
    assert!(said.contains("DAEJO_PG_SECRET_KEY") && said.contains("nothing was given"), "{said}");
    let good = ("DAEJO_PG_SECRET_KEY", "live_sk_k7QzP2mW9xV4tR8nB3cL6hJ1g");
    let said = start(&[good]);
    assert!(said.contains("DAEJO_SESSION_KEY") && said.contains("at least 32 bytes"), "{said}");
    let said = start(&[good, ("DAEJO_SESSION_KEY", "change-me-change-me-change-me-change-me")]);
    assert!(said.contains("a text from an example was given") && !said.contains("change-me"), "{said}");
    assert!(start(&[("DAEJO_PG_SECRET_KEY", "test_sk_daejoSandboxDemoKey0000000")]).contains("demo key"));
}
