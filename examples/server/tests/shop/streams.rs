//! Status streams over a real socket: after a lost connection, up to the limits, also over two processes.

use crate::support::{Browser, Db, Shop, config, wait_until};
use daejo_server::Server;
use reqwest::Response;
use serde_json::{Value, json};
use std::time::Duration;

on_each_database!(a_stream_shows_the_changes_of_another_process);

async fn listen(browser: &Browser, order: &str, last: Option<&str>) -> Response {
    let url = format!("{}/api/v1/payments/{order}", browser.url);
    let request = browser.http.get(url).header("accept", "text/event-stream");
    let request = last.into_iter().fold(request, |request, last| request.header("last-event-id", last));
    request.send().await.unwrap()
}

/// The ids and states of a stream's text.
fn events_of(text: &str) -> Vec<(String, String)> {
    let of = |event: &str, name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).unwrap_or_default().to_owned()
    };
    let events = text.split("\n\n").filter(|event| event.contains("data:"));
    events
        .map(|event| {
            let data: Value = serde_json::from_str(&of(event, "data:")).unwrap();
            (of(event, "id:"), data["state"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[tokio::test]
async fn a_stream_continues_after_the_last_event() {
    let shop = Shop::open(Db::Sqlite).await;
    // A webhook after the last change would be one more version, and the last state would be sent again under it.
    shop.fault(daejo_sandbox_pg::Operation::Webhook, 0, daejo_sandbox_pg::Fault::Drop);
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let mut first = listen(&browser, &placed.order_id, None).await;
    let received = String::from_utf8(first.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    assert_eq!(events_of(&received), [("1".to_owned(), "ready".to_owned())]);
    assert!(received.contains("retry:") && first.headers()["cache-control"] == "no-store");
    drop(first);
    let stream = listen(&browser, &placed.order_id, Some("1")).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    browser.confirm(&claim).await;
    let events = events_of(&stream.text().await.unwrap());
    assert!(!events.iter().any(|(_, state)| state == "ready"), "sent twice: {events:?}");
    assert_eq!(events.last().unwrap().1, "paid");
    let (ids, states): (Vec<u32>, Vec<&str>) =
        events.iter().map(|(id, state)| (id.parse::<u32>().unwrap(), state.as_str())).unzip();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    // The intent of a request is a new version, but nothing that a shopper sees.
    assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "{states:?}");
    // There is nothing more: 204 keeps a browser from connecting again.
    let end = listen(&browser, &placed.order_id, Some(&ids.last().unwrap().to_string())).await;
    assert_eq!(end.status(), 204);
}

#[tokio::test]
async fn a_silent_stream_sends_comments() {
    let shop = Shop::open_on(Db::Sqlite, |config| config.limits.heartbeat = Duration::from_millis(100)).await;
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let mut stream = listen(&browser, &placed.order_id, Some("1")).await;
    let beat = stream.chunk().await;
    assert!(beat.unwrap().unwrap().starts_with(b": alive"));
}

#[tokio::test]
async fn streams_are_limited_by_session_and_in_total() {
    let shop = Shop::open_on(Db::Sqlite, |config| {
        config.limits.streams = 3;
        config.limits.streams_per_session = 2;
    })
    .await;
    let (one, other) = (shop.browser(), shop.browser());
    let (its, others) = (one.checkout(&[("tea-jeju", 1)]).await, other.checkout(&[("tea-jeju", 1)]).await);
    let first = listen(&one, &its.order_id, None).await;
    let _second = listen(&one, &its.order_id, None).await;
    let third = listen(&one, &its.order_id, None).await;
    assert_eq!((third.status().as_u16(), &third.headers()["retry-after"]), (429, &"5".parse().unwrap()));
    let _theirs = listen(&other, &others.order_id, None).await;
    let beyond = listen(&other, &others.order_id, None).await;
    assert_eq!((beyond.status().as_u16(), beyond.headers().contains_key("retry-after")), (503, true));
    let said: Value = beyond.json().await.unwrap();
    assert_eq!(said["code"], "too_many_streams");
    // A closed page frees its slot; polling was possible all the time.
    drop(first);
    wait_until("the slot of the closed page", async || {
        let status = listen(&one, &its.order_id, None).await.status();
        if status == 200 { Ok(()) } else { Err(status) }
    })
    .await;
    assert_eq!(other.status(&others.order_id).await["state"], "ready");
}

async fn a_stream_shows_the_changes_of_another_process(db: Db) {
    let shop = Shop::open(db).await;
    let mut second = config(shop.database());
    second.sandbox = None;
    second.pg_base_url = Some(shop.pg_url.clone());
    let second = Server::start(second).await.unwrap();
    let browser = shop.browser();
    let placed = browser.checkout(&[("tea-jeju", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    // The session's cookie is for the host, whatever the port.
    let there = Browser { url: second.public_url().to_owned(), ..browser.clone() };
    let stream = listen(&there, &placed.order_id, None).await;
    assert_eq!(browser.confirm(&claim).await.1["state"], "paid");
    let text = stream.text().await.unwrap();
    assert_eq!(events_of(&text).last().unwrap().1, "paid");
    second.stop().await;
}

#[tokio::test]
async fn another_shoppers_order_has_no_stream() {
    let shop = Shop::open(Db::Sqlite).await;
    let placed = shop.browser().checkout(&[("tea-jeju", 1)]).await;
    assert_eq!(listen(&shop.browser(), &placed.order_id, None).await.status(), 404);
}
