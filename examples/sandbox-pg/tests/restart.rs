//! What the gateway took, it knows after a kill.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a surprise is a failed test")]

mod support;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use daejo_sandbox_pg::{Config, Error, Fault, Operation, Sandbox};
use serde_json::{Value, json};
use support::{Inbox, json_of, shop_with};

fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}

#[tokio::test]
async fn payments_answers_and_counts_survive() {
    let path = file("survive.jsonl");
    let first = shop_with(|config| config.ledger_file = Some(path.clone())).await;
    let kept = first.authenticate("order-kept", 9_000, json!({})).await;
    let open = first.authenticate("order-open", 4_000, json!({})).await;
    first.fault(Operation::Confirm, Fault::DropAfterCommit);
    assert!(first.confirm(&kept, 9_000).header("idempotency-key", "k").send().await.is_err());
    let before = first.sandbox.ledger();
    let secret_key = first.config.secret_key.clone();
    drop(first);
    // The kill came in the middle of a line.
    OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"toss_payments\":{\"pay").unwrap();

    let second = shop_with(|config| config.ledger_file = Some(path.clone())).await;
    assert_eq!(second.sandbox.ledger(), before);
    let replay = second.confirm(&kept, 9_000).header("idempotency-key", "k").send().await.unwrap();
    assert_eq!(replay.json::<Value>().await.unwrap()["status"], "DONE");
    assert_eq!(second.entry(&kept).approvals, 1);
    assert_eq!(json_of(second.confirm(&open, 4_000)).await["status"], "DONE");
    drop(second);

    let third = shop_with(|config| config.ledger_file = Some(path.clone())).await;
    assert_eq!((third.entry(&kept).captured, third.entry(&open).captured), (9_000, 4_000));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(&secret_key), "keys do not belong into the file");
}

#[tokio::test]
async fn unsent_webhooks_go_out_after_a_restart() {
    let path = file("unsent.jsonl");
    let nobody = || Some("http://127.0.0.1:9/hook".to_owned());
    let first = shop_with(|config| {
        config.ledger_file = Some(path.clone());
        config.webhook_url = nobody();
        config.webhook_retry = vec![std::time::Duration::from_secs(60)];
    })
    .await;
    first.paid("order-unsent", 1_000).await;
    drop(first);
    let inbox = Inbox::default();
    let url = inbox.listen().await;
    let _second = shop_with(|config| {
        config.ledger_file = Some(path.clone());
        config.webhook_url = Some(url);
    })
    .await;
    assert_eq!(inbox.wait(1).await[0].1["data"]["orderId"], "order-unsent");
}

#[test]
fn a_file_that_is_not_ours_is_refused() {
    let path = file("foreign.jsonl");
    std::fs::write(&path, "{\"a\":1}\n").unwrap();
    let mut config = Config::demo("http://127.0.0.1:8090");
    config.ledger_file = Some(path);
    assert!(matches!(Sandbox::new(config), Err(Error::LedgerLine { line: 1 })));
    let mut config = Config::demo("http://127.0.0.1:8090");
    config.secret_key = "live_sk_x".into();
    assert!(matches!(Sandbox::new(config), Err(Error::NotATestKey(_))));
}
