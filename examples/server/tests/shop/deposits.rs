//! Virtual accounts: only the shopper sees the account, and it is not stored.

use crate::support::{Browser, Db, Placed, Shop};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};

on_each_database!(
    a_deposit_pays,
    a_deposit_is_found_without_its_webhook,
    an_expired_deposit_frees_the_stock,
    a_deposit_that_the_bank_takes_back_is_quarantined
);

async fn issued(shop: &Shop) -> (Browser, Placed, Value, Value) {
    let browser = shop.browser();
    let placed = browser.checkout(&[("bag-canvas", 1)]).await;
    let claim = browser.authenticate(&placed, json!({"method": "virtual_account"})).await;
    let (code, status) = browser.confirm(&claim).await;
    assert_eq!(
        (code, &status["state"], &status["settled"]),
        (200, &json!("awaiting_deposit"), &json!(false))
    );
    (browser, placed, claim, status)
}

async fn bank(shop: &Shop, claim: &Value, what: &str) {
    let key = claim["paymentKey"].as_str().unwrap();
    let url = format!("{}/sandbox/toss-payments/deposits/{key}{what}", shop.pg_url);
    assert_eq!(shop.browser().http.post(url).send().await.unwrap().status(), 200);
}

async fn a_deposit_pays(db: Db) {
    let shop = Shop::open(db).await;
    let (browser, placed, claim, status) = issued(&shop).await;
    let number = status["deposit"]["accountNumber"].as_str().unwrap();
    assert_eq!(shop.records().await.stock("bag-canvas").await, (49, 1, 0));
    bank(&shop, &claim, "").await;
    let paid = browser.wait_for(&placed.order_id, "paid").await;
    assert!(paid.get("deposit").is_none());
    for kept in ["SELECT document FROM payments", "SELECT body FROM inbox", "SELECT headers FROM inbox"] {
        assert!(!shop.records().await.text_of(kept).await.contains(number), "{kept}");
    }
    assert_eq!(shop.records().await.stock("bag-canvas").await, (49, 0, 1));
    shop.audit().await;
}

async fn a_deposit_is_found_without_its_webhook(db: Db) {
    let shop = Shop::open_on(db, |config| config.policy.deposit_poll_ms = 500).await;
    shop.fault(Operation::Webhook, 0, Fault::Drop);
    let (browser, placed, claim, _) = issued(&shop).await;
    bank(&shop, &claim, "").await;
    browser.wait_for(&placed.order_id, "paid").await;
    shop.audit().await;
}

async fn an_expired_deposit_frees_the_stock(db: Db) {
    let shop = Shop::open_on(db, |config| {
        config.policy.deposit_poll_ms = 300;
        config.policy.deposit_grace_ms = 100;
    })
    .await;
    let (browser, placed, claim, _) = issued(&shop).await;
    bank(&shop, &claim, "/expire").await;
    browser.wait_for(&placed.order_id, "expired").await;
    assert_eq!(shop.records().await.stock("bag-canvas").await, (50, 0, 0));
    shop.audit().await;
}

async fn a_deposit_that_the_bank_takes_back_is_quarantined(db: Db) {
    let shop = Shop::open(db).await;
    let (browser, placed, claim, _) = issued(&shop).await;
    bank(&shop, &claim, "").await;
    browser.wait_for(&placed.order_id, "paid").await;
    bank(&shop, &claim, "/rollback").await;
    browser.wait_for(&placed.order_id, "quarantined").await;
    let alerts = shop.records().await.alerts(&placed.order_id).await;
    assert_eq!(alerts, ["deposit_rolled_back", "decision_needed"]);
}
