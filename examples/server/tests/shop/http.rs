//! What every route has: problem documents, headers, origins, probes, descriptions.

use crate::support::{Db, Shop, answer, fresh_key, wait_until};
use serde_json::{Value, json};

#[tokio::test]
async fn problems_are_problem_documents_with_a_code() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let checkout =
        |body: Value| browser.post("/api/v1/payments/checkout", &body).header("idempotency-key", fresh_key());
    let line = |id: &str, quantity: i64| json!({"lines": [{"productId": id, "quantity": quantity}]});
    let plain = browser.http.post(format!("{}/api/v1/payments/checkout", shop.url)).body("{}");
    let cases = [
        (checkout(line("tea-jeju", 0)), 422, "body_invalid"),
        (checkout(line("tea-jeju", 100)), 422, "body_invalid"),
        (checkout(line("tea-jeju", -1)), 422, "body_invalid"),
        (checkout(line("nothing", 1)), 422, "body_invalid"),
        (checkout(json!({"lines": []})), 422, "body_invalid"),
        (
            checkout(json!({"lines": [{"productId": "tea-jeju", "quantity": 1, "unitPrice": 1}]})),
            422,
            "body_invalid",
        ),
        (checkout(json!({"pad": "x".repeat(70_000)})), 413, "body_too_large"),
        (browser.post("/api/v1/payments/checkout", &line("tea-jeju", 1)), 400, "idempotency_key_missing"),
        (plain, 415, "not_json"),
        (browser.http.get(format!("{}/api/v1/payments/order_nobodys", shop.url)), 404, "order_not_found"),
        (browser.http.get(format!("{}/api/v1/payments/%FF", shop.url)), 404, "not_found"),
        (browser.http.get(format!("{}/api/v1/payments/return/nobody", shop.url)), 404, "unknown_pg"),
        (browser.http.get(format!("{}/nowhere", shop.url)), 404, "not_found"),
        (browser.http.delete(format!("{}/api/v1/products", shop.url)), 405, "method_not_allowed"),
    ];
    for (request, status, code) in cases {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{code}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{code}");
        let body: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!((&body["code"], &body["status"]), (&json!(code), &json!(status)));
    }
    shop.audit().await;
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let body = json!({"lines": [{"productId": "tea-jeju", "quantity": 1}]});
    for (name, value) in
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("origin", "null")]
    {
        let request = browser.post("/api/v1/payments/checkout", &body).header("idempotency-key", fresh_key());
        let (status, problem) = answer(request.header(name, value)).await;
        assert_eq!((status, &problem["code"]), (403, &json!("foreign_origin")));
    }
    let request = browser.post("/api/v1/payments/checkout", &body).header("idempotency-key", fresh_key());
    let request = request.header("origin", &shop.url).header("sec-fetch-site", "same-origin");
    assert_eq!(answer(request).await.0, 201);
}

#[tokio::test]
async fn a_forged_session_is_ignored() {
    let shop = Shop::open(Db::Sqlite).await;
    let first = shop.browser().http.get(format!("{}/api/v1/products", shop.url)).send().await.unwrap();
    let cookie = first.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let signed = cookie.split(';').next().unwrap();
    let (name, rest) = signed.split_once('=').unwrap();
    let (id, signature) = rest.split_once('.').unwrap();
    let forged =
        [format!("{name}=cus_somebodyelse.{signature}"), format!("{name}={id}."), format!("{name}={id}")];
    for (cookie, is_session) in forged.iter().map(|forged| (forged.as_str(), false)).chain([(signed, true)]) {
        // A client without a cookie store sends just this.
        let request =
            reqwest::Client::new().get(format!("{}/api/v1/products", shop.url)).header("cookie", cookie);
        let is_new = request.send().await.unwrap().headers().contains_key("set-cookie");
        assert_eq!(is_new, !is_session, "{cookie}");
    }
}

#[tokio::test]
async fn every_answer_has_security_headers() {
    let shop = Shop::open(Db::Sqlite).await;
    let answer = shop.browser().http.get(format!("{}/docs", shop.url)).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    let policy = header("content-security-policy");
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {}", shop.pg_url)), "{policy}");
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("x-request-id").len(), 16);
}

#[tokio::test]
async fn probes_openapi_and_metrics_are_complete() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    browser.buy(&[("tea-jeju", 1)]).await;
    for probe in ["/healthz", "/readyz"] {
        assert_eq!(browser.get(probe).await.0, 200);
    }
    let (_, openapi) = browser.get("/openapi.json").await;
    for path in [
        "/api/v1/payments/checkout",
        "/api/v1/payments/{orderId}/prepare",
        "/api/v1/payments/confirm",
        "/api/v1/payments/{orderId}",
        "/api/v1/payments/return/{pg}",
        "/api/v1/webhooks/{pg}",
        "/api/v1/payments",
        "/api/v1/payments/{orderId}/refunds",
        "/api/v1/payments/{orderId}/decisions",
        "/api/v1/payments/{orderId}/history",
        "/api/v1/events/resume",
    ] {
        assert!(openapi["paths"][path].is_object(), "{path}");
    }
    assert!(openapi["components"]["schemas"]["Problem"].is_object());
    let wanted = [
        r#"daejo_payment_transitions_total{from="confirming",to="paid"}"#,
        r#"daejo_pg_call_seconds_count{operation="confirm",certainty="applied"}"#,
        r#"daejo_webhooks_total{outcome="new"}"#,
        r#"daejo_in_flight{kind="money"}"#,
        r#"daejo_in_flight{kind="connections"}"#,
        r#"daejo_pg_circuit{class="money"} 0"#,
    ];
    // The webhook arrives later than the answer to the shopper.
    wait_until("every metric", async || {
        let answer = browser.http.get(format!("{}/metrics", shop.url)).send().await.unwrap();
        let metrics = answer.text().await.unwrap();
        if wanted.iter().all(|line| metrics.contains(line)) { Ok(()) } else { Err(metrics) }
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_the_last_state() {
    let shop = Shop::open(Db::Sqlite).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let url = format!("{}/api/v1/payments/{}", shop.url, placed.order_id);
    let stream = browser.http.get(url).header("accept", "text/event-stream").send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let claim = browser.authenticate(&placed, json!({})).await;
    browser.confirm(&claim).await;
    // It ends after the last change.
    let text = stream.text().await.unwrap();
    let states: Vec<Value> = text
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str::<Value>(data).unwrap()["state"].clone())
        .collect();
    assert_eq!((states.first(), states.last()), (Some(&json!("ready")), Some(&json!("paid"))), "{text}");
}

#[tokio::test]
async fn the_shops_pages_are_served() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("shop");
    let shop = Shop::open_on(Db::Sqlite, |config| config.shop_dir = Some(pages)).await;
    let browser = shop.browser();
    for (path, kind) in [("/", "text/html"), ("/result.html", "text/html"), ("/style.css", "text/css")] {
        let answer = browser.http.get(format!("{}{path}", shop.url)).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"].as_bytes()[..kind.len()]),
            (200, kind.as_bytes())
        );
    }
    let (status, problem) = browser.get("/nowhere.html").await;
    assert_eq!((status, &problem["code"]), (404, &json!("not_found")));
    let (status, _) = browser.get("/../Cargo.toml").await;
    assert_eq!(status, 404);
}
