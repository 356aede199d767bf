//! Webhooks: early, repeated, forged. Each only leads to a query.

use crate::support::{Db, Shop, answer};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};

on_each_database!(
    a_forged_webhook_changes_no_state,
    a_repeated_webhook_is_stored_once,
    a_cancel_in_the_pgs_console_refunds_the_payment,
    a_forged_webhook_secret_raises_an_alert,
    foreign_webhooks_are_acknowledged_and_unreadable_ones_refused,
    many_forged_webhooks_are_limited
);

async fn post(shop: &Shop, body: &Value) -> u16 {
    let url = format!("{}/api/v1/webhooks/toss_payments", shop.url);
    let id = format!("whtrans_{}", crate::support::fresh_key());
    let request = shop.browser().http.post(url).header("tosspayments-webhook-transmission-id", id).json(body);
    answer(request).await.0
}

fn changed(order_id: &str, key: &Value, status: &str, amount: i64) -> Value {
    json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456", "data": {
        "mId": "daejotest", "version": "2022-11-16", "paymentKey": key, "orderId": order_id, "status": status,
        "totalAmount": amount, "balanceAmount": amount, "currency": "KRW", "type": "NORMAL", "method": "카드",
    }})
}

async fn a_forged_webhook_changes_no_state(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    assert_eq!(post(&shop, &changed(&placed.order_id, &json!("made_up"), "DONE", 18_000)).await, 200);
    shop.webhooks_processed(1).await;
    assert_eq!(browser.status(&placed.order_id).await["state"], "ready");
    // The same between the PG's window and the confirm.
    let claim = browser.authenticate(&placed, json!({})).await;
    assert_eq!(post(&shop, &changed(&placed.order_id, &claim["paymentKey"], "DONE", 18_000)).await, 200);
    assert_eq!(post(&shop, &changed(&placed.order_id, &claim["paymentKey"], "ABORTED", 18_000)).await, 200);
    shop.webhooks_processed(3).await;
    assert_eq!(browser.status(&placed.order_id).await["state"], "ready");
    assert_eq!(browser.confirm(&claim).await.1["state"], "paid");
    // A forged webhook does not undo a paid order either.
    assert_eq!(post(&shop, &changed(&placed.order_id, &claim["paymentKey"], "ABORTED", 18_000)).await, 200);
    assert_eq!(post(&shop, &changed(&placed.order_id, &claim["paymentKey"], "CANCELED", 18_000)).await, 200);
    shop.webhooks_processed(5).await;
    assert_eq!(browser.status(&placed.order_id).await["state"], "paid");
    shop.audit().await;
}

async fn a_repeated_webhook_is_stored_once(db: Db) {
    let shop = Shop::open(db).await;
    shop.fault(Operation::Webhook, 0, Fault::Duplicate { n: 3 });
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    shop.webhooks_processed(1).await;
    let records = shop.records().await;
    assert_eq!(records.count("SELECT count(*) FROM inbox").await, 1);
    let left = "SELECT count(*) FROM inbox WHERE handled_at IS NULL OR body IS NOT NULL";
    assert_eq!(records.count(left).await, 0, "a body was not deleted");
    assert_eq!(browser.status(&placed.order_id).await["state"], "paid");
    shop.audit().await;
}

async fn a_cancel_in_the_pgs_console_refunds_the_payment(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let (placed, claim) = browser.buy(&[("tea-jeju", 1)]).await;
    let url = format!("{}/v1/payments/{}/cancel", shop.pg_url, claim["paymentKey"].as_str().unwrap());
    let cancel = browser.http.post(url).basic_auth(crate::support::SECRET_KEY, Some(""));
    assert_eq!(answer(cancel.json(&json!({"cancelReason": "콘솔에서 취소"}))).await.0, 200);
    browser.wait_for(&placed.order_id, "refunded").await;
    assert_eq!(shop.records().await.alerts(&placed.order_id).await, ["unexpected_refund"]);
    shop.audit().await;
}

async fn a_forged_webhook_secret_raises_an_alert(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({"method": "virtual_account"})).await;
    assert_eq!(browser.confirm(&claim).await.1["state"], "awaiting_deposit");
    let body = json!({"createdAt": "2026-11-21T11:02:00.123456", "secret": "ps_madeUp", "status": "DONE",
        "transactionKey": "tx", "orderId": placed.order_id});
    assert_eq!(post(&shop, &body).await, 200);
    assert_eq!(shop.alerts(&placed.order_id).await, ["forged_webhook"]);
    assert_eq!(browser.status(&placed.order_id).await["state"], "awaiting_deposit");
    shop.audit().await;
}

async fn foreign_webhooks_are_acknowledged_and_unreadable_ones_refused(db: Db) {
    let shop = Shop::open(db).await;
    assert_eq!(post(&shop, &changed("order_nobodys", &json!("k"), "DONE", 1)).await, 200);
    assert_eq!(post(&shop, &json!({"eventType": "BILLING_DELETED", "data": {}})).await, 200);
    assert_eq!(post(&shop, &json!({"hello": 1})).await, 400);
    assert_eq!(post(&shop, &json!({"pad": "x".repeat(600_000)})).await, 413);
    assert_eq!(shop.records().await.count("SELECT count(*) FROM inbox").await, 0);
}

/// Forged webhooks for a known order id: the stored rows are limited, and a genuine webhook still works.
async fn many_forged_webhooks_are_limited(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let (placed, claim) = browser.buy(&[("tea-jeju", 1)]).await;
    for _ in 0..230 {
        assert_eq!(
            post(&shop, &changed(&placed.order_id, &claim["paymentKey"], "ABORTED", 18_000)).await,
            200
        );
    }
    assert!(shop.records().await.count("SELECT count(*) FROM inbox").await <= 200);
    let url = format!("{}/v1/payments/{}/cancel", shop.pg_url, claim["paymentKey"].as_str().unwrap());
    let cancel = browser.http.post(url).basic_auth(crate::support::SECRET_KEY, Some(""));
    assert_eq!(answer(cancel.json(&json!({"cancelReason": "콘솔에서 취소"}))).await.0, 200);
    browser.wait_for(&placed.order_id, "refunded").await;
    shop.audit().await;
}
