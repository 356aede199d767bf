//! Each fault, and that the ledger is correct under all of them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::time::Duration;

use daejo_sandbox_pg::{Fault, Malformed, Operation};
use serde_json::{Value, json};
use support::{HOUR_MS, json_of, refusal, shop, shop_with};

#[tokio::test]
async fn a_connection_is_dropped_before_or_after_execution() {
    let shop = shop().await;
    let paid = shop.authenticate("order-drop", 1_000, json!({})).await;
    let confirm = || shop.confirm(&paid, 1_000).header("idempotency-key", "k").send();
    shop.set_fault(Operation::Confirm, Fault::DropBeforeCommit);
    assert!(confirm().await.is_err());
    assert_eq!(shop.entry(&paid).captured, 0);
    shop.set_fault(Operation::Confirm, Fault::DropAfterCommit);
    assert!(confirm().await.is_err());
    assert_eq!(shop.entry(&paid).captured, 1_000, "the money is taken, but no answer came");
    let replay = confirm().await.unwrap();
    assert_eq!(replay.json::<Value>().await.unwrap()["status"], "DONE");
    assert_eq!((shop.entry(&paid).approvals, shop.entry(&paid).confirm_calls), (1, 3));

    shop.set_fault(Operation::Cancel, Fault::DropAfterCommit);
    assert!(shop.cancel(&paid, &json!({"cancelReason": "변심"})).send().await.is_err());
    assert_eq!(shop.entry(&paid).refunded, 1_000);
}

#[tokio::test]
async fn a_late_answer_comes_after_execution() {
    let shop = shop().await;
    let paid = shop.authenticate("order-late", 1_000, json!({})).await;
    shop.set_fault(Operation::Confirm, Fault::AnswerLate { ms: HOUR_MS });
    let confirm = tokio::spawn(shop.confirm(&paid, 1_000).send());
    shop.captured(&paid, 1_000).await;
    assert!(!confirm.is_finished());
    shop.advance(HOUR_MS).await;
    assert_eq!(confirm.await.unwrap().unwrap().status(), 200);
    assert_eq!(refusal(shop.confirm(&paid, 1_000)).await, (400, "ALREADY_PROCESSED_PAYMENT".into()));
}

#[tokio::test]
async fn http_errors_with_and_without_execution() {
    let shop = shop().await;
    let paid = shop.authenticate("order-errors", 1_000, json!({})).await;
    for (fault, status, code) in [
        (Fault::Conflict409, 409, "IDEMPOTENT_REQUEST_PROCESSING"),
        (Fault::RateLimit, 429, "TOO_MANY_REQUESTS"),
        (
            Fault::HttpError { status: 503, code: None, commit: false },
            503,
            "FAILED_INTERNAL_SYSTEM_PROCESSING",
        ),
    ] {
        shop.set_fault(Operation::Confirm, fault);
        let confirm = shop.confirm(&paid, 1_000).header("idempotency-key", "k");
        assert_eq!(refusal(confirm).await, (status, code.into()));
        assert_eq!(shop.entry(&paid).captured, 0);
    }
    shop.set_fault(Operation::Confirm, Fault::HttpError { status: 500, code: None, commit: true });
    let keyed = || shop.confirm(&paid, 1_000).header("idempotency-key", "k");
    assert_eq!(refusal(keyed()).await.0, 500);
    assert_eq!(shop.entry(&paid).captured, 1_000);
    assert_eq!(json_of(keyed()).await["status"], "DONE", "a network fault leaves the real answer stored");
}

#[tokio::test]
async fn already_processed_and_declined() {
    let shop = shop().await;
    let paid = shop.authenticate("order-already", 1_000, json!({})).await;
    shop.set_fault(Operation::Confirm, Fault::AlreadyProcessed);
    assert_eq!(refusal(shop.confirm(&paid, 1_000)).await, (400, "ALREADY_PROCESSED_PAYMENT".into()));
    assert_eq!(shop.entry(&paid).captured, 1_000);
    let paid = shop.authenticate("order-declined", 1_000, json!({})).await;
    shop.set_fault(Operation::Confirm, Fault::Decline { code: "REJECT_CARD_PAYMENT".into() });
    assert_eq!(refusal(shop.confirm(&paid, 1_000)).await, (403, "REJECT_CARD_PAYMENT".into()));
    assert_eq!(shop.entry(&paid).status, "ABORTED");
}

#[tokio::test]
async fn answers_with_wrong_values() {
    let shop = shop().await;
    let paid = shop.confirmed("order-wrong-values", 1_000).await;
    let truth = json_of(shop.query(&paid)).await;
    for (fault, member, wrong) in [
        (Fault::WrongAmount { amount: 10 }, "totalAmount", Some(json!(10))),
        (Fault::OmitAmount, "totalAmount", None),
        (Fault::WrongCurrency { currency: "USD".into() }, "currency", Some(json!("USD"))),
        (Fault::UnknownStatus { word: "SETTLING".into() }, "status", Some(json!("SETTLING"))),
        (Fault::OmitSecret, "secret", Some(Value::Null)),
    ] {
        shop.set_fault(Operation::Query, fault);
        assert_eq!(json_of(shop.query(&paid)).await.get(member), wrong.as_ref());
    }
    for (fault, member) in [(Fault::WrongOrderId, "orderId"), (Fault::WrongPaymentKey, "paymentKey")] {
        shop.set_fault(Operation::QueryByOrder, fault);
        assert_ne!(json_of(shop.query_by_order("order-wrong-values")).await[member], truth[member]);
    }
    assert_eq!(json_of(shop.query(&paid)).await, truth);
}

#[tokio::test]
async fn a_wrong_amount_at_confirm_is_really_taken() {
    let shop = shop().await;
    let paid = shop.authenticate("order-overcharge", 1_000, json!({})).await;
    shop.set_fault(Operation::Confirm, Fault::WrongAmount { amount: 100_000 });
    assert_eq!(json_of(shop.confirm(&paid, 1_000)).await["totalAmount"], 100_000);
    assert_eq!(json_of(shop.query(&paid)).await["totalAmount"], 100_000);
    let entry = shop.entry(&paid);
    assert_eq!((entry.asked, entry.captured), (1_000, 100_000));
    assert_eq!(json_of(shop.cancel(&paid, &json!({"cancelReason": "다른 금액"}))).await["balanceAmount"], 0);
    assert_eq!(shop.entry(&paid).refunded, 100_000);
}

#[tokio::test]
async fn malformed_answers() {
    let shop = shop().await;
    let odd = |text: &str| Malformed::OddAmount { text: text.into() };
    let kinds = [
        Malformed::Html,
        Malformed::Truncated,
        Malformed::Empty,
        Malformed::EucKr,
        Malformed::Huge,
        Malformed::Deep,
        Malformed::Bom,
        odd("1e3"),
        odd("\"1000\""),
        odd("NaN"),
        odd("1000.0"),
    ];
    for (at, how) in kinds.into_iter().enumerate() {
        let paid = shop.authenticate(&format!("order-malformed-{at}"), 1_000, json!({})).await;
        shop.set_fault(Operation::Confirm, Fault::Malformed { how: how.clone() });
        let keyed = || shop.confirm(&paid, 1_000).header("idempotency-key", format!("k{at}"));
        let answer = keyed().send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        let bytes = answer.bytes().await.unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let is_json = serde_json::from_slice::<Value>(&bytes).is_ok();
        match &how {
            Malformed::Html => assert!(kind.starts_with("text/html") && !is_json),
            Malformed::Truncated => assert!(text.starts_with("{\"mId\"") && !is_json),
            Malformed::Empty => assert!(bytes.is_empty()),
            Malformed::EucKr => assert!(std::str::from_utf8(&bytes).is_err()),
            Malformed::Huge => assert!(is_json && bytes.len() > 16_000_000),
            Malformed::Deep => assert!(text.starts_with("[[[[") && !is_json),
            Malformed::Bom => assert!(bytes.starts_with(b"\xEF\xBB\xBF{")),
            Malformed::OddAmount { text: odd } => {
                assert!(text.contains(&format!("\"totalAmount\":{odd},")), "{text}");
            }
            other => unreachable!("{other:?}"),
        }
        assert_eq!(shop.entry(&paid).captured, 1_000);
        let replay = json_of(keyed()).await;
        assert_eq!(replay["totalAmount"], 1_000, "only the network changed the answer");
    }
}

#[tokio::test]
async fn a_payment_is_not_found_for_a_time() {
    let shop = shop().await;
    let paid = shop.confirmed("order-unseen", 1_000).await;
    shop.set_fault(Operation::Query, Fault::NotFoundFor { ms: HOUR_MS });
    for _ in 0..3 {
        assert_eq!(refusal(shop.query(&paid)).await, (404, "NOT_FOUND_PAYMENT".into()));
    }
    shop.advance(HOUR_MS).await;
    assert_eq!(json_of(shop.query(&paid)).await["status"], "DONE");
}

#[tokio::test]
async fn queries_show_changes_after_the_visibility_delay() {
    // Less than the 10 minutes in which a payment must be confirmed.
    let delay_ms = 5 * 60 * 1000;
    let shop = shop_with(|config| config.visibility_delay = Duration::from_millis(delay_ms)).await;
    let paid = shop.authenticate("order-lag", 1_000, json!({})).await;
    shop.advance(delay_ms).await;
    assert_eq!(json_of(shop.confirm(&paid, 1_000)).await["status"], "DONE");
    assert_eq!(json_of(shop.query(&paid)).await["status"], "IN_PROGRESS");
    shop.advance(delay_ms).await;
    assert_eq!(json_of(shop.query(&paid)).await["status"], "DONE");
}

#[tokio::test]
async fn scenarios_are_set_over_http_and_end_after_their_number_of_times() {
    let shop = shop().await;
    let url = format!("{}/sandbox/scenarios", shop.base);
    let list = json!([
        {"match": {"operation": "query", "orderIdPrefix": "order-pre"}, "times": 0,
         "fault": {"type": "unknown_status", "word": "SETTLING"}},
        {"match": {"operation": "any", "orderId": "order-one"},
         "fault": {"type": "malformed", "kind": "odd_amount", "text": "1e9"}},
        {"match": {"operation": "webhook"}, "fault": {"type": "forged"}},
        {"fault": {"type": "conflict_409"}},
    ]);
    assert_eq!(shop.http.put(&url).json(&list).send().await.unwrap().status(), 204);
    assert_eq!(json_of(shop.http.get(&url)).await.as_array().unwrap().len(), 4);
    let paid = shop.authenticate("order-prefix", 1_000, json!({})).await;
    assert_eq!(
        refusal(shop.confirm(&paid, 1_000)).await.0,
        409,
        "a scenario without conditions matches every call"
    );
    for _ in 0..2 {
        assert_eq!(json_of(shop.query(&paid)).await["status"], "SETTLING");
    }
    assert_eq!(json_of(shop.http.get(&url)).await.as_array().unwrap().len(), 3);
    assert_eq!(shop.http.delete(&url).send().await.unwrap().status(), 204);
    assert_eq!(json_of(shop.http.get(&url)).await, json!([]));
    let wrong = json!([{"fault": {"type": "no_such_fault"}}]);
    assert!(shop.http.put(&url).json(&wrong).send().await.unwrap().status().is_client_error());
}
