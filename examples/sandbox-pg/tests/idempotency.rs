//! Idempotency keys: a repeated key gets the first answer.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use daejo_sandbox_pg::{Fault, Operation};
use serde_json::json;
use support::{HOUR_MS, json_of, refusal, shop};

#[tokio::test]
async fn a_repeated_key_gets_the_same_bytes() {
    let shop = shop().await;
    let first = shop.authenticate("order-idem-1", 1_000, json!({})).await;
    let second = shop.authenticate("order-idem-2", 2_000, json!({})).await;
    let one = shop.confirm(&first, 1_000).header("idempotency-key", "same").send().await.unwrap();
    let trace = one.headers()["x-tosspayments-trace-id"].to_str().unwrap().to_owned();
    let bytes = one.bytes().await.unwrap();
    // The body is not part of the key's identity: another payment gets the first one's answer.
    for paid in [&first, &second] {
        let replay = shop.confirm(paid, 2_000).header("idempotency-key", "same").send().await.unwrap();
        assert_eq!(replay.status(), 200);
        let traces = replay.headers()["x-tosspayments-trace-id"].to_str().unwrap().to_owned();
        assert!(traces.ends_with(&format!(", {trace}")) && traces.len() > trace.len());
        assert_eq!(replay.bytes().await.unwrap(), bytes);
    }
    assert_eq!(shop.entry(&second).captured, 0);
    assert_eq!(shop.entry(&first).approvals, 1);
    // The URL is part of the key's identity: the same key is new for a cancel.
    let cancel = shop.cancel(&first, &json!({"cancelReason": "변심"})).header("idempotency-key", "same");
    assert_eq!(json_of(cancel).await["status"], "CANCELED");

    let long = shop.confirm(&second, 2_000).header("idempotency-key", "k".repeat(301));
    assert_eq!(refusal(long).await, (400, "INVALID_IDEMPOTENCY_KEY".into()));
    let longest = shop.confirm(&second, 2_000).header("idempotency-key", "k".repeat(300));
    assert_eq!(longest.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_repeated_key_gets_409_while_the_first_request_is_in_progress() {
    let shop = shop().await;
    let paid = shop.authenticate("order-running", 1_000, json!({})).await;
    shop.set_fault(Operation::Confirm, Fault::AnswerLate { ms: HOUR_MS });
    let first = tokio::spawn(shop.confirm(&paid, 1_000).header("idempotency-key", "k").send());
    shop.scenarios_used().await;
    shop.captured(&paid, 1_000).await;
    let again = || shop.confirm(&paid, 1_000).header("idempotency-key", "k");
    assert_eq!(refusal(again()).await, (409, "IDEMPOTENT_REQUEST_PROCESSING".into()));
    assert_eq!(
        json_of(shop.query(&paid)).await["status"],
        "DONE",
        "the confirm is executed, but not answered yet"
    );
    shop.advance(HOUR_MS).await;
    let first = first.await.unwrap().unwrap().bytes().await.unwrap();
    assert_eq!(again().send().await.unwrap().bytes().await.unwrap(), first);
    assert_eq!(shop.entry(&paid).confirm_calls, 3);
}

#[tokio::test]
async fn a_confirm_is_executed_after_the_client_disconnects() {
    let shop = shop().await;
    let paid = shop.authenticate("order-disconnect", 1_000, json!({})).await;
    // Less than the 10 minutes in which a payment must be confirmed.
    let wait_ms = 5 * 60 * 1000;
    shop.set_fault(Operation::Confirm, Fault::Slow { min_ms: wait_ms, max_ms: wait_ms });
    let confirm = tokio::spawn(shop.confirm(&paid, 1_000).header("idempotency-key", "k").send());
    shop.scenarios_used().await;
    confirm.abort();
    assert!(confirm.await.unwrap_err().is_cancelled());
    shop.disconnected(1).await;
    assert_eq!(shop.entry(&paid).captured, 0);
    shop.advance(wait_ms).await;
    shop.captured(&paid, 1_000).await;
    let replay = json_of(shop.confirm(&paid, 1_000).header("idempotency-key", "k")).await;
    assert_eq!(replay["status"], "DONE");
}

#[tokio::test]
async fn errors_are_stored_under_the_key() {
    let shop = shop().await;
    let paid = shop.authenticate("order-error", 1_000, json!({})).await;
    let fault = Fault::HttpError { status: 400, code: Some("PROVIDER_ERROR".into()), commit: false };
    shop.set_fault(Operation::Confirm, fault);
    let keyed = |key: &str| shop.confirm(&paid, 1_000).header("idempotency-key", key.to_owned());
    for _ in 0..3 {
        assert_eq!(refusal(keyed("k")).await, (400, "PROVIDER_ERROR".into()));
    }
    assert_eq!(json_of(keyed("k2")).await["status"], "DONE");
}

#[tokio::test]
async fn concurrent_requests_take_and_refund_the_money_once() {
    let shop = shop().await;
    let paid = shop.authenticate("order-concurrent", 1_000, json!({})).await;
    let confirm_all = |keyed: bool| {
        let calls = (0..20).map(|at| {
            let confirm = shop.confirm(&paid, 1_000);
            let key = if keyed { "same".to_owned() } else { format!("own-{at}") };
            tokio::spawn(confirm.header("idempotency-key", key).send())
        });
        calls.collect::<Vec<_>>()
    };
    let mut answers = Vec::new();
    for call in confirm_all(false).into_iter().chain(confirm_all(true)) {
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
