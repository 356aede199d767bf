//! The first answer is the answer, whoever asks again and however often.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a surprise is a failed test")]

mod support;

use std::time::Duration;

use daejo_sandbox_pg::{Fault, Operation};
use serde_json::json;
use support::{json_of, refusal, shop};

#[tokio::test]
async fn a_replay_is_the_same_to_the_byte() {
    let shop = shop().await;
    let first = shop.authenticate("order-idem-1", 1_000, json!({})).await;
    let second = shop.authenticate("order-idem-2", 2_000, json!({})).await;
    let one = shop.confirm(&first, 1_000).header("idempotency-key", "same").send().await.unwrap();
    let trace = one.headers()["x-tosspayments-trace-id"].to_str().unwrap().to_owned();
    let bytes = one.bytes().await.unwrap();
    // The body is no part of the key: another payment gets the first one's answer.
    for paid in [&first, &second] {
        let replay = shop.confirm(paid, 2_000).header("idempotency-key", "same").send().await.unwrap();
        assert_eq!(replay.status(), 200);
        let traces = replay.headers()["x-tosspayments-trace-id"].to_str().unwrap().to_owned();
        assert!(traces.ends_with(&format!(", {trace}")) && traces.len() > trace.len());
        assert_eq!(replay.bytes().await.unwrap(), bytes);
    }
    assert_eq!(shop.entry(&second).captured, 0);
    assert_eq!(shop.entry(&first).approvals, 1);
    // The URL is part of it: the same key cancels another payment's money only there.
    let cancel = shop.cancel(&first, &json!({"cancelReason": "변심"})).header("idempotency-key", "same");
    assert_eq!(json_of(cancel).await["status"], "CANCELED");

    let long = shop.confirm(&second, 2_000).header("idempotency-key", "k".repeat(301));
    assert_eq!(refusal(long).await, (400, "INVALID_IDEMPOTENCY_KEY".into()));
    let longest = shop.confirm(&second, 2_000).header("idempotency-key", "k".repeat(300));
    assert_eq!(longest.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_repetition_waits_for_the_first() {
    let shop = shop().await;
    let paid = shop.authenticate("order-running", 1_000, json!({})).await;
    shop.fault(Operation::Confirm, Fault::AnswerLate { ms: 600 });
    let first = tokio::spawn(shop.confirm(&paid, 1_000).header("idempotency-key", "k").send());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let again = || shop.confirm(&paid, 1_000).header("idempotency-key", "k");
    assert_eq!(refusal(again()).await, (409, "IDEMPOTENT_REQUEST_PROCESSING".into()));
    assert_eq!(json_of(shop.query(&paid)).await["status"], "DONE", "done already, only not answered");
    let first = first.await.unwrap().unwrap().bytes().await.unwrap();
    assert_eq!(again().send().await.unwrap().bytes().await.unwrap(), first);
    assert_eq!(shop.entry(&paid).confirm_calls, 3);
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_stop_the_gateway() {
    let shop = shop().await;
    let paid = shop.authenticate("order-hangup", 1_000, json!({})).await;
    shop.fault(Operation::Confirm, Fault::Slow { min_ms: 300, max_ms: 300 });
    let confirm = shop.confirm(&paid, 1_000).header("idempotency-key", "k");
    assert!(confirm.timeout(Duration::from_millis(100)).send().await.unwrap_err().is_timeout());
    assert_eq!(shop.entry(&paid).captured, 0);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(shop.entry(&paid).captured, 1_000);
    let replay = json_of(shop.confirm(&paid, 1_000).header("idempotency-key", "k")).await;
    assert_eq!(replay["status"], "DONE");
}

#[tokio::test]
async fn refusals_are_remembered_too() {
    let shop = shop().await;
    let paid = shop.authenticate("order-sticky", 1_000, json!({})).await;
    let fault = Fault::HttpError { status: 400, code: Some("PROVIDER_ERROR".into()), commit: false };
    shop.fault(Operation::Confirm, fault);
    let keyed = |key: &str| shop.confirm(&paid, 1_000).header("idempotency-key", key.to_owned());
    for _ in 0..3 {
        assert_eq!(refusal(keyed("k")).await, (400, "PROVIDER_ERROR".into()));
    }
    assert_eq!(json_of(keyed("k2")).await["status"], "DONE");
}

#[tokio::test]
async fn many_at_once_take_the_money_once() {
    let shop = shop().await;
    let paid = shop.authenticate("order-crowd", 1_000, json!({})).await;
    let crowd = |keyed: bool| {
        let calls = (0..20).map(|at| {
            let confirm = shop.confirm(&paid, 1_000);
            let key = if keyed { "same".to_owned() } else { format!("own-{at}") };
            tokio::spawn(confirm.header("idempotency-key", key).send())
        });
        calls.collect::<Vec<_>>()
    };
    let mut answers = Vec::new();
    for call in crowd(false).into_iter().chain(crowd(true)) {
        answers.push(call.await.unwrap().unwrap().status().as_u16());
    }
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1);
    assert!(answers.iter().all(|status| [200, 400, 409].contains(status)));
    let cancels = (0..20).map(|_| {
        let part = json!({"cancelReason": "일부", "cancelAmount": 300});
        tokio::spawn(shop.cancel(&paid, &part).send())
    });
    let mut done = 0;
    for cancel in cancels.collect::<Vec<_>>() {
        done += i64::from(cancel.await.unwrap().unwrap().status() == 200);
    }
    let entry = shop.entry(&paid);
    assert_eq!((done, entry.approvals, entry.captured, entry.refunded), (3, 1, 1_000, 900));
    assert_eq!((entry.confirm_calls, entry.cancel_calls), (40, 20));
}
