//! The ledger file: a restarted sandbox has the state of the killed one.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::fs::OpenOptions;
use std::io::Write;

use daejo_sandbox_pg::{Config, Error, Fault, Operation, Sandbox};
use serde_json::{Value, json};
use support::inbox::Inbox;
use support::{HOUR, json_of, new_ledger_file, shop_with};

#[tokio::test]
async fn payments_answers_and_counts_survive_a_restart() {
    let path = new_ledger_file("survive.jsonl");
    let first = shop_with(|config| config.ledger_file = Some(path.clone())).await;
    let kept = first.authenticate("order-kept", 9_000, json!({})).await;
    let open = first.authenticate("order-open", 4_000, json!({})).await;
    first.set_fault(Operation::Confirm, Fault::DropAfterCommit);
    assert!(first.confirm(&kept, 9_000).header("idempotency-key", "k").send().await.is_err());
    let before = first.sandbox.ledger();
    let secret_key = first.config.secret_key.clone();
    drop(first);
    // The kill left an incomplete line, which ends in the middle of a Korean character.
    let incomplete = b"{\"toss_payments\":{\"payment\":{\"order_name\":\"\xec\x85";
    OpenOptions::new().append(true).open(&path).unwrap().write_all(incomplete).unwrap();

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
    assert!(!text.contains(&secret_key), "the ledger file must not contain the secret key");
}

#[tokio::test]
async fn unsent_webhooks_go_out_after_a_restart() {
    let path = new_ledger_file("unsent.jsonl");
    // A port that was free a moment ago refuses connections.
    let unreachable = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let first = shop_with(|config| {
        config.ledger_file = Some(path.clone());
        config.webhook_url = Some(format!("http://{unreachable}/hook"));
        config.webhook_retry = vec![HOUR];
    })
    .await;
    first.confirmed("order-unsent", 1_000).await;
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
fn a_file_of_another_format_and_a_live_key_are_refused() {
    let path = new_ledger_file("foreign.jsonl");
    std::fs::write(&path, "{\"a\":1}\n").unwrap();
    let mut config = Config::demo("http://127.0.0.1:8090");
    config.ledger_file = Some(path);
    assert!(matches!(Sandbox::new(config), Err(Error::LedgerLine { line: 1 })));
    let mut config = Config::demo("http://127.0.0.1:8090");
    config.secret_key = "live_sk_x".into();
    assert!(matches!(Sandbox::new(config), Err(Error::NotATestKey(_))));
}
