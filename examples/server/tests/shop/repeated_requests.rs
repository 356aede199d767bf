//! Repeated and concurrent clicks, tabs, reloads and carts.

use crate::support::{Db, Shop, fresh_key};
use futures_util::future::join_all;
use serde_json::json;

on_each_database!(
    ten_confirms_at_once_are_one_approval,
    two_tabs_pay_once,
    a_reload_of_the_result_page_shows_the_result,
    one_cart_is_one_order,
    the_last_pieces_are_sold_once
);

async fn ten_confirms_at_once_are_one_approval(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("mug-moon", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let answers = join_all((0..10).map(|_| browser.confirm(&claim))).await;
    for (code, status) in answers {
        assert_eq!((code, &status["state"]), (200, &json!("paid")), "{status}");
    }
    let entry = shop.ledger(&placed.order_id);
    assert_eq!((entry.approvals, entry.confirm_calls), (1, 1));
    assert_eq!(shop.records().await.stock("mug-moon").await, (29, 0, 1));
    shop.audit().await;
}

async fn two_tabs_pay_once(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("mug-moon", 1)]).await;
    let first = browser.authenticate(&placed, json!({})).await;
    let second = browser.authenticate(&placed, json!({})).await;
    assert_ne!(first["paymentKey"], second["paymentKey"]);
    let ((a, _), (b, _)) = tokio::join!(browser.confirm(&first), browser.confirm(&second));
    let mut codes = [a, b];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409]);
    assert_eq!(browser.status(&placed.order_id).await["state"], "paid");
    shop.audit().await;
}

async fn a_reload_of_the_result_page_shows_the_result(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let (placed, claim) = browser.buy(&[("soap-mugwort", 3)]).await;
    for _ in 0..3 {
        let (code, status) = browser.confirm(&claim).await;
        assert_eq!((code, &status["state"]), (200, &json!("paid")));
    }
    assert_eq!(shop.ledger(&placed.order_id).confirm_calls, 1);
    // The browser's back button after the payment: the fail address undoes nothing.
    let back = format!(
        "{}/api/v1/payments/return/toss_payments?code=PAY_PROCESS_CANCELED&message=x&orderId={}",
        shop.url, placed.order_id
    );
    browser.come_back(&back).await;
    assert_eq!(browser.status(&placed.order_id).await["state"], "paid");
    shop.audit().await;
}

async fn one_cart_is_one_order(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    browser.get("/api/v1/products").await;
    let key = fresh_key();
    let answers = join_all((0..6).map(|_| browser.try_checkout(&[("tea-jeju", 1)], &key))).await;
    for answer in &answers {
        assert_eq!((answer.0, &answer.1), (201, &answers[0].1));
    }
    assert_eq!(shop.records().await.stock("tea-jeju").await, (39, 1, 0));
    let (code, problem) = browser.try_checkout(&[("tea-jeju", 2)], &key).await;
    assert_eq!((code, &problem["code"]), (422, &json!("idempotency_key_reused")));
    // The same key of another shopper is another key.
    assert_eq!(shop.browser().try_checkout(&[("tea-jeju", 2)], &key).await.0, 201);
    shop.audit().await;
}

async fn the_last_pieces_are_sold_once(db: Db) {
    let shop = Shop::open(db).await;
    let shoppers: Vec<_> = (0..12).map(|_| shop.browser()).collect();
    let answers = join_all(shoppers.iter().map(|browser| async {
        let lines = [("lamp-hanji", 1), ("tea-jeju", 1)];
        browser.try_checkout(&lines, &fresh_key()).await
    }))
    .await;
    let (sold, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(code, _)| *code == 201);
    assert_eq!(sold.len(), 5);
    for (code, problem) in refused {
        assert_eq!(
            (code, &problem["code"], &problem["productId"]),
            (409, &json!("out_of_stock"), &json!("lamp-hanji"))
        );
    }
    // An order without a lamp holds no tea either.
    assert_eq!(shop.records().await.stock("tea-jeju").await, (35, 5, 0));
    shop.audit().await;
}
