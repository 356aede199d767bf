//! Decisions about quarantined payments, and requests that are not allowed.

use crate::support::{Browser, Db, OPERATOR_TOKEN, Placed, Shop, answer};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};

on_each_database!(
    an_operator_accepts_the_money,
    an_operator_refunds_the_money,
    an_operator_declines_without_money,
    an_operator_repeats_the_query,
    the_history_names_the_operator
);

/// A quarantined order: every answer was lost for too long. `commit`: whether the PG took the money.
async fn quarantined(db: Db, commit: bool) -> (Shop, Browser, Placed, Value) {
    let shop = Shop::open_on(db, |config| {
        config.policy.call_timeout_ms = 300;
        config.policy.unknown_budget_ms = 1_500;
        config.policy.verify_before_confirm = false;
        config.limits.breaker.failures = 1_000;
    })
    .await;
    let lost = if commit { Fault::DropAfterCommit } else { Fault::DropBeforeCommit };
    shop.fault(Operation::Confirm, 1, lost);
    shop.fault(Operation::Query, 0, Fault::HttpError { status: 503, code: None, commit: false });
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    browser.confirm(&claim).await;
    browser.wait_for(&placed.order_id, "quarantined").await;
    shop.server.sandbox().unwrap().clear_scenarios();
    let (code, listed) = browser.operate("?state=quarantined", None, "").await;
    assert_eq!((code, listed["payments"].as_array().unwrap().len()), (200, 1));
    let waiting = listed["payments"][0].clone();
    assert_eq!(waiting["orderId"], placed.order_id.as_str());
    assert!(waiting["reason"].is_string(), "{waiting}");
    (shop, browser, placed, waiting)
}

async fn decide(browser: &Browser, placed: &Placed, decision: &str) -> (u16, Value) {
    let path = format!("/{}/decisions", placed.order_id);
    browser.operate(&path, Some(&json!({"decision": decision})), "").await
}

async fn an_operator_accepts_the_money(db: Db) {
    let (shop, browser, placed, waiting) = quarantined(db, true).await;
    assert!(waiting["allowedDecisions"].as_array().unwrap().contains(&json!("accept_as_paid")), "{waiting}");
    let (code, said) = decide(&browser, &placed, "accept_as_paid").await;
    assert_eq!((code, &said["state"]), (200, &json!("paid")), "{said}");
    let (code, again) = decide(&browser, &placed, "decline").await;
    assert_eq!((code, &again["code"]), (409, &json!("nothing_to_decide")));
    assert_eq!(shop.records().await.stock("tea-jeju").await, (39, 0, 1));
    let (_, listed) = browser.operate("", None, "").await;
    assert_eq!(listed["payments"], json!([]));
    let (_, history) = browser.operate(&format!("/{}/history", placed.order_id), None, "").await;
    let events: Vec<&str> =
        history["history"].as_array().unwrap().iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!((events.first(), events.last()), (Some(&"started"), Some(&"decided")));
    shop.audit().await;
}

async fn an_operator_refunds_the_money(db: Db) {
    let (shop, browser, placed, _) = quarantined(db, true).await;
    let (code, said) = decide(&browser, &placed, "refund").await;
    assert_eq!((code, &said["state"]), (200, &json!("refunded")), "{said}");
    assert_eq!(shop.ledger(&placed.order_id).refunded, 18_000);
    assert_eq!(shop.records().await.stock("tea-jeju").await, (40, 0, 0));
    shop.audit().await;
}

async fn an_operator_declines_without_money(db: Db) {
    let (shop, browser, placed, _) = quarantined(db, false).await;
    let (code, said) = decide(&browser, &placed, "decline").await;
    assert_eq!((code, &said["state"]), (200, &json!("declined")), "{said}");
    assert_eq!(shop.records().await.stock("tea-jeju").await, (40, 0, 0));
    shop.audit().await;
}

/// A decision without an author is refused, and the history names the author of each decision and refund.
async fn the_history_names_the_operator(db: Db) {
    let (shop, browser, placed, _) = quarantined(db, true).await;
    let path = format!("{}/api/v1/payments/{}/decisions", shop.url, placed.order_id);
    for operator in [String::new(), " ".into(), "a b".into(), "k".repeat(65)] {
        let request = browser.http.post(&path).bearer_auth(OPERATOR_TOKEN).header("operator-id", &operator);
        let (code, said) = answer(request.json(&json!({"decision": "accept_as_paid"}))).await;
        assert_eq!((code, &said["code"]), (400, &json!("operator_id_invalid")), "{operator:?}");
    }
    let (code, said) = decide(&browser, &placed, "accept_as_paid").await;
    assert_eq!((code, &said["state"]), (200, &json!("paid")), "{said}");
    let (_, said) = browser.operate(&format!("/{}/history", placed.order_id), None, "").await;
    let lines = said["history"].as_array().unwrap();
    let of = |event: &str| lines.iter().find(|line| line["event"] == event).unwrap();
    assert_eq!(of("decided")["operator"], "op-kim", "{said}");
    assert!(of("answered").get("operator").is_none(), "{said}");
    shop.audit().await;
}

async fn an_operator_repeats_the_query(db: Db) {
    let (shop, browser, placed, _) = quarantined(db, true).await;
    let (code, said) = decide(&browser, &placed, "ask_again").await;
    assert_eq!((code, &said["state"]), (200, &json!("paid")), "{said}");
    shop.audit().await;
}

#[tokio::test]
async fn an_invalid_request_changes_nothing() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    let (code, said) = decide(&browser, &placed, "refund").await;
    assert_eq!((code, &said["code"]), (409, &json!("nothing_to_decide")));
    assert_eq!(decide(&browser, &placed, "burn_it").await.0, 422);
    for (query, expected) in [
        ("?state=paid", 200),
        ("?state=sold_out", 400),
        ("?limit=0", 400),
        ("?limit=201", 400),
        ("?x=1", 400),
    ] {
        assert_eq!(browser.operate(query, None, "").await.0, expected, "{query}");
    }
    assert_eq!(browser.operate("/order_nobodys/history", None, "").await.0, 404);
    assert_eq!(browser.status(&placed.order_id).await["state"], "paid");
}
