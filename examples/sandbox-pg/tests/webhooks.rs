//! Virtual accounts and webhooks.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a surprise is a failed test")]

mod support;

use std::time::Duration;

use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};
use support::{Inbox, Paid, Shop, json_of, refusal, shop_with};

async fn shop_and_inbox() -> (Shop, Inbox) {
    let inbox = Inbox::default();
    let url = inbox.listen().await;
    (shop_with(|config| config.webhook_url = Some(url)).await, inbox)
}

async fn account(shop: &Shop, order: &str) -> (Paid, Value) {
    let paid = shop.authenticate(order, 20_000, json!({"method": "virtual_account"})).await;
    let issued = json_of(shop.confirm(&paid, 20_000)).await;
    (paid, issued)
}

#[tokio::test]
async fn a_deposit_is_told_twice() {
    let (shop, inbox) = shop_and_inbox().await;
    let (paid, issued) = account(&shop, "order-deposit").await;
    assert_eq!((&issued["status"], &issued["method"]), (&json!("WAITING_FOR_DEPOSIT"), &json!("가상계좌")));
    assert_eq!((&issued["approvedAt"], &issued["card"]), (&Value::Null, &Value::Null));
    let number = issued["virtualAccount"]["accountNumber"].as_str().unwrap();
    assert!(number.starts_with('X') && number.len() <= 20);
    assert_eq!(shop.entry(&paid).captured, 0);

    assert_eq!(shop.bank(&paid, "").await.status(), 200);
    assert_eq!(shop.bank(&paid, "").await.status(), 400, "once is enough");
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
async fn a_deposit_can_be_taken_back() {
    let (shop, inbox) = shop_and_inbox().await;
    let (paid, _) = account(&shop, "order-rollback").await;
    shop.bank(&paid, "").await;
    assert_eq!(shop.bank(&paid, "/rollback").await.status(), 200);
    assert_eq!(json_of(shop.query(&paid)).await["status"], "WAITING_FOR_DEPOSIT");
    assert_eq!(shop.entry(&paid).captured, 0);
    let received = inbox.wait(4).await;
    assert_eq!(received[3].1["status"], "WAITING_FOR_DEPOSIT");
}

#[tokio::test]
async fn a_late_deposit_is_refused_and_nobody_is_told() {
    let (shop, inbox) = shop_and_inbox().await;
    let (paid, _) = account(&shop, "order-too-late").await;
    assert_eq!(shop.bank(&paid, "/expire").await.status(), 200);
    let payment = json_of(shop.query(&paid)).await;
    assert_eq!(payment["status"], "WAITING_FOR_DEPOSIT");
    assert_eq!(payment["virtualAccount"]["expired"], true);
    assert_eq!(shop.bank(&paid, "").await.status(), 400);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(inbox.wait(1).await.len(), 1, "the issue alone was told");
}

#[tokio::test]
async fn cancelling_a_virtual_account() {
    let (shop, _inbox) = shop_and_inbox().await;
    let (waiting, _) = account(&shop, "order-va-cancel").await;
    let part = shop.cancel(&waiting, &json!({"cancelReason": "일부", "cancelAmount": 5_000}));
    assert_eq!(refusal(part).await, (403, "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT".into()));
    let all = json_of(shop.cancel(&waiting, &json!({"cancelReason": "변심"}))).await;
    assert_eq!((&all["status"], &all["approvedAt"]), (&json!("CANCELED"), &Value::Null));
    assert_eq!((shop.entry(&waiting).captured, shop.entry(&waiting).refunded), (0, 0));

    let (paid, _) = account(&shop, "order-va-refund").await;
    shop.bank(&paid, "").await;
    let bare = shop.cancel(&paid, &json!({"cancelReason": "환불"}));
    assert_eq!(refusal(bare).await, (400, "INVALID_REFUND_ACCOUNT_INFO".into()));
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
async fn a_webhook_comes_again_until_it_is_acknowledged() {
    let (shop, inbox) = shop_and_inbox().await;
    *inbox.refusals.lock().unwrap() = 2;
    shop.paid("order-retry", 1_000).await;
    let received = inbox.wait(3).await;
    let header = |at: usize, name: &str| {
        let (headers, _): &(axum::http::HeaderMap, Value) = &received[at];
        headers[name].to_str().unwrap().to_owned()
    };
    let retried = "tosspayments-webhook-transmission-retried-count";
    assert_eq!([header(0, retried), header(1, retried), header(2, retried)], ["0", "1", "2"]);
    let id = "tosspayments-webhook-transmission-id";
    assert_eq!(header(0, id), header(2, id));
    tokio::time::sleep(Duration::from_millis(250)).await;
    assert_eq!(inbox.wait(3).await.len(), 3, "acknowledged is acknowledged");
}

#[tokio::test]
async fn duplicated_forged_dropped_delayed() {
    let (shop, inbox) = shop_and_inbox().await;
    shop.fault(Operation::Webhook, Fault::Duplicate { n: 3 });
    shop.paid("order-duplicate", 1_000).await;
    assert_eq!(inbox.wait(3).await.len(), 3);

    shop.fault(Operation::Webhook, Fault::Forged { status: "CANCELED".into() });
    let paid = shop.paid("order-forged", 1_000).await;
    let received = inbox.wait(5).await;
    let secret = json_of(shop.query(&paid)).await["secret"].clone();
    assert_eq!(received[3].1["data"]["status"], "CANCELED");
    assert_ne!(received[3].1["data"]["secret"], secret);
    assert_eq!(received[4].1["data"]["secret"], secret);
    assert_eq!(shop.entry(&paid).status, "DONE");

    shop.fault(Operation::Webhook, Fault::Drop);
    shop.fault(Operation::Webhook, Fault::Delay { ms: 300 });
    shop.paid("order-dropped", 1_000).await;
    shop.paid("order-delayed", 1_000).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(inbox.wait(5).await.len(), 5);
    assert_eq!(inbox.wait(6).await[5].1["data"]["orderId"], "order-delayed");
}

#[tokio::test]
async fn reordered() {
    let (shop, inbox) = shop_and_inbox().await;
    let paid = shop.authenticate("order-reorder", 1_000, json!({})).await;
    shop.fault(Operation::Webhook, Fault::Reorder);
    shop.confirm(&paid, 1_000).send().await.unwrap();
    shop.cancel(&paid, &json!({"cancelReason": "변심"})).send().await.unwrap();
    let received = inbox.wait(2).await;
    let statuses = [&received[0].1["data"]["status"], &received[1].1["data"]["status"]];
    assert_eq!(statuses, ["CANCELED", "DONE"]);
}

#[tokio::test]
async fn expiry_and_decline_are_told() {
    let (shop, inbox) = shop_and_inbox().await;
    let declined =
        shop.authenticate("order-told-decline", 1_000, json!({"result": "decline_at_confirm"})).await;
    shop.confirm(&declined, 1_000).send().await.unwrap();
    let expired = shop.authenticate("order-told-expiry", 1_000, json!({})).await;
    assert_eq!(shop.bank(&expired, "/expire").await.status(), 200);
    let received = inbox.wait(2).await;
    let mut statuses: Vec<_> = received.iter().map(|(_, body)| body["data"]["status"].to_string()).collect();
    statuses.sort();
    assert_eq!(statuses, ["\"ABORTED\"", "\"EXPIRED\""]);
}
