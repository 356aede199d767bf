//! Secrets, card and phone numbers are planted wherever text comes in, and looked for wherever it comes out.

use crate::support::{Apart, On, SECRET_KEY, SESSION_KEY};
use serde_json::json;

const CARD: &str = "4330123412341234";
const PHONE: &str = "010-1234-5678";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_in_does_not_come_out() {
    let shop = Apart::start(On::Sqlite, true).await;
    let browser = shop.browser();
    let mut said = Vec::new();
    let poison = format!("{CARD} {PHONE} {SECRET_KEY}");

    // A whole purchase by virtual account: keys, account number and webhook secret go over the wire.
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({"method": "virtual_account"})).await;
    let (_, status) = browser.confirm(&claim).await;
    let account = status["deposit"]["accountNumber"].as_str().unwrap().to_owned();
    let key = claim["paymentKey"].as_str().unwrap().to_owned();
    browser.http.post(format!("{}/sandbox/toss-payments/deposits/{key}", shop.pg_url)).send().await.unwrap();
    browser.wait_for(&placed.order_id, "paid", std::time::Duration::from_secs(5)).await;

    // Poison in every place that takes text.
    let api = |path: &str| format!("{}{path}", shop.url());
    let requests = [
        browser
            .post("/api/v1/payments/confirm", &json!({"claim": {"pg": "toss_payments", "orderId": poison}})),
        browser.post("/api/v1/payments/confirm", &json!({"claim": {"pg": poison}})),
        browser.post(
            "/api/v1/payments/confirm",
            &json!({"claim": {"pg": "toss_payments", "orderId": placed.order_id,
            "paymentKey": CARD, "amount": poison}}),
        ),
        browser
            .post("/api/v1/payments/checkout", &json!({"lines": [{"productId": poison, "quantity": 1}]}))
            .header("idempotency-key", "cart-with-poison"),
        browser.post(&format!("/api/v1/payments/{CARD}/prepare"), &json!({"pg": "toss_payments"})),
        browser.http.get(api(&format!("/api/v1/payments/{CARD}"))),
        browser.http.get(api(&format!("/nowhere/{CARD}?phone={PHONE}"))),
        browser.http.get(api(&format!("/api/v1/payments/return/{CARD}"))),
        browser.post("/api/v1/webhooks/toss_payments", &json!({"nothing": poison})),
        browser.post(
            "/api/v1/webhooks/toss_payments",
            &json!({"createdAt": "2026-11-21T11:02:00", "secret": poison,
            "status": poison, "orderId": placed.order_id}),
        ),
        browser
            .http
            .get(api("/metrics"))
            .header("authorization", format!("Bearer {SECRET_KEY}"))
            .header("user-agent", CARD),
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
    assert!(log.lines().count() > 20 && log.contains("payment moved"), "nothing was logged");
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "no JSON: {line}");
    }
    said.push(log);

    let basic = {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(format!("{SECRET_KEY}:"))
    };
    for planted in [SECRET_KEY, SESSION_KEY, CARD, PHONE, "12341234", &basic, &account, &key, "ps_"] {
        for text in &said {
            assert!(!text.contains(planted), "{planted} came out in {text}");
        }
    }
}
