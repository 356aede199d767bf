//! Events for the shop's other systems: signed, in order, at least once, and only to the receiver.

use crate::support::{
    Db, NEW_SECRET, Plan, Receiver, SECRET, SECRET_KEY, Shop, config, free_address, resume, wait_until,
};
use daejo_server::Server;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

on_each_database!(
    an_event_has_its_data_and_valid_signatures,
    a_failed_delivery_is_repeated_in_order,
    an_undeliverable_event_raises_an_alert_and_can_be_resumed,
    nothing_is_sent_after_410_until_it_is_resumed,
    two_processes_send_each_event_once
);

async fn shop(db: Db, receiver: &Receiver) -> Shop {
    let events = receiver.settings();
    Shop::open_on(db, |config| config.events = Some(events)).await
}

/// Waits until the outcome of every delivery is stored.
async fn all_sent(shop: &Shop) {
    let records = shop.records().await;
    wait_until("deliveries", async || {
        let open = records.count("SELECT count(*) FROM outbox WHERE sent_at IS NULL").await;
        if open == 0 { Ok(()) } else { Err(open) }
    })
    .await;
}

async fn an_event_has_its_data_and_valid_signatures(db: Db) {
    let receiver = Receiver::start().await;
    let shop = shop(db, &receiver).await;
    let (placed, claim) = shop.browser().buy(&[("tea-jeju", 1)]).await;
    let seen =
        receiver.wait_for("paid", |seen| seen.iter().any(|seen| seen.body["type"] == "payment.paid")).await;
    let kinds: Vec<&str> = seen.iter().map(|seen| seen.body["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["payment.confirming", "payment.paid"]);
    for seen in &seen {
        // A receiver with one of the secrets can verify it.
        for secret in [SECRET, NEW_SECRET] {
            assert!(Webhook::new(secret).unwrap().verify(&seen.raw, &seen.headers).is_ok());
        }
        let stranger = Webhook::new("whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgbm90IG91cnM=").unwrap();
        assert!(stranger.verify(&seen.raw, &seen.headers).is_err());
        assert!(
            seen.headers["webhook-signature"].to_str().unwrap().split(' ').all(|one| one.starts_with("v1,"))
        );
        assert_eq!(seen.headers["content-type"], "application/json");
        let data = &seen.body["data"];
        assert_eq!(data["orderId"], placed.order_id.as_str());
        assert_eq!((&data["amount"], &data["currency"]), (&json!(18_000), &json!("KRW")));
        assert!(seen.body["timestamp"].as_str().unwrap().ends_with('Z'));
        let text = String::from_utf8(seen.raw.clone()).unwrap();
        for secret in [SECRET_KEY, claim["paymentKey"].as_str().unwrap(), "whsec_"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    let versions: Vec<i64> = seen.iter().map(|seen| seen.body["data"]["version"].as_i64().unwrap()).collect();
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
    all_sent(&shop).await;
    assert_eq!(receiver.seen().len(), 2, "sent again");
}

/// After a refusal, a time-out and a redirect an event is sent again under the same id, before the payment's next
/// event.
async fn a_failed_delivery_is_repeated_in_order(db: Db) {
    let receiver = Receiver::start().await;
    receiver.plan(&[Plan::Answer(500), Plan::Hang, Plan::Redirect]);
    let mut events = receiver.settings();
    events.timeout = Duration::from_secs(2);
    let shop = Shop::open_on(db, |config| config.events = Some(events)).await;
    shop.browser().buy(&[("tea-jeju", 1)]).await;
    let seen = receiver.wait_for("five tries", |seen| seen.len() == 5).await;
    let ids: Vec<&str> = seen.iter().map(|seen| seen.id.as_str()).collect();
    assert!(ids[..4].iter().all(|id| *id == ids[0]) && ids[4] != ids[0], "{ids:?}");
    assert!(seen[..4].iter().all(|other| other.raw == seen[0].raw), "another body under the same id");
    assert_eq!(
        (&seen[3].body["type"], &seen[4].body["type"]),
        (&json!("payment.confirming"), &json!("payment.paid"))
    );
    // One payment's trouble is not another's.
    receiver.plan(&[Plan::Hang]);
    let (first, _) = shop.browser().buy(&[("tea-jeju", 1)]).await;
    let (second, _) = shop.browser().buy(&[("tea-jeju", 1)]).await;
    let of = |seen: &crate::support::Receiver, order: &str| {
        let kinds = seen.seen().into_iter().filter(|seen| seen.body["data"]["orderId"] == order);
        kinds.map(|seen| seen.body["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    receiver
        .wait_for("both", |_| {
            of(&receiver, &second.order_id).len() == 2 && of(&receiver, &first.order_id).len() == 3
        })
        .await;
}

async fn an_undeliverable_event_raises_an_alert_and_can_be_resumed(db: Db) {
    let receiver = Receiver::start().await;
    receiver.always(Some(Plan::Answer(503)));
    let mut events = receiver.settings();
    events.first_pause = Duration::ZERO;
    let shop = Shop::open_on(db, |config| config.events = Some(events)).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    // Ten tries for each of the two.
    receiver.wait_for("given up", |seen| seen.len() == 20).await;
    let records = shop.records().await;
    wait_until("given up", async || {
        let open = records.count("SELECT count(*) FROM outbox WHERE given_up_at IS NULL").await;
        if open == 0 { Ok(()) } else { Err(open) }
    })
    .await;
    let alerts = shop.records().await.alerts(&placed.order_id).await;
    assert_eq!(alerts, ["event_undeliverable", "event_undeliverable"]);
    let metrics =
        browser.http.get(format!("{}/metrics", shop.url)).send().await.unwrap().text().await.unwrap();
    for line in [
        "daejo_outbox_deliveries_total{outcome=\"dead\"}",
        "daejo_outbox_waiting",
        "daejo_outbox_oldest_seconds",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    receiver.always(None);
    assert_eq!(resume(&browser).await, 204);
    let seen = receiver.wait_for("taken", |seen| seen.len() == 22).await;
    assert_eq!(
        (&seen[20].body["type"], &seen[21].body["type"]),
        (&json!("payment.confirming"), &json!("payment.paid"))
    );
    assert_eq!(seen[20].id, seen[0].id);
}

async fn nothing_is_sent_after_410_until_it_is_resumed(db: Db) {
    let receiver = Receiver::start().await;
    receiver.plan(&[Plan::Answer(410)]);
    let shop = shop(db, &receiver).await;
    let browser = shop.browser();
    let (placed, _) = browser.buy(&[("tea-jeju", 1)]).await;
    assert_eq!(shop.alerts(&placed.order_id).await, ["event_receiver_gone"]);
    browser.buy(&[("tea-jeju", 1)]).await;
    // Three rounds of the delivery loop: a delivery in this time would be an error, a slow machine is none.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(receiver.seen().len(), 1, "an event was sent after 410");
    assert_eq!(resume(&browser).await, 204);
    receiver.wait_for("all four", |seen| seen.len() == 5).await;
}

/// Two processes share an outbox: in good times each event is sent once.
async fn two_processes_send_each_event_once(db: Db) {
    let receiver = Receiver::start().await;
    let shop = shop(db, &receiver).await;
    let mut second = config(shop.database());
    second.sandbox = None;
    second.pg_base_url = Some(shop.pg_url.clone());
    second.events = Some(receiver.settings());
    let second = Server::start(second).await.unwrap();
    let browser = shop.browser();
    for _ in 0..8 {
        browser.buy(&[("soap-mugwort", 1)]).await;
    }
    let seen = receiver.wait_for("all", |seen| seen.len() >= 16).await;
    all_sent(&shop).await;
    let mut times: HashMap<&str, u32> = HashMap::new();
    seen.iter().for_each(|seen| *times.entry(&seen.id).or_default() += 1);
    assert_eq!((times.len(), receiver.seen().len()), (16, 16), "{times:?}");
    second.stop().await;
}

#[tokio::test]
async fn without_a_receiver_nothing_is_resumed() {
    let shop = Shop::open(Db::Sqlite).await;
    assert_eq!(resume(&shop.browser()).await, 404);
}

/// The process is killed after the receiver has the event and before the outcome is stored.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_before_the_outcome_is_stored_repeats_the_delivery() {
    let receiver = Receiver::start().await;
    receiver.plan(&[Plan::Hang]);
    let directory = tempfile::tempdir().unwrap();
    let (listen, pg_listen) = (free_address().await, free_address().await);
    let start = || -> Child {
        let mut child = Command::new(env!("CARGO_BIN_EXE_daejo-server"))
            .args(["--sandbox", "--listen", &listen, "--sandbox-listen", &pg_listen])
            .args(["--event-url", &receiver.url, "--event-timeout-ms", "4000", "--event-first-pause-ms", "5"])
            .arg("--database")
            .arg(directory.path().join("shop.db"))
            .env("DAEJO_EVENT_SECRET", format!("{SECRET} {NEW_SECRET}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).unwrap();
        child
    };
    let mut child = start();
    let browser = crate::support::Browser::new(&format!("http://{listen}"), &format!("http://{pg_listen}"));
    let placed = browser.checkout(&[("mug-moon", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let request = browser.post("/api/v1/payments/confirm", &json!({"claim": claim}));
    tokio::spawn(async move { request.send().await.is_ok() });
    receiver.wait_for("the first", |seen| seen.len() == 1).await;
    child.kill().unwrap();
    child.wait().unwrap();
    let mut child = start();
    let seen =
        receiver.wait_for("again", |seen| seen.iter().any(|seen| seen.body["type"] == "payment.paid")).await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((&seen[0].id, &seen[0].raw), (&seen[1].id, &seen[1].raw));
    let kinds: Vec<&Value> = seen.iter().map(|seen| &seen.body["type"]).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "payment.paid").count(), 1, "{kinds:?}");
}
