//! Payments without faults, canceled by the shopper, declined, and expired.

use crate::support::{Db, Shop};
use serde_json::json;

on_each_database!(
    a_paid_order_agrees_in_all_records,
    the_sdk_gets_what_it_needs_and_no_secret,
    a_shopper_who_cancels_gives_the_stock_back,
    a_declined_card_gives_the_stock_back,
    an_expired_order_frees_the_stock
);

async fn a_paid_order_agrees_in_all_records(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 2), ("book-hangul", 1)]).await;
    assert_eq!(placed.total, 58_000);
    assert_eq!(placed.answer["totals"]["taxFree"], 22_000);
    assert_eq!(shop.records().await.stock("tea-jeju").await, (38, 2, 0));

    let claim = browser.authenticate(&placed, json!({"method": "card"})).await;
    let (code, status) = browser.confirm(&claim).await;
    assert_eq!(code, 200);
    assert_eq!((&status["state"], &status["captured"]), (&json!("paid"), &json!(58_000)));
    assert_eq!(shop.records().await.stock("tea-jeju").await, (38, 0, 2));
    let entry = shop.ledger(&placed.order_id);
    assert_eq!((entry.captured, entry.approvals, entry.confirm_calls), (58_000, 1, 1));
    shop.audit().await;
}

async fn the_sdk_gets_what_it_needs_and_no_secret(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("mug-moon", 1), ("book-hangul", 1)]).await;
    let prepared = browser.prepare(&placed.order_id).await;
    let payment = &prepared["payment"];
    assert_eq!(payment["amount"], json!({"currency": "KRW", "value": 46_000}));
    assert_eq!((&payment["method"], &payment["taxFreeAmount"]), (&json!("CARD"), &json!(22_000)));
    assert_eq!(payment["orderName"], "달항아리 머그 외 1건");
    assert!(prepared["sdkUrl"].as_str().unwrap().starts_with(&shop.pg_url));
    assert!(!prepared.to_string().contains("test_sk_"));
}

async fn a_shopper_who_cancels_gives_the_stock_back(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("print-minhwa", 1)]).await;
    let prepared = browser.prepare(&placed.order_id).await;
    let redirect = browser.window(&prepared, &json!({"result": "cancel"})).await;
    // Another shopper with the same address does not cancel the order.
    shop.browser().come_back(&redirect).await;
    assert_eq!(browser.status(&placed.order_id).await["state"], "ready");
    let page = browser.come_back(&redirect).await;
    let expected = format!("/result.html?orderId={}&outcome=failed&reason=shopper_canceled", placed.order_id);
    assert_eq!(page, expected);
    assert_eq!(browser.status(&placed.order_id).await["state"], "canceled");
    assert_eq!(shop.records().await.stock("print-minhwa").await, (1, 0, 0));
    shop.audit().await;
}

async fn a_declined_card_gives_the_stock_back(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("lamp-hanji", 2)]).await;
    let claim = browser.authenticate(&placed, json!({"result": "decline_at_confirm"})).await;
    let (code, status) = browser.confirm(&claim).await;
    assert_eq!((code, &status["state"], &status["captured"]), (200, &json!("declined"), &json!(0)));
    assert_eq!(status["reason"], "card_declined");
    assert_eq!(shop.records().await.stock("lamp-hanji").await, (5, 0, 0));
    shop.audit().await;
}

async fn an_expired_order_frees_the_stock(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("pen-brass", 3)]).await;
    assert_eq!(shop.records().await.stock("pen-brass").await, (7, 3, 0));
    shop.expire(&placed).await;
    browser.wait_for(&placed.order_id, "expired").await;
    assert_eq!(shop.records().await.stock("pen-brass").await, (10, 0, 0));
    shop.audit().await;
}

#[tokio::test]
async fn an_unreadable_return_leads_to_its_own_page() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let redirect = format!("{}/api/v1/payments/return/toss_payments?amount=1&amount=2", shop.url);
    assert_eq!(browser.come_back(&redirect).await, "/result.html?outcome=unreadable");
}
