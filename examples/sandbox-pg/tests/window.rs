//! The payment window, as a browser uses it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use serde_json::json;
use support::{Shop, json_of, shop};

async fn press(shop: &Shop, session: &str, form: &str) -> (u16, String) {
    let url = format!("{}/sandbox/toss-payments/window/{session}", shop.base);
    let post = shop.http.post(url).header("content-type", "application/x-www-form-urlencoded");
    let answer = post.body(form.to_owned()).send().await.unwrap();
    let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), location.unwrap_or_default())
}

#[tokio::test]
async fn the_window_escapes_values_has_two_languages_and_redirects() {
    let shop = shop().await;
    let mut order = shop.order("order-window", "KRW", json!(1_234_500));
    order["orderName"] = json!("<script>alert('x')</script>");
    let answer = shop.request_window(&order).await;
    let answer: serde_json::Value = answer.json().await.unwrap();
    let (session, url) = (answer["id"].as_str().unwrap(), answer["windowUrl"].as_str().unwrap());
    let page = shop.http.get(url).send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let html = page.text().await.unwrap();
    assert!(
        html.contains("lang=\"ko\"") && html.contains("1,234,500원 결제하기") && html.contains("테스트 결제")
    );
    assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"));
    for id in
        ["pay", "cancel", "fail", "decline-at-confirm", "method-card", "method-virtual-account", "issuer-41"]
    {
        assert!(html.contains(&format!("data-testid=\"{id}\"")), "{id}");
    }
    for english in [
        shop.http.get(format!("{url}?lang=en")),
        shop.http.get(url).header("accept-language", "en-GB,en;q=0.9,ko;q=0.5"),
    ] {
        assert!(english.send().await.unwrap().text().await.unwrap().contains("Payment method"));
    }

    let form = "lang=ko&method=card&issuer=11&action=pay";
    let (status, to) = press(&shop, session, form).await;
    assert_eq!(status, 303);
    assert!(to.starts_with("http://shop.test/success?cart=7&paymentType=NORMAL&orderId=order-window&"));
    // The back button: paying again gives the same redirect and no second authentication. Any other
    // decision is too late.
    for late in ["cancel", "fail", "fail_by_card_company"] {
        assert_eq!(press(&shop, session, &format!("action={late}")).await, (410, String::new()), "{late}");
    }
    assert_eq!(press(&shop, session, form).await, (303, to));
    assert_eq!(shop.sandbox.ledger()[0].events.len(), 2);
}

#[tokio::test]
async fn leaving_the_window_redirects_with_the_reason() {
    let shop = shop().await;
    for (at, (action, code)) in [
        ("cancel", "PAY_PROCESS_CANCELED"),
        ("fail", "PAY_PROCESS_ABORTED"),
        ("fail_by_card_company", "REJECT_CARD_COMPANY"),
    ]
    .into_iter()
    .enumerate()
    {
        let order = format!("order-leave-{at}");
        let session = shop.session(&order, "KRW", json!(1_000)).await;
        let (status, to) = press(&shop, &session, &format!("action={action}")).await;
        assert_eq!(status, 303);
        assert!(to.starts_with(&format!("http://shop.test/fail?code={code}&message=")), "{to}");
        assert!(to.ends_with(&format!("&orderId={order}")));
        assert_eq!(
            json_of(shop.query_by_order(&order)).await["status"],
            "READY",
            "closing does not change the status"
        );
        assert_eq!(press(&shop, &session, "action=pay&method=card").await.0, 410);
    }
    assert_eq!(press(&shop, "nothing", "action=pay").await.0, 410);
}

#[tokio::test]
async fn an_invalid_request_opens_no_window() {
    let shop = shop().await;
    for (member, value, code) in [
        ("clientKey", json!("test_ck_other"), "INVALID_CLIENT_KEY"),
        ("orderId", json!("short"), "INVALID_ORDER_ID"),
        ("orderId", json!("with space in it"), "INVALID_ORDER_ID"),
        ("orderName", json!(""), "INVALID_ORDER_NAME"),
        ("successUrl", json!("javascript:alert(1)"), "INCORRECT_SUCCESS_URL_FORMAT"),
        ("failUrl", json!("/relative"), "INCORRECT_FAIL_URL_FORMAT"),
        ("amount", json!({"currency": "EUR", "value": 1}), "INVALID_CURRENCY"),
        ("amount", json!({"currency": "KRW", "value": 0}), "INVALID_REQUEST"),
        ("method", json!("BARTER"), "NOT_SUPPORTED_METHOD"),
    ] {
        let mut order = shop.order("order-invalid", "KRW", json!(1_000));
        order[member] = value;
        let answer = shop.request_window(&order).await;
        assert_eq!(answer.status(), 400);
        assert_eq!(answer.json::<serde_json::Value>().await.unwrap()["code"], code);
    }
    assert!(shop.sandbox.ledger().is_empty());
}

#[tokio::test]
async fn the_sdk_script_may_post_from_any_origin() {
    let shop = shop().await;
    let script = shop.http.get(format!("{}/sandbox/toss-payments/sdk.js", shop.base)).send().await.unwrap();
    assert!(script.headers()["content-type"].to_str().unwrap().starts_with("text/javascript"));
    assert!(script.text().await.unwrap().contains("TossPayments.ANONYMOUS"));
    let url = format!("{}/sandbox/toss-payments/sessions", shop.base);
    let preflight = shop
        .http
        .request(reqwest::Method::OPTIONS, url)
        .header("origin", "http://shop.test")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let answer = preflight.send().await.unwrap();
    assert!(answer.status().is_success());
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
}
