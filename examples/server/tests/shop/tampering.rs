//! A tampered value is refused and its field is named; nothing stays charged, and the stock is free again.

use crate::support::{Browser, Db, Placed, Shop};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};

on_each_database!(
    a_changed_amount_is_refused,
    the_payment_key_of_a_paid_order_is_refused,
    the_payment_key_of_an_open_order_is_refused,
    another_shoppers_order_is_not_found,
    a_mismatch_before_the_confirm_declines,
    a_mismatch_after_the_charge_is_refunded,
    an_answer_about_another_payment_is_not_used
);

fn mismatched_fields(body: &Value) -> Vec<&str> {
    body["mismatches"].as_array().unwrap().iter().map(|found| found["about"].as_str().unwrap()).collect()
}

async fn authenticated(shop: &Shop) -> (Browser, Placed, Value) {
    let browser = shop.browser();
    let placed = browser.checkout(&[("bag-canvas", 2)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    (browser, placed, claim)
}

async fn a_changed_amount_is_refused(db: Db) {
    let shop = Shop::open(db).await;
    for amount in ["1", "29999", "30000.5", "3e4 ", "-30000", "", "9999999999999999999"] {
        let (browser, placed, mut claim) = authenticated(&shop).await;
        claim["amount"] = json!(amount);
        let (code, problem) = browser.confirm(&claim).await;
        assert_eq!((code, &problem["code"]), (422, &json!("claim_refused")), "{amount}: {problem}");
        assert_eq!(mismatched_fields(&problem), ["amount"], "{amount}");
        assert_eq!(browser.status(&placed.order_id).await["state"], "declined");
        assert_eq!(shop.ledger(&placed.order_id).confirm_calls, 0);
        assert_eq!(shop.records().await.alerts(&placed.order_id).await, ["claim_tampered"]);
    }
    assert_eq!(shop.records().await.stock("bag-canvas").await, (50, 0, 0));
    shop.audit().await;
}

async fn the_payment_key_of_a_paid_order_is_refused(db: Db) {
    let shop = Shop::open(db).await;
    // The first order's own webhook would lead to a query.
    shop.fault(Operation::Webhook, 0, Fault::Drop);
    let (browser, first, paid) = authenticated(&shop).await;
    browser.confirm(&paid).await;
    let asked = shop.ledger(&first.order_id).query_calls;
    let second = browser.checkout(&[("bag-canvas", 2)]).await;
    let mut claim = paid.clone();
    claim["orderId"] = json!(second.order_id);
    let (code, problem) = browser.confirm(&claim).await;
    assert_eq!((code, &problem["code"]), (409, &json!("payment_key_taken")));
    assert_eq!(browser.status(&second.order_id).await["state"], "ready");
    let entry = shop.ledger(&first.order_id);
    assert_eq!((entry.confirm_calls, entry.query_calls), (1, asked), "something was sent");
    shop.audit().await;
}

async fn the_payment_key_of_an_open_order_is_refused(db: Db) {
    let shop = Shop::open(db).await;
    let (victim, first, open) = authenticated(&shop).await;
    let thief = shop.browser();
    let second = thief.checkout(&[("bag-canvas", 2)]).await;
    let mut claim = open.clone();
    claim["orderId"] = json!(second.order_id);
    let (code, status) = thief.confirm(&claim).await;
    assert_eq!((code, &status["state"]), (200, &json!("declined")), "{status}");
    assert_eq!(mismatched_fields(&status), ["order_id"]);
    assert_eq!(shop.ledger(&first.order_id).confirm_calls, 0);
    // The victim can still pay.
    let (code, status) = victim.confirm(&open).await;
    assert_eq!((code, &status["state"]), (200, &json!("paid")), "{status}");
    assert_eq!(shop.records().await.stock("bag-canvas").await, (48, 0, 2));
    shop.audit().await;
}

async fn another_shoppers_order_is_not_found(db: Db) {
    let shop = Shop::open(db).await;
    let (owner, placed, claim) = authenticated(&shop).await;
    let stranger = shop.browser();
    let (code, problem) = stranger.confirm(&claim).await;
    assert_eq!((code, &problem["code"]), (404, &json!("order_not_found")));
    let mut unknown = claim.clone();
    unknown["orderId"] = json!("order_nobodys");
    assert_eq!(stranger.confirm(&unknown).await, (404, problem.clone()), "the answers differ");
    let path = format!("/api/v1/payments/{}", placed.order_id);
    assert_eq!(stranger.get(&path).await, (404, problem));
    assert_eq!(owner.confirm(&claim).await.1["state"], "paid");
    shop.audit().await;
}

async fn a_mismatch_before_the_confirm_declines(db: Db) {
    let lies: [(Fault, &str); 4] = [
        (Fault::WrongAmount { amount: 1 }, "amount"),
        (Fault::WrongCurrency { currency: "USD".into() }, "currency"),
        (Fault::OmitAmount, "amount"),
        (Fault::WrongOrderId, "order_id"),
    ];
    for (lie, about) in lies {
        let shop = Shop::open(db).await;
        shop.fault(Operation::Query, 0, lie.clone());
        let (browser, placed, claim) = authenticated(&shop).await;
        let (_, status) = browser.confirm(&claim).await;
        assert_eq!(status["state"], "declined", "{lie:?}: {status}");
        assert!(mismatched_fields(&status).contains(&about), "{lie:?}: {status}");
        assert_eq!((status["captured"].as_i64(), shop.ledger(&placed.order_id).confirm_calls), (Some(0), 0));
        assert_eq!(shop.records().await.stock("bag-canvas").await, (50, 0, 0));
        shop.audit().await;
    }
}

async fn a_mismatch_after_the_charge_is_refunded(db: Db) {
    // The PG takes another amount, and its record shows that as well.
    for (lie, about) in [(Fault::WrongAmount { amount: 29_000 }, "amount")] {
        let shop = Shop::open(db).await;
        shop.fault(Operation::Confirm, 0, lie.clone());
        let (browser, placed, claim) = authenticated(&shop).await;
        browser.confirm(&claim).await;
        let status = browser.wait_for(&placed.order_id, "refunded").await;
        assert!(mismatched_fields(&status).contains(&about), "{lie:?}: {status}");
        let entry = shop.ledger(&placed.order_id);
        assert_eq!((entry.approvals, entry.captured - entry.refunded), (1, 0), "{lie:?}");
        assert!(shop.records().await.alerts(&placed.order_id).await.contains(&"pg_disagrees".into()));
        assert_eq!(shop.records().await.stock("bag-canvas").await, (50, 0, 0), "{lie:?}");
        shop.audit().await;
    }
}

async fn an_answer_about_another_payment_is_not_used(db: Db) {
    let lies = [
        Fault::WrongOrderId,
        Fault::WrongPaymentKey,
        Fault::UnknownStatus { word: "SETTLING".into() },
        // One wrong answer alone leads to no refund: the PG's record shows the amount.
        Fault::WrongCurrency { currency: "USD".into() },
        Fault::OmitAmount,
    ];
    for lie in lies {
        let shop = Shop::open(db).await;
        shop.fault(Operation::Confirm, 1, lie.clone());
        let (browser, placed, claim) = authenticated(&shop).await;
        browser.confirm(&claim).await;
        browser.wait_for(&placed.order_id, "paid").await;
        assert_eq!(shop.ledger(&placed.order_id).approvals, 1, "{lie:?}");
        shop.audit().await;
    }
}
