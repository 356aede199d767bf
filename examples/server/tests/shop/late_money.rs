//! Money that arrives after its order has ended: it is refunded, or the order is revived, by policy.

use crate::support::{Browser, Db, Placed, SECRET_KEY, Shop};
use daejo::payment::LateMoney;
use serde_json::{Value, json};

on_each_database!(
    late_money_is_refunded,
    late_money_revives_the_order,
    late_money_is_refunded_if_the_stock_is_sold
);

async fn shop(db: Db, late_money: LateMoney) -> Shop {
    Shop::open_on(db, |config| config.policy.late_money = late_money).await
}

/// An expired order whose shopper had authenticated.
async fn expired(shop: &Shop, product: &str) -> (Browser, Placed, Value) {
    let browser = shop.browser();
    let placed = browser.checkout(&[(product, 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    shop.expire(&placed).await;
    browser.wait_for(&placed.order_id, "expired").await;
    (browser, placed, claim)
}

/// A confirm without the shop, with its secret key; the shop gets the PG's webhook.
async fn confirm_elsewhere(shop: &Shop, browser: &Browser, claim: &Value, placed: &Placed) {
    let body = json!({
        "paymentKey": claim["paymentKey"], "orderId": placed.order_id, "amount": placed.total,
    });
    let request = browser.http.post(format!("{}/v1/payments/confirm", shop.pg_url));
    let answer = request.basic_auth(SECRET_KEY, Some("")).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

async fn late_money_is_refunded(db: Db) {
    let shop = shop(db, LateMoney::Refund).await;
    let (browser, placed, claim) = expired(&shop, "print-minhwa").await;
    confirm_elsewhere(&shop, &browser, &claim, &placed).await;
    browser.wait_for(&placed.order_id, "refunded").await;
    assert!(shop.records().await.alerts(&placed.order_id).await.contains(&"late_money".into()));
    assert_eq!(shop.records().await.stock("print-minhwa").await, (1, 0, 0));
    shop.audit().await;
}

async fn late_money_revives_the_order(db: Db) {
    let shop = shop(db, LateMoney::Revive).await;
    let (browser, placed, claim) = expired(&shop, "print-minhwa").await;
    assert_eq!(shop.records().await.stock("print-minhwa").await, (1, 0, 0));
    confirm_elsewhere(&shop, &browser, &claim, &placed).await;
    browser.wait_for(&placed.order_id, "paid").await;
    assert_eq!(shop.records().await.stock("print-minhwa").await, (0, 0, 1));
    shop.audit().await;
}

async fn late_money_is_refunded_if_the_stock_is_sold(db: Db) {
    let shop = shop(db, LateMoney::Revive).await;
    let (browser, placed, claim) = expired(&shop, "print-minhwa").await;
    shop.browser().buy(&[("print-minhwa", 1)]).await;
    confirm_elsewhere(&shop, &browser, &claim, &placed).await;
    browser.wait_for(&placed.order_id, "refunded").await;
    let entry = shop.ledger(&placed.order_id);
    assert_eq!((entry.approvals, entry.captured - entry.refunded), (1, 0));
    assert_eq!(shop.records().await.stock("print-minhwa").await, (0, 0, 1));
    shop.audit().await;
}
