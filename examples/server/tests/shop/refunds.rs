//! Refunds by an operator: one for each key, within the balance, and without revealing the account.

use crate::support::{Browser, Db, OPERATOR_TOKEN, Shop, answer, fresh_key, wait_until};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::{Value, json};
use std::time::Duration;

on_each_database!(
    partial_refunds_stay_within_the_balance,
    one_key_is_one_refund,
    concurrent_refunds_stay_within_the_balance,
    a_lost_answer_refunds_once,
    a_virtual_account_is_refunded_to_the_given_account
);

async fn refund(browser: &Browser, order: &str, key: &str, body: Value) -> (u16, Value) {
    browser.operate(&format!("/{order}/refunds"), Some(&body), key).await
}

async fn partial_refunds_stay_within_the_balance(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 2)]).await;
    let order = placed.order_id.as_str();
    let (code, said) =
        refund(&browser, order, &fresh_key(), json!({"amount": 10_000, "reason": "한 개 파손"})).await;
    assert_eq!((code, &said["refund"]["state"]), (200, &json!("done")), "{said}");
    assert_eq!(
        (&said["payment"]["state"], &said["payment"]["refundable"]),
        (&json!("partially_refunded"), &json!(26_000))
    );
    let (code, said) = refund(&browser, order, &fresh_key(), json!({"amount": 26_001, "reason": "x"})).await;
    assert_eq!(
        (code, &said["code"], &said["refundable"]),
        (409, &json!("refund_exceeds_balance"), &json!(26_000))
    );
    let (code, said) = refund(&browser, order, &fresh_key(), json!({"reason": "전부"})).await;
    assert_eq!((code, &said["payment"]["state"]), (200, &json!("refunded")), "{said}");
    let (code, said) = refund(&browser, order, &fresh_key(), json!({"amount": 1, "reason": "x"})).await;
    assert_eq!((code, &said["code"]), (409, &json!("nothing_to_refund")));
    let (_, listed) = browser.operate(&format!("/{order}/refunds"), None, "").await;
    let amounts: Vec<&Value> = listed["refunds"].as_array().unwrap().iter().map(|r| &r["amount"]).collect();
    assert_eq!(amounts, [&json!(10_000), &Value::Null]);
    let entry = shop.ledger(order);
    assert_eq!((entry.refunded, entry.refunds), (36_000, 2));
    shop.audit().await;
}

async fn one_key_is_one_refund(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 2)]).await;
    let order = placed.order_id.as_str();
    let body = json!({"amount": 5_000, "reason": "파손"});
    let first = refund(&browser, order, "refund-key-1", body.clone()).await;
    let again = refund(&browser, order, "refund-key-1", body.clone()).await;
    assert_eq!((first.0, &first.1["refund"]), (again.0, &again.1["refund"]));
    for other in [
        json!({"amount": 5_001, "reason": "파손"}),
        json!({"amount": 5_000, "reason": "다른 이유"}),
        json!({"reason": "파손"}),
        json!({"amount": 5_000, "reason": "파손",
            "account": {"bankCode": "88", "accountNumber": "110123456789", "holderName": "김대조"}}),
    ] {
        let (code, said) = refund(&browser, order, "refund-key-1", other).await;
        assert_eq!((code, &said["code"]), (409, &json!("idempotency_key_reused")));
    }
    assert_eq!(shop.ledger(order).refunds, 1);
    // Another order may have the same key.
    let (other, _) = browser.buy(&[("tea-jeju", 1)]).await;
    assert_eq!(refund(&browser, &other.order_id, "refund-key-1", body).await.0, 200);
    shop.audit().await;
}

/// Ten requests at once, half of them with a key of their own: the refunds stay within the payment.
async fn concurrent_refunds_stay_within_the_balance(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    let order = placed.order_id.as_str();
    let clicks = (0..10).map(|n| {
        let (browser, body) = (browser.clone(), json!({"amount": 10_000, "reason": "경합"}));
        let key = if n % 2 == 0 { "one-and-the-same".to_owned() } else { fresh_key() };
        async move { refund(&browser, order, &key, body).await }
    });
    let answers = futures_util::future::join_all(clicks).await;
    for (code, said) in &answers {
        let refused =
            ["refund_under_way", "refund_exceeds_balance"].contains(&said["code"].as_str().unwrap_or(""));
        assert!([200, 202].contains(code) || (*code == 409 && refused), "{code} {said}");
    }
    let entry = shop.ledger(order);
    assert_eq!((entry.refunds, entry.refunded), (1, 10_000));
    shop.audit().await;
}

async fn a_lost_answer_refunds_once(db: Db) {
    let shop = Shop::open_on(db, |config| config.policy.call_timeout_ms = 800).await;
    shop.fault(Operation::Cancel, 1, Fault::DropAfterCommit);
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    let body = json!({"amount": 3_000, "reason": "응답 유실"});
    let (code, said) = refund(&browser, &placed.order_id, "lost-answer", body.clone()).await;
    assert!([200, 202].contains(&code), "{code} {said}");
    wait_until("the refund", async || {
        let (code, said) = refund(&browser, &placed.order_id, "lost-answer", body.clone()).await;
        if code == 200 { Ok(()) } else { Err(said) }
    })
    .await;
    let entry = shop.ledger(&placed.order_id);
    assert_eq!((entry.refunds, entry.refunded), (1, 3_000));
    shop.audit().await;
}

#[tokio::test]
async fn refunds_require_the_operators_token() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    let paths = ["refunds", "decisions", "history"];
    for path in paths.map(|path| format!("{}/api/v1/payments/{}/{path}", shop.url, placed.order_id)) {
        for token in ["", "wrong", &OPERATOR_TOKEN[1..], &format!("{OPERATOR_TOKEN}x")] {
            let request = if path.ends_with("history") {
                browser.http.get(&path)
            } else {
                browser.http.post(&path).json(&json!({"reason": "x", "decision": "refund"}))
            };
            let answered =
                request.bearer_auth(token).header("idempotency-key", "a-key-of-theirs").send().await.unwrap();
            assert_eq!(
                (answered.status().as_u16(), &answered.headers()["www-authenticate"]),
                (401, &"Bearer".parse::<reqwest::header::HeaderValue>().unwrap()),
                "{path}"
            );
        }
    }
    // A shopper's session gives no access, and neither do basic credentials.
    let url = format!("{}/api/v1/payments", shop.url);
    assert_eq!(answer(browser.http.get(&url)).await.0, 401);
    assert_eq!(answer(browser.http.get(&url).basic_auth("x", Some(OPERATOR_TOKEN))).await.0, 401);
    assert_eq!(shop.ledger(&placed.order_id).refunds, 0);

    let closed = Shop::open_on(Db::Sqlite, |config| config.operator_token = None).await;
    let (code, said) =
        answer(browser.http.get(format!("{}/api/v1/payments", closed.url)).bearer_auth("")).await;
    assert_eq!((code, &said["code"]), (404, &json!("operator_token_not_set")));
}

#[tokio::test]
async fn an_invalid_refund_is_refused_before_the_pg() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    let account = |bank: &str, number: &str, holder: &str| json!({"reason": "x", "account": {"bankCode": bank, "accountNumber": number, "holderName": holder}});
    let cases = [
        (json!({"reason": ""}), "reason"),
        (json!({"reason": "x".repeat(121)}), "reason"),
        (json!({"reason": "a\nb"}), "reason"),
        (account("", "110123456789", "김대조"), "account.bankCode"),
        (account("88", "110-123", "김대조"), "account.accountNumber"),
        (account("88", "110123456789", " "), "account.holderName"),
        (json!({"reason": "x", "amount": -1}), "line"),
        (json!({"reason": "x", "amount": 1.5}), "line"),
        (json!({"reason": "x", "refundAccount": 1}), "line"),
    ];
    for (body, field) in cases {
        let (code, said) = refund(&browser, &placed.order_id, &fresh_key(), body.clone()).await;
        assert_eq!((code, &said["code"]), (422, &json!("body_invalid")), "{body}");
        assert!(said["field"].as_str().unwrap().starts_with(field), "{body}: {said}");
    }
    let (code, said) =
        refund(&browser, &placed.order_id, &fresh_key(), json!({"amount": 0, "reason": "x"})).await;
    assert_eq!((code, &said["code"]), (409, &json!("refund_exceeds_balance")));
    let (code, said) = refund(&browser, &placed.order_id, "short", json!({"reason": "x"})).await;
    assert_eq!((code, &said["code"]), (400, &json!("idempotency_key_missing")));
}

/// The account goes to the PG and is forgotten with the end of its refund.
async fn a_virtual_account_is_refunded_to_the_given_account(db: Db) {
    let shop = Shop::open(db).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("bag-canvas", 1)]).await;
    let claim = browser.authenticate(&placed, json!({"method": "virtual_account"})).await;
    assert_eq!(browser.confirm(&claim).await.1["state"], "awaiting_deposit");
    let deposit =
        format!("{}/sandbox/toss-payments/deposits/{}", shop.pg_url, claim["paymentKey"].as_str().unwrap());
    browser.http.post(deposit).send().await.unwrap();
    browser.wait_for(&placed.order_id, "paid").await;
    let nowhere = refund(&browser, &placed.order_id, &fresh_key(), json!({"reason": "변심"})).await;
    assert_eq!((nowhere.0, &nowhere.1["code"]), (409, &json!("refund_account_missing")));
    // The PG answers late, so that the account can be read from the table meanwhile.
    shop.fault(Operation::Cancel, 1, Fault::Slow { min_ms: 1_500, max_ms: 1_500 });
    let body = json!({"reason": "변심", "account": {"bankCode": "88", "accountNumber": "110987654321", "holderName": "이심은"}});
    let asked = refund(&browser, &placed.order_id, "to-their-account", body);
    let look = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        shop.records().await.text_of("SELECT account_number FROM refund_accounts").await
    };
    let ((code, said), kept) = tokio::join!(asked, look);
    assert_eq!((code, &said["payment"]["state"]), (200, &json!("refunded")), "{said}");
    assert_eq!(kept, "110987654321");
    let records = shop.records().await;
    assert_eq!(records.count("SELECT count(*) FROM refund_accounts").await, 0, "it was not forgotten");
    for kept in ["SELECT document FROM payments", "SELECT concat_ws(' ', event, reason) FROM history"] {
        let text = records.text_of(kept).await;
        assert!(!text.contains("110987654321") && !text.contains("이심은"), "{kept}");
    }
    shop.audit().await;
}
