//! Too much at once, and too slowly: the server says no before it changes anything, and what matters keeps its room.

use crate::support::{On, Shop, answer};
use daejo_sandbox_pg::{Fault, Operation};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_room_says_so_before_anything_is_changed() {
    let shop = Shop::open_on(On::Sqlite, |config| config.limits.in_flight = 1).await;
    let (one, other) = (shop.browser(), shop.browser());
    let (first, second) = (one.checkout(&[("tea-jeju", 1)]).await, other.checkout(&[("tea-jeju", 1)]).await);
    let (claim, claims) =
        (one.authenticate(&first, json!({})).await, other.authenticate(&second, json!({})).await);
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 2_500 });
    let slow = {
        let (one, claim) = (one.clone(), claim.clone());
        tokio::spawn(async move { one.confirm(&claim).await })
    };
    tokio::time::sleep(Duration::from_millis(600)).await;
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
    // Probes, status and webhooks have their own room.
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(one.get(path).await.0, 200, "{path}");
    }
    let hook = json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456", "data": {"orderId": "order_nobodys", "paymentKey": "k", "status": "DONE"}});
    assert_eq!(answer(other.post("/api/v1/webhooks/toss_payments", &hook)).await.0, 200);
    assert_eq!(slow.await.unwrap().1["state"], "paid");
    // The worker may still be at it.
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        let (code, said) = other.confirm(&claims).await;
        if code == 200 {
            break;
        }
        assert!(code == 503 && Instant::now() < end, "{code} {said}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    shop.audit().await;
}

/// A browser that gave up does not make room: its payment is still under way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_driven_counts_also_without_a_browser() {
    let shop = Shop::open_on(On::Sqlite, |config| {
        config.limits.in_flight = 1;
        config.confirm_wait = Duration::from_millis(200);
    })
    .await;
    let (one, other) = (shop.browser(), shop.browser());
    let (first, second) = (one.checkout(&[("tea-jeju", 1)]).await, other.checkout(&[("tea-jeju", 1)]).await);
    let (claim, claims) =
        (one.authenticate(&first, json!({})).await, other.authenticate(&second, json!({})).await);
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 2_000 });
    assert_eq!(one.confirm(&claim).await.0, 202);
    assert_eq!(other.confirm(&claims).await.0, 503);
    // A notice is kept, and waits for the worker instead of adding to the crowd.
    let hook = json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456", "data": {
        "mId": "daejotest", "paymentKey": claims["paymentKey"], "orderId": second.order_id, "status": "DONE"}});
    let request = other.post("/api/v1/webhooks/toss_payments", &hook);
    let request = request.header("tosspayments-webhook-transmission-id", "whtrans_in_a_crowd");
    assert_eq!(answer(request).await.0, 200);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(shop.ledger(&second.order_id).query_calls, 0);
    let end = Instant::now() + Duration::from_secs(15);
    while shop.ledger(&second.order_id).query_calls == 0 {
        assert!(Instant::now() < end, "the notice was forgotten");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_webhook_is_acknowledged_before_the_pg_is_asked() {
    let shop = Shop::open(On::Sqlite).await;
    let browser = shop.browser();
    let (placed, claim) = browser.buy(&[("tea-jeju", 1)]).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    shop.fault(Operation::Query, 0, Fault::Slow { min_ms: 4_000, max_ms: 4_000 });
    let asked = shop.ledger(&placed.order_id).query_calls;
    for number in 0..3 {
        let hook = json!({"eventType": "PAYMENT_STATUS_CHANGED", "createdAt": "2026-11-21T11:02:00.123456",
            "data": {"mId": "daejotest", "paymentKey": claim["paymentKey"], "orderId": placed.order_id, "status": "DONE"}});
        let begun = Instant::now();
        let request = browser.post("/api/v1/webhooks/toss_payments", &hook);
        let request =
            request.header("tosspayments-webhook-transmission-id", format!("whtrans_slow_{number}"));
        assert_eq!(answer(request).await.0, 200);
        assert!(begun.elapsed() < Duration::from_millis(700), "{:?}: it waited for the PG", begun.elapsed());
    }
    // It was stored, and the PG is being asked.
    let end = Instant::now() + Duration::from_secs(8);
    while shop.ledger(&placed.order_id).query_calls == asked {
        assert!(Instant::now() < end, "the PG was never asked");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn socket(shop: &Shop) -> TcpStream {
    TcpStream::connect(shop.server.address()).await.unwrap()
}

/// Reads until the server closes, at most so long.
async fn rest(socket: &mut TcpStream, at_most: Duration) -> Option<String> {
    let mut text = String::new();
    tokio::time::timeout(at_most, socket.read_to_string(&mut text)).await.ok().map(|_| text)
}

#[tokio::test]
async fn a_head_that_trickles_is_not_waited_for() {
    let shop = Shop::open_on(On::Sqlite, |config| config.limits.head_read = Duration::from_millis(500)).await;
    let mut slow = socket(&shop).await;
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
    let (mut reading, mut writing) = slow.into_split();
    let trickle = tokio::spawn(async move {
        while writing.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let mut text = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(3), reading.read_to_end(&mut text)).await;
    assert!(closed.is_ok(), "it is still being waited for");
    trickle.abort();
    // Nor is a connection that says nothing at all, nor one that says nothing more.
    let mut silent = socket(&shop).await;
    assert_eq!(rest(&mut silent, Duration::from_secs(3)).await.as_deref(), Some(""));
    let mut second = socket(&shop).await;
    second.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(rest(&mut second, Duration::from_secs(3)).await.unwrap().starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_that_trickles_is_not_waited_for() {
    let shop = Shop::open_on(On::Sqlite, |config| config.limits.body_read = Duration::from_millis(500)).await;
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
        tokio::time::timeout(Duration::from_secs(3), reading.read_exact(&mut first)).await.unwrap().unwrap();
        assert_eq!(&first, b"HTTP/1.1 408", "{path}");
        trickle.abort();
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_until_one_is_closed() {
    let shop = Shop::open_on(On::Sqlite, |config| {
        config.limits.connections = 2;
        config.limits.head_read = Duration::from_secs(60);
    })
    .await;
    let held = [socket(&shop).await, socket(&shop).await];
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut third = socket(&shop).await;
    third.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert_eq!(rest(&mut third, Duration::from_millis(500)).await, None, "a third was served");
    drop(held);
    let mut fourth = socket(&shop).await;
    fourth.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(
        rest(&mut fourth, Duration::from_secs(3)).await.is_some_and(|text| text.starts_with("HTTP/1.1 200"))
    );
}
