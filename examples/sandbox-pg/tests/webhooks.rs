//! Virtual accounts and webhooks.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::sync::atomic::Ordering;

use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};
use support::inbox::Inbox;
use support::{HOUR_MS, Paid, Shop, json_of, new_ledger_file, refusal, shop_with, wait_until};

async fn shop_and_inbox() -> (Shop, Inbox) {
    let inbox = Inbox::default();
    let url = inbox.listen().await;
    (shop_with(|config| config.webhook_url = Some(url)).await, inbox)
}

/// With a ledger file, which shows the webhooks that were queued and finished.
async fn shop_and_inbox_with_ledger(file: &str) -> (Shop, Inbox) {
    let inbox = Inbox::default();
    let url = inbox.listen().await;
    let shop = shop_with(|config| {
        config.webhook_url = Some(url);
        config.ledger_file = Some(new_ledger_file(file));
    });
    (shop.await, inbox)
}

async fn virtual_account(shop: &Shop, order: &str) -> (Paid, Value) {
    let paid = shop.authenticate(order, 20_000, json!({"method": "virtual_account"})).await;
    let issued = json_of(shop.confirm(&paid, 20_000)).await;
    (paid, issued)
}

#[tokio::test]
async fn a_deposit_sends_two_webhooks() {
    let (shop, inbox) = shop_and_inbox().await;
    let (paid, issued) = virtual_account(&shop, "order-deposit").await;
    assert_eq!((&issued["status"], &issued["method"]), (&json!("WAITING_FOR_DEPOSIT"), &json!("가상계좌")));
    assert_eq!((&issued["approvedAt"], &issued["card"]), (&Value::Null, &Value::Null));
    let number = issued["virtualAccount"]["accountNumber"].as_str().unwrap();
    assert!(number.starts_with('X') && number.len() <= 20);
    assert_eq!(shop.entry(&paid).captured, 0);
    // Each change sends its webhooks in a task of its own, so wait for one change before the next.
    inbox.wait(1).await;

    assert_eq!(shop.bank(&paid, "").await.status(), 200);
    assert_eq!(shop.bank(&paid, "").await.status(), 400, "a second deposit is refused");
    let payment = json_of(shop.query(&paid)).await;
    assert_eq!(payment["status"], "DONE");
    assert_eq!(payment["virtualAccount"]["depositorName"], "김대조");
    assert_eq!((shop.entry(&paid).captured, shop.entry(&paid).approvals), (20_000, 1));

    let received = inbox.wait(3).await;
    let (issue, deposit, changed) = (&received[0].1, &received[1].1, &received[2].1);
    assert_eq!(issue["status"], "WAITING_FOR_DEPOSIT");
    let mut members: Vec<_> = deposit.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["createdAt", "orderId", "secret", "status", "transactionKey"]);
    assert_eq!((&deposit["status"], &deposit["secret"]), (&json!("DONE"), &issued["secret"]));
    assert!(!deposit["createdAt"].as_str().unwrap().contains('+'));
    assert_eq!(changed["eventType"], "PAYMENT_STATUS_CHANGED");
    assert_eq!(changed["data"], payment);
    let headers = &received[1].0;
    let id = headers["tosspayments-webhook-transmission-id"].to_str().unwrap();
    assert!(id.starts_with("whtrans_"));
    assert_eq!(headers["tosspayments-webhook-transmission-retried-count"], "0");
    assert!(headers["tosspayments-webhook-transmission-time"].to_str().unwrap().ends_with("+09:00"));
}

#[tokio::test]
async fn a_deposit_can_be_reversed_and_made_again() {
    let (shop, inbox) = shop_and_inbox().await;
    let (paid, _) = virtual_account(&shop, "order-rollback").await;
    inbox.wait(1).await;
    shop.bank(&paid, "").await;
    inbox.wait(3).await;
    assert_eq!(shop.bank(&paid, "/rollback").await.status(), 200);
    assert_eq!(json_of(shop.query(&paid)).await["status"], "WAITING_FOR_DEPOSIT");
    assert_eq!((shop.entry(&paid).captured, shop.entry(&paid).approvals), (0, 0));
    let received = inbox.wait(4).await;
    assert_eq!(received[3].1["status"], "WAITING_FOR_DEPOSIT");
    assert_eq!(shop.bank(&paid, "").await.status(), 200);
    let entry = shop.entry(&paid);
    assert_eq!((entry.captured, entry.approvals), (20_000, 1), "the shopper paid once");
}

#[tokio::test]
async fn a_late_deposit_is_refused_and_sends_no_webhook() {
    let (shop, inbox) = shop_and_inbox_with_ledger("late-deposit.jsonl").await;
    let (paid, _) = virtual_account(&shop, "order-too-late").await;
    assert_eq!(shop.bank(&paid, "/expire").await.status(), 200);
    let payment = json_of(shop.query(&paid)).await;
    assert_eq!(payment["status"], "WAITING_FOR_DEPOSIT");
    assert_eq!(payment["virtualAccount"]["expired"], true);
    assert_eq!(shop.bank(&paid, "").await.status(), 400);
    assert_eq!(inbox.wait(1).await[0].1["status"], "WAITING_FOR_DEPOSIT");
    assert_eq!(shop.webhook_records("queued"), 1, "only the issue of the account sends a webhook");
}

#[tokio::test]
async fn a_virtual_account_is_cancelled_before_and_after_the_deposit() {
    let (shop, _inbox) = shop_and_inbox().await;
    let (waiting, _) = virtual_account(&shop, "order-va-cancel").await;
    let part = shop.cancel(&waiting, &json!({"cancelReason": "일부", "cancelAmount": 5_000}));
    assert_eq!(refusal(part).await, (403, "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT".into()));
    let all = json_of(shop.cancel(&waiting, &json!({"cancelReason": "변심"}))).await;
    assert_eq!((&all["status"], &all["approvedAt"]), (&json!("CANCELED"), &Value::Null));
    assert_eq!((shop.entry(&waiting).captured, shop.entry(&waiting).refunded), (0, 0));

    let (paid, _) = virtual_account(&shop, "order-va-refund").await;
    shop.bank(&paid, "").await;
    let no_account = shop.cancel(&paid, &json!({"cancelReason": "환불"}));
    assert_eq!(refusal(no_account).await, (400, "INVALID_REFUND_ACCOUNT_INFO".into()));
    let mut body = json!({"cancelReason": "환불", "cancelAmount": 5_000, "refundReceiveAccount":
        {"bank": "20", "accountNumber": "1000-123", "holderName": "김대조"}});
    let hyphens = shop.cancel(&paid, &body);
    assert_eq!(refusal(hyphens).await, (400, "INVALID_REFUND_ACCOUNT_NUMBER".into()));
    body["refundReceiveAccount"]["accountNumber"] = json!("1000123456789");
    let refunded = json_of(shop.cancel(&paid, &body)).await;
    assert_eq!(refunded["status"], "PARTIAL_CANCELED");
    assert_eq!(refunded["virtualAccount"]["refundStatus"], "PENDING");
    assert_eq!(refunded["virtualAccount"]["refundReceiveAccount"]["bankCode"], "20");
    assert_eq!(shop.entry(&paid).refunded, 5_000);
}

#[tokio::test]
async fn a_webhook_is_retried_until_it_is_acknowledged() {
    let (shop, inbox) = shop_and_inbox_with_ledger("retry.jsonl").await;
    inbox.refusals.store(2, Ordering::Relaxed);
    shop.confirmed("order-retry", 1_000).await;
    for sent in 1..=2 {
        inbox.wait(sent).await;
        shop.advance_until(HOUR_MS, || inbox.count() > sent).await;
    }
    let received = inbox.wait(3).await;
    let header = |at: usize, name: &str| {
        let (headers, _): &(axum::http::HeaderMap, Value) = &received[at];
        headers[name].to_str().unwrap().to_owned()
    };
    let retried = "tosspayments-webhook-transmission-retried-count";
    assert_eq!([header(0, retried), header(1, retried), header(2, retried)], ["0", "1", "2"]);
    let id = "tosspayments-webhook-transmission-id";
    assert_eq!(header(0, id), header(2, id));
    // One retry of three is left. A webhook is finished only after its last sending.
    shop.advance_until(HOUR_MS, || shop.webhook_records("settled") == 1).await;
    assert_eq!(inbox.count(), 3, "an acknowledged webhook is not sent again");
}

#[tokio::test]
async fn webhooks_are_duplicated_forged_dropped_or_delayed() {
    let (shop, inbox) = shop_and_inbox_with_ledger("webhook-faults.jsonl").await;
    shop.set_fault(Operation::Webhook, Fault::Duplicate { n: 3 });
    shop.confirmed("order-duplicate", 1_000).await;
    assert_eq!(inbox.wait(3).await.len(), 3);

    shop.set_fault(Operation::Webhook, Fault::Forged { status: "CANCELED".into() });
    let paid = shop.confirmed("order-forged", 1_000).await;
    let received = inbox.wait(5).await;
    let secret = json_of(shop.query(&paid)).await["secret"].clone();
    assert_eq!(received[3].1["data"]["status"], "CANCELED");
    assert_ne!(received[3].1["data"]["secret"], secret);
    assert_eq!(received[4].1["data"]["secret"], secret);
    assert_eq!(shop.entry(&paid).status, "DONE");

    shop.set_fault(Operation::Webhook, Fault::Drop);
    shop.set_fault(Operation::Webhook, Fault::Delay { ms: HOUR_MS });
    shop.confirmed("order-dropped", 1_000).await;
    shop.confirmed("order-delayed", 1_000).await;
    shop.confirmed("order-prompt", 1_000).await;
    assert_eq!(inbox.wait(6).await[5].1["data"]["orderId"], "order-prompt");
    shop.advance(HOUR_MS).await;
    assert_eq!(inbox.wait(7).await[6].1["data"]["orderId"], "order-delayed");
    // Three copies, the forged and the real one, the dropped, the prompt and the delayed one.
    wait_until(|| shop.webhook_records("settled") == 3 + 2 + 3).await;
    assert_eq!(inbox.count(), 7, "the dropped webhook is never sent");
}

#[tokio::test]
async fn a_reordered_webhook_is_sent_after_the_next_one() {
    let (shop, inbox) = shop_and_inbox().await;
    let paid = shop.authenticate("order-reorder", 1_000, json!({})).await;
    shop.set_fault(Operation::Webhook, Fault::Reorder);
    shop.confirm(&paid, 1_000).send().await.unwrap();
    shop.cancel(&paid, &json!({"cancelReason": "변심"})).send().await.unwrap();
    let received = inbox.wait(2).await;
    let statuses = [&received[0].1["data"]["status"], &received[1].1["data"]["status"]];
    assert_eq!(statuses, ["CANCELED", "DONE"]);
}

#[tokio::test]
async fn a_reordered_webhook_without_a_next_one_is_sent_after_the_hold() {
    let (shop, inbox) = shop_and_inbox().await;
    shop.set_fault(Operation::Webhook, Fault::Reorder);
    shop.confirmed("order-held-back", 1_000).await;
    assert_eq!(inbox.count(), 0);
    shop.advance(HOUR_MS).await;
    assert_eq!(inbox.wait(1).await[0].1["data"]["orderId"], "order-held-back");
}

#[tokio::test]
async fn zero_duplicates_still_send_the_webhook_once() {
    let (shop, inbox) = shop_and_inbox().await;
    let (paid, _) = virtual_account(&shop, "order-zero").await;
    inbox.wait(1).await;
    shop.set_fault(Operation::Webhook, Fault::Duplicate { n: 0 });
    // Two webhooks, sent in order: the deposit, then the change of status.
    shop.bank(&paid, "").await;
    assert_eq!(inbox.wait(2).await[1].1["status"], "DONE");
}

#[tokio::test]
async fn expiry_and_decline_send_webhooks() {
    let (shop, inbox) = shop_and_inbox().await;
    let declined = shop.authenticate("order-decline", 1_000, json!({"result": "decline_at_confirm"})).await;
    shop.confirm(&declined, 1_000).send().await.unwrap();
    let expired = shop.authenticate("order-expiry", 1_000, json!({})).await;
    assert_eq!(shop.bank(&expired, "/expire").await.status(), 200);
    let received = inbox.wait(2).await;
    let mut statuses: Vec<_> = received.iter().map(|(_, body)| body["data"]["status"].to_string()).collect();
    statuses.sort();
    assert_eq!(statuses, ["\"ABORTED\"", "\"EXPIRED\""]);
}
