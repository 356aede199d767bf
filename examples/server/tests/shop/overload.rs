//! Overload and slow clients: the server refuses before it changes anything, and probes and webhooks keep working.

use crate::support::{Db, Shop, answer, wait_until};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_above_the_limit_is_refused_before_any_change() {
    let shop = Shop::open_on(Db::Sqlite, |config| {
        config.limits.in_flight = 1;
        config.policy.call_timeout_ms = 20_000;
        config.confirm_wait = Duration::from_secs(20);
    })
    .await;
    let (one, other) = (shop.browser(), shop.browser());
    let (first, second) = (one.checkout(&[("tea-jeju", 1)]).await, other.checkout(&[("tea-jeju", 1)]).await);
    let (claim, claims) =
        (one.authenticate(&first, json!({})).await, other.authenticate(&second, json!({})).await);
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 6_000 });
    let slow = {
        let (one, claim) = (one.clone(), claim.clone());
        tokio::spawn(async move { one.confirm(&claim).await })
    };
    confirm_arrived(&shop, &first.order_id).await;
    let request = other.post("/api/v1/payments/confirm", &json!({"claim": claims}));
    let turned_away = request.send().await.unwrap();
    assert_eq!(
        (turned_away.status().as_u16(), turned_away.headers().contains_key("retry-after")),
        (503, true)
    );
    assert_eq!(turned_away.json::<serde_json::Value>().await.unwrap()["code"], "too_busy");
    assert_eq!(other.status(&second.order_id).await["state"], "ready", "it was changed");
    let refund = format!("/{}/refunds", first.order_id);
    let (code, _) = one.operate(&refund, Some(&json!({"reason": "x"})), "a-key-of-ours").await;
    assert_eq!(code, 503);
    // Probes, status and webhooks have limits of their own.
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(one.get(path).await.0, 200, "{path}");
    }
    let hook = json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456", "data": {"orderId": "order_nobodys", "paymentKey": "k", "status": "DONE"}});
    assert_eq!(answer(other.post("/api/v1/webhooks/toss_payments", &hook)).await.0, 200);
    assert_eq!(slow.await.unwrap().1["state"], "paid");
    // The task of the first payment may still be running.
    wait_until("a free slot", async || {
        let (code, said) = other.confirm(&claims).await;
        assert!(code == 200 || code == 503, "{code} {said}");
        if code == 200 { Ok(()) } else { Err(said) }
    })
    .await;
    shop.audit().await;
}

/// A browser that gave up does not free a slot: its payment is still in progress.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_driven_payment_counts_without_its_browser() {
    let shop = Shop::open_on(Db::Sqlite, |config| {
        config.limits.in_flight = 1;
        config.policy.call_timeout_ms = 20_000;
        config.confirm_wait = Duration::from_millis(200);
    })
    .await;
    let (one, other) = (shop.browser(), shop.browser());
    let (first, second) = (one.checkout(&[("tea-jeju", 1)]).await, other.checkout(&[("tea-jeju", 1)]).await);
    let (claim, claims) =
        (one.authenticate(&first, json!({})).await, other.authenticate(&second, json!({})).await);
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 6_000 });
    assert_eq!(one.confirm(&claim).await.0, 202);
    assert_eq!(other.confirm(&claims).await.0, 503);
    // A webhook is stored, and waits for the worker instead of adding to the load.
    let hook = json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456", "data": {
        "mId": "daejotest", "paymentKey": claims["paymentKey"], "orderId": second.order_id, "status": "DONE"}});
    let request = other.post("/api/v1/webhooks/toss_payments", &hook);
    let request = request.header("tosspayments-webhook-transmission-id", "whtrans_in_a_crowd");
    assert_eq!(answer(request).await.0, 200);
    assert_eq!(shop.ledger(&second.order_id).query_calls, 0);
    queried(&shop, &second.order_id, 0).await;
}

#[tokio::test]
async fn a_webhook_is_acknowledged_before_the_query() {
    // The PG takes so long that an acknowledgment before its answer cannot be confused with one after it.
    const SLOW: u64 = 60_000;
    let shop = Shop::open_on(Db::Sqlite, |config| config.policy.call_timeout_ms = 60_000).await;
    let browser = shop.browser();
    let (placed, claim) = browser.buy(&[("tea-jeju", 1)]).await;
    shop.webhooks_processed(1).await;
    shop.fault(Operation::Query, 0, Fault::Slow { min_ms: SLOW, max_ms: SLOW });
    let asked = shop.ledger(&placed.order_id).query_calls;
    for number in 0..3 {
        let hook = json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456",
            "data": {"mId": "daejotest", "paymentKey": claim["paymentKey"], "orderId": placed.order_id, "status": "DONE"}});
        let begun = Instant::now();
        let request = browser.post("/api/v1/webhooks/toss_payments", &hook);
        let request =
            request.header("tosspayments-webhook-transmission-id", format!("whtrans_slow_{number}"));
        assert_eq!(answer(request).await.0, 200);
        let limit = Duration::from_millis(SLOW / 2);
        assert!(begun.elapsed() < limit, "{:?}: it waited for the PG", begun.elapsed());
    }
    // They were stored, and the PG is being queried.
    queried(&shop, &placed.order_id, asked).await;
}

/// Waits until the PG has an order's confirm.
async fn confirm_arrived(shop: &Shop, order_id: &str) {
    wait_until("the confirm", async || {
        let entry = shop.ledger(order_id);
        if entry.confirm_calls == 1 { Ok(()) } else { Err(entry) }
    })
    .await;
}

async fn queried(shop: &Shop, order_id: &str, before: u32) {
    wait_until("a query", async || {
        let entry = shop.ledger(order_id);
        if entry.query_calls > before { Ok(()) } else { Err(entry) }
    })
    .await;
}

async fn socket(shop: &Shop) -> TcpStream {
    TcpStream::connect(shop.server.address()).await.unwrap()
}

/// Ends a test that hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// Reads until the server closes the connection, at most for `at_most`.
async fn rest(socket: &mut TcpStream, at_most: Duration) -> Option<String> {
    let mut text = String::new();
    tokio::time::timeout(at_most, socket.read_to_string(&mut text)).await.ok().map(|_| text)
}

#[tokio::test]
async fn a_slow_head_is_cut_off() {
    let shop = Shop::open_on(Db::Sqlite, |config| config.limits.head_read = Duration::from_millis(500)).await;
    let mut slow = socket(&shop).await;
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
    let (mut reading, mut writing) = slow.into_split();
    let trickle = tokio::spawn(async move {
        while writing.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let mut text = Vec::new();
    let closed = tokio::time::timeout(LIMIT, reading.read_to_end(&mut text)).await;
    assert!(closed.is_ok(), "the connection stays open");
    trickle.abort();
    // The same for a connection without any byte, and for one without a second request.
    let mut silent = socket(&shop).await;
    assert_eq!(rest(&mut silent, LIMIT).await.as_deref(), Some(""));
    let mut second = socket(&shop).await;
    second.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(rest(&mut second, LIMIT).await.unwrap().starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_slow_body_is_cut_off() {
    let shop = Shop::open_on(Db::Sqlite, |config| config.limits.body_read = Duration::from_millis(500)).await;
    for path in ["/api/v1/payments/confirm", "/api/v1/webhooks/toss_payments"] {
        let mut slow = socket(&shop).await;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\nconnection: close\r\n\r\n{{"
        );
        slow.write_all(head.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = slow.into_split();
        let trickle = tokio::spawn(async move {
            while writing.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        let mut first = [0_u8; 12];
        tokio::time::timeout(LIMIT, reading.read_exact(&mut first)).await.unwrap().unwrap();
        assert_eq!(&first, b"HTTP/1.1 408", "{path}");
        trickle.abort();
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_until_one_is_closed() {
    let shop = Shop::open_on(Db::Sqlite, |config| {
        config.limits.connections = 2;
        config.limits.head_read = Duration::from_secs(60);
    })
    .await;
    let held = [socket(&shop).await, socket(&shop).await];
    let mut third = socket(&shop).await;
    third.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert_eq!(rest(&mut third, Duration::from_millis(500)).await, None, "a third was served");
    drop(held);
    let mut fourth = socket(&shop).await;
    fourth.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(rest(&mut fourth, LIMIT).await.is_some_and(|text| text.starts_with("HTTP/1.1 200")));
}
