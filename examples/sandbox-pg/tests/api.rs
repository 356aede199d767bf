//! The API without faults: authentication, confirm, query, cancel.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use serde_json::{Value, json};
use support::{json_of, refusal, shop};

#[tokio::test]
async fn the_secret_key_is_basic_auth_with_a_colon() {
    let shop = shop().await;
    let request = || shop.http.get(format!("{}/v1/payments/orders/nothing", shop.base));
    // "test_sk_x" without a colon, then with one, then the right key with a password.
    let without_colon = request().header("authorization", "Basic dGVzdF9za194");
    assert_eq!(refusal(without_colon).await, (403, "INCORRECT_BASIC_AUTH_FORMAT".into()));
    assert_eq!(refusal(request().basic_auth("test_sk_x", Some(""))).await, (401, "UNAUTHORIZED_KEY".into()));
    let key = &shop.config.secret_key;
    assert_eq!(refusal(request().basic_auth(key, Some("x"))).await, (401, "UNAUTHORIZED_KEY".into()));
    assert_eq!(refusal(request()).await, (401, "UNAUTHORIZED_KEY".into()));
    assert_eq!(refusal(shop.api(request())).await, (404, "NOT_FOUND_PAYMENT".into()));
}

#[tokio::test]
async fn a_card_payment_ends_as_done() {
    let shop = shop().await;
    let paid = shop.authenticate("order-happy-1", 15_000, json!({"method": "card", "issuer": "61"})).await;
    let expected = format!(
        "http://shop.test/success?cart=7&paymentType=NORMAL&orderId=order-happy-1&paymentKey={}&amount=15000",
        paid.key
    );
    assert_eq!(paid.redirect, expected);
    assert_eq!(json_of(shop.query(&paid)).await["status"], "IN_PROGRESS");

    let answer = shop.confirm(&paid, 15_000).header("idempotency-key", "k1").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["idempotency-key"], "k1");
    assert!(answer.headers().contains_key("x-tosspayments-trace-id"));
    let payment: Value = answer.json().await.unwrap();
    assert_eq!(payment["status"], "DONE");
    assert_eq!(payment["method"], "카드");
    assert_eq!(payment["card"]["issuerCode"], "61");
    assert_eq!((&payment["totalAmount"], &payment["balanceAmount"]), (&json!(15_000), &json!(15_000)));
    assert_eq!((&payment["suppliedAmount"], &payment["vat"]), (&json!(13_636), &json!(1_364)));
    for absent in ["cancels", "virtualAccount", "failure", "easyPay", "metadata", "cashReceipt"] {
        assert_eq!(payment.get(absent), Some(&Value::Null), "{absent} must be present and null");
    }
    assert!(payment["approvedAt"].as_str().unwrap().ends_with("+09:00"));
    assert_eq!(json_of(shop.query_by_order("order-happy-1")).await, payment);

    let entry = shop.entry(&paid);
    assert_eq!((entry.captured, entry.refunded, entry.approvals, entry.confirm_calls), (15_000, 0, 1, 1));
}

#[tokio::test]
async fn confirm_refuses_other_values_than_the_window_requested() {
    let shop = shop().await;
    let session = shop.session("order-refuse", "KRW", json!(5_000)).await;
    let paid = shop.authenticate("order-refuse", 5_000, json!({})).await;
    let with = |amount: Value| json!({"paymentKey": paid.key, "orderId": paid.order, "amount": amount});
    for amount in [json!(1), json!("5000"), json!(5_000.5), json!(null)] {
        assert_eq!(refusal(shop.confirm_raw(&with(amount))).await, (400, "INVALID_REQUEST".into()));
    }
    let other = json!({"paymentKey": paid.key, "orderId": "another", "amount": 5_000});
    assert_eq!(refusal(shop.confirm_raw(&other)).await, (400, "INVALID_REQUEST".into()));
    let none = json!({"paymentKey": "none", "orderId": paid.order, "amount": 5_000});
    assert_eq!(refusal(shop.confirm_raw(&none)).await, (404, "NOT_FOUND_PAYMENT".into()));
    assert_eq!(shop.entry(&paid).captured, 0);

    assert_eq!(shop.confirm_raw(&with(json!(5_000.0))).send().await.unwrap().status(), 200);
    assert_eq!(refusal(shop.confirm(&paid, 5_000)).await, (400, "ALREADY_PROCESSED_PAYMENT".into()));
    // A second window of the same order must not take the money again.
    let second = shop.decide(&session, json!({})).await;
    let second = json!({"paymentKey": second["paymentKey"], "orderId": "order-refuse", "amount": 5_000});
    assert_eq!(refusal(shop.confirm_raw(&second)).await, (400, "DUPLICATED_ORDER_ID".into()));
    assert_eq!(shop.request_window(&shop.order("order-refuse", "KRW", json!(5_000))).await.status(), 400);
    assert_eq!(shop.entry(&paid).approvals, 1);
}

#[tokio::test]
async fn the_test_code_header_selects_the_error() {
    let shop = shop().await;
    let with = |code: &str| shop.confirm_raw(&json!({})).header("TossPayments-Test-Code", code.to_owned());
    assert_eq!(refusal(with("REJECT_CARD_COMPANY")).await, (403, "REJECT_CARD_COMPANY".into()));
    assert_eq!(refusal(with("NO_SUCH_CODE")).await, (400, "INVALID_TEST_CODE".into()));
}

#[tokio::test]
async fn a_declined_confirm_aborts_the_payment() {
    let shop = shop().await;
    let paid = shop.authenticate("order-decline", 1_000, json!({"result": "decline_at_confirm"})).await;
    assert_eq!(refusal(shop.confirm(&paid, 1_000)).await, (403, "REJECT_CARD_COMPANY".into()));
    let payment = json_of(shop.query(&paid)).await;
    assert_eq!(payment["status"], "ABORTED");
    assert_eq!(payment["failure"]["code"], "REJECT_CARD_COMPANY");
    assert_eq!(
        payment["balanceAmount"], 1_000,
        "as at the real PG, the balance of a payment without money is its total"
    );
    assert_eq!(shop.entry(&paid).captured, 0);
}

#[tokio::test]
async fn a_second_full_cancel_is_refused() {
    let shop = shop().await;
    let paid = shop.confirmed("order-cancel-all", 11_000).await;
    let cancel = || shop.cancel(&paid, &json!({"cancelReason": "단순 변심"}));
    let payment = json_of(cancel()).await;
    assert_eq!(payment["status"], "CANCELED");
    assert_eq!(
        (&payment["balanceAmount"], &payment["vat"], &payment["suppliedAmount"]),
        (&json!(0), &json!(0), &json!(0))
    );
    assert_eq!(payment["lastTransactionKey"], payment["cancels"][0]["transactionKey"]);
    assert_eq!(payment["cancels"][0]["cancelAmount"], 11_000);
    assert_eq!(refusal(cancel()).await, (400, "ALREADY_CANCELED_PAYMENT".into()));
    let without_reason = shop.cancel(&paid, &json!({}));
    assert_eq!(refusal(without_reason).await, (400, "INVALID_REQUEST".into()));
    let entry = shop.entry(&paid);
    assert_eq!((entry.captured, entry.refunded, entry.refunds, entry.cancel_calls), (11_000, 11_000, 1, 3));
}

#[tokio::test]
async fn partial_cancels_refund_up_to_the_total() {
    let shop = shop().await;
    let paid = shop.confirmed("order-cancel-part", 10_000).await;
    let part = |amount: i64, refundable: i64| {
        let body = json!({"cancelReason": "일부", "cancelAmount": amount, "refundableAmount": refundable});
        shop.cancel(&paid, &body)
    };
    assert_eq!(refusal(part(3_000, 9_999)).await, (400, "NOT_MATCHES_REFUNDABLE_AMOUNT".into()));
    assert_eq!(refusal(part(10_001, 10_000)).await, (403, "NOT_CANCELABLE_AMOUNT".into()));
    let payment = json_of(part(3_000, 10_000)).await;
    assert_eq!((&payment["status"], &payment["balanceAmount"]), (&json!("PARTIAL_CANCELED"), &json!(7_000)));
    assert_eq!(payment["totalAmount"], 10_000);
    assert_eq!(payment["vat"], 636);
    let rest = json_of(shop.cancel(&paid, &json!({"cancelReason": "나머지"}))).await;
    assert_eq!((&rest["status"], &rest["balanceAmount"]), (&json!("PARTIAL_CANCELED"), &json!(0)));
    assert_eq!(rest["cancels"].as_array().unwrap().len(), 2);
    assert_eq!(rest["cancels"][1]["refundableAmount"], 0);
    let more = shop.cancel(&paid, &json!({"cancelReason": "또"}));
    assert_eq!(refusal(more).await, (403, "NOT_CANCELABLE_AMOUNT".into()));
    assert_eq!(shop.entry(&paid).refunded, 10_000);
}

#[tokio::test]
async fn dollars_have_cents() {
    let shop = shop().await;
    let session = shop.session("order-dollars", "USD", json!(12.34)).await;
    let answer = shop.decide(&session, json!({})).await;
    assert_eq!(answer["amount"], "12.34");
    let body = json!({"paymentKey": answer["paymentKey"], "orderId": "order-dollars", "amount": 12.34});
    let text = shop.confirm_raw(&body).send().await.unwrap().text().await.unwrap();
    assert!(text.contains(r#""totalAmount":12.34,"#) && text.contains(r#""acquirerCode":null"#), "{text}");
    assert_eq!(shop.sandbox.ledger()[0].captured, 1_234);
    let too_many_decimals = shop.request_window(&shop.order("order-decimals", "KRW", json!(10.5))).await;
    assert_eq!(too_many_decimals.status(), 400);
}

#[tokio::test]
async fn a_confirm_after_ten_minutes_is_refused() {
    let shop = shop().await;
    let paid = shop.authenticate("order-expire", 1_000, json!({})).await;
    shop.advance(600_000).await;
    assert_eq!(refusal(shop.confirm(&paid, 1_000)).await, (404, "NOT_FOUND_PAYMENT_SESSION".into()));
    let payment = json_of(shop.query(&paid)).await;
    assert_eq!(
        (&payment["status"], &payment["failure"]["code"]),
        (&json!("EXPIRED"), &json!("EXPIRED_PAYMENT"))
    );
}

#[tokio::test]
async fn values_are_english_on_request() {
    let shop = shop().await;
    let paid = shop.confirmed("order-english", 1_000).await;
    let payment = json_of(shop.query(&paid).header("accept-language", "en-US")).await;
    assert_eq!((&payment["method"], &payment["card"]["cardType"]), (&json!("CARD"), &json!("CREDIT")));
}

#[tokio::test]
async fn an_unknown_path_or_method_is_not_found() {
    let shop = shop().await;
    let wrong_method = shop.api(shop.http.get(format!("{}/v1/payments/a/cancel", shop.base)));
    assert_eq!(refusal(wrong_method).await, (404, "NOT_FOUND_HTTP_METHOD".into()));
    let unknown_path = shop.api(shop.http.get(format!("{}/v1/nothing", shop.base)));
    assert_eq!(refusal(unknown_path).await, (404, "NOT_FOUND".into()));
}
