//! Secrets, card and phone numbers are planted in every input, and searched for in every output.

use crate::support::{
    Db, OPERATOR_TOKEN, Receiver, SECRET as EVENT_SECRET, SECRET_KEY, SESSION_KEY, ShopProcess,
};
use serde_json::json;

const CARD: &str = "4330123412341234";
const REFUND_TO: &str = "110555666777";
const HOLDER: &str = "박심은";
const PHONE: &str = "010-1234-5678";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_appear_in_no_output() {
    let receiver = Receiver::start().await;
    let mut shop = ShopProcess::start(Db::Sqlite, true).await;
    shop.environment.push(("DAEJO_EVENT_URL", format!("{}?token={CARD}", receiver.url)));
    shop.environment.push(("DAEJO_EVENT_SECRET", EVENT_SECRET.into()));
    shop.kill();
    shop.restart();
    let browser = shop.browser();
    let mut said = Vec::new();
    let planted_text = format!("{CARD} {PHONE} {SECRET_KEY}");

    // A whole purchase by virtual account, with keys, account number and webhook secret.
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({"method": "virtual_account"})).await;
    let (_, status) = browser.confirm(&claim).await;
    let account = status["deposit"]["accountNumber"].as_str().unwrap().to_owned();
    let key = claim["paymentKey"].as_str().unwrap().to_owned();
    browser.http.post(format!("{}/sandbox/toss-payments/deposits/{key}", shop.pg_url)).send().await.unwrap();
    browser.wait_for(&placed.order_id, "paid").await;

    // A refund to the shopper's account, with secrets in the operator's reason.
    let refunds = format!("/{}/refunds", placed.order_id);
    let wanted = json!({"reason": format!("변심 {planted_text}"), "account": {"bankCode": "88", "accountNumber": REFUND_TO, "holderName": HOLDER}});
    let (code, refunded) = browser.operate(&refunds, Some(&wanted), "refund-to-them").await;
    assert_eq!((code, &refunded["payment"]["state"]), (200, &json!("refunded")), "{refunded}");
    said.push(refunded.to_string());
    for body in [
        json!({"reason": "x", "account": {"bankCode": HOLDER, "accountNumber": REFUND_TO, "holderName": 1}}),
        json!({"reason": "x", "account": {"bankCode": "88", "accountNumber": format!("{REFUND_TO}x"), "holderName": HOLDER}}),
        json!({"amount": REFUND_TO, "reason": HOLDER}),
        json!({"reason": "x", "account": {"bankCode": "88", "accountNumber": REFUND_TO, "holderName": HOLDER}}),
    ] {
        let (code, answered) = browser.operate(&refunds, Some(&body), "refund-again").await;
        assert!(code == 422 || code == 409, "{code}");
        said.push(answered.to_string());
    }
    for path in [refunds.as_str(), &format!("/{}/history", placed.order_id), "?state=refunded", ""] {
        said.push(browser.operate(path, None, "").await.1.to_string());
    }
    let seen =
        receiver.wait_for("refunded", |seen| seen.iter().any(|s| s.body["type"] == "payment.refunded")).await;
    said.extend(seen.iter().map(|seen| String::from_utf8(seen.raw.clone()).unwrap()));
    for kept in [
        "SELECT document FROM payments",
        "SELECT document FROM orders",
        "SELECT concat_ws(' ', event, reason) FROM history",
        "SELECT concat_ws(' ', state, version) FROM outbox",
        "SELECT reason FROM alerts",
        "SELECT concat_ws(' ', fingerprint, answer) FROM idempotency",
        "SELECT concat_ws(' ', account_number, holder_name) FROM refund_accounts",
        "SELECT digest FROM gone_receivers",
    ] {
        let text = shop.records().await.text_of(kept).await;
        for planted in [REFUND_TO, HOLDER, CARD, PHONE, SECRET_KEY, OPERATOR_TOKEN, EVENT_SECRET] {
            assert!(!text.contains(planted), "{planted} is stored: {kept}");
        }
    }

    // Secrets in every input that takes text.
    let api = |path: &str| format!("{}{path}", shop.url());
    let requests = [
        browser.post(
            "/api/v1/payments/confirm",
            &json!({"claim": {"pg": "toss_payments", "orderId": planted_text}}),
        ),
        browser.post("/api/v1/payments/confirm", &json!({"claim": {"pg": planted_text}})),
        browser.post(
            "/api/v1/payments/confirm",
            &json!({"claim": {"pg": "toss_payments", "orderId": placed.order_id,
            "paymentKey": CARD, "amount": planted_text}}),
        ),
        browser
            .post(
                "/api/v1/payments/checkout",
                &json!({"lines": [{"productId": planted_text, "quantity": 1}]}),
            )
            .header("idempotency-key", "cart-with-secrets"),
        browser.post(&format!("/api/v1/payments/{CARD}/prepare"), &json!({"pg": "toss_payments"})),
        browser.http.get(api(&format!("/api/v1/payments/{CARD}"))),
        browser.http.get(api(&format!("/nowhere/{CARD}?phone={PHONE}"))),
        browser.http.get(api(&format!("/api/v1/payments/return/{CARD}"))),
        browser.post("/api/v1/webhooks/toss_payments", &json!({"nothing": planted_text})),
        browser.post(
            "/api/v1/webhooks/toss_payments",
            &json!({"createdAt": "2026-11-21T11:02:00", "secret": planted_text,
            "status": planted_text, "orderId": placed.order_id}),
        ),
        browser
            .http
            .get(api("/metrics"))
            .header("authorization", format!("Bearer {SECRET_KEY}"))
            .header("user-agent", CARD),
        browser
            .http
            .get(api("/api/v1/payments"))
            .header("authorization", format!("Bearer {SECRET_KEY}{CARD}")),
        browser.http.get(api(&format!("/api/v1/payments?state={CARD}"))).bearer_auth(OPERATOR_TOKEN),
        browser.http.get(api(&format!("/api/v1/payments/{CARD}/history"))).bearer_auth(OPERATOR_TOKEN),
        browser
            .post(
                &format!("/api/v1/payments/{}/decisions", placed.order_id),
                &json!({"decision": planted_text}),
            )
            .bearer_auth(OPERATOR_TOKEN),
    ];
    for request in requests {
        let answer = request.send().await.unwrap();
        said.push(answer.text().await.unwrap());
    }
    let redirect = api(&format!(
        "/api/v1/payments/return/toss_payments?code=REJECT_CARD_PAYMENT&message={CARD}&orderId={}",
        placed.order_id
    ));
    said.push(browser.come_back(&redirect).await);
    for page in ["/metrics", "/openapi.json", "/docs", "/readyz"] {
        said.push(browser.http.get(api(page)).send().await.unwrap().text().await.unwrap());
    }
    let log = shop.log();
    assert!(log.lines().count() > 20 && log.contains("payment changed state"), "nothing was logged");
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "no JSON: {line}");
    }
    said.push(log);

    let basic = {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(format!("{SECRET_KEY}:"))
    };
    let planted = [SECRET_KEY, SESSION_KEY, OPERATOR_TOKEN, EVENT_SECRET, CARD, PHONE, "12341234", &basic];
    for planted in planted.into_iter().chain([&account, &key, "ps_", REFUND_TO, HOLDER]) {
        for text in &said {
            assert!(!text.contains(planted), "{planted} is in {text}");
        }
    }
}
