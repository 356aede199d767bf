//! Stands before the servers for the PG's webhooks, as a load balancer does; and plays them again, twice, and forged.

use super::dice::Dice;
use super::net::Net;
use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use std::future::IntoFuture as _;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;

const PATH: &str = "/api/v1/webhooks/toss_payments";

/// What the load balancer knows.
pub(super) struct Front {
    net: Arc<Net>,
    dice: Mutex<Dice>,
    past: Mutex<Vec<Webhook>>,
    last_ms: AtomicI64,
    begun: Instant,
}

#[derive(Clone)]
struct Webhook {
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Front {
    /// Listens on `listener` until the run is over.
    pub(super) fn start(net: &Arc<Net>, seed: u64, listener: TcpListener) -> Arc<Self> {
        let front = Arc::new(Self {
            net: Arc::clone(net),
            dice: Mutex::new(Dice::of(seed, u64::MAX)),
            past: Mutex::default(),
            last_ms: AtomicI64::new(0),
            begun: Instant::now(),
        });
        let router = Router::new().route("/webhooks", post(receive)).with_state(Arc::clone(&front));
        tokio::spawn(axum::serve(listener, router).into_future());
        front
    }

    /// For how long no webhook has come.
    pub(super) fn quiet_ms(&self) -> i64 {
        self.elapsed_ms().saturating_sub(self.last_ms.load(Ordering::Relaxed))
    }

    fn elapsed_ms(&self) -> i64 {
        i64::try_from(self.begun.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    fn roll<T>(&self, roll: impl FnOnce(&mut Dice) -> T) -> T {
        roll(&mut self.dice.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Some webhook of before, if any is to be played again.
    fn remember(&self, webhook: &Webhook) -> Option<Webhook> {
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let count = u64::try_from(past.len()).unwrap_or_default();
        let at = self.roll(|dice| dice.chance(5).then(|| dice.below(count)));
        let again = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| past.get(at).cloned());
        past.push(webhook.clone());
        if past.len() > 100 {
            past.swap_remove(0);
        }
        again
    }

    /// Hands it to some server that is there.
    async fn forward(&self, webhook: &Webhook) -> StatusCode {
        let servers = u64::try_from(self.net.shops.len()).unwrap_or(1);
        let first = usize::try_from(self.roll(|dice| dice.below(servers))).unwrap_or_default();
        for server in self.net.shops.iter().cycle().skip(first).take(self.net.shops.len()) {
            let mut request = self.net.client().post(format!("{server}{PATH}")).body(webhook.body.clone());
            for (name, value) in &webhook.headers {
                request = request.header(name, value);
            }
            if let Ok(answer) = request.send().await {
                return StatusCode::from_u16(answer.status().as_u16()).unwrap_or(StatusCode::BAD_GATEWAY);
            }
        }
        StatusCode::BAD_GATEWAY
    }
}

async fn receive(State(front): State<Arc<Front>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    front.last_ms.store(front.elapsed_ms(), Ordering::Relaxed);
    let own = headers
        .iter()
        .filter(|(name, _)| name.as_str().contains("webhook") || name.as_str() == "content-type");
    let headers = own
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let webhook = Webhook { headers, body };
    let mut others: Vec<Webhook> = front.remember(&webhook).into_iter().collect();
    if front.roll(|dice| dice.chance(5)) {
        others.push(webhook.clone());
    }
    if front.roll(|dice| dice.chance(3)) {
        others.extend(forged(&webhook));
    }
    for other in others {
        let front = Arc::clone(&front);
        tokio::spawn(async move { front.forward(&other).await });
    }
    front.forward(&webhook).await
}

/// The same, under a number of its own, with another end.
fn forged(webhook: &Webhook) -> Option<Webhook> {
    let text = std::str::from_utf8(&webhook.body).ok()?;
    let word = if text.contains("\"status\":\"DONE\"") { "CANCELED" } else { "DONE" };
    let (before, rest) = text.split_once("\"status\":\"")?;
    let (_, after) = rest.split_once('"')?;
    let body = format!("{before}\"status\":\"{word}\"{after}");
    let number = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let headers = webhook.headers.iter().map(|(name, value)| {
        let is_id = name.ends_with("transmission-id");
        (name.clone(), if is_id { format!("whtrans_forged{number}") } else { value.clone() })
    });
    Some(Webhook { headers: headers.collect(), body: body.into() })
}

/// Where the PG sends its webhooks.
pub(super) async fn listen() -> Result<(TcpListener, String)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/webhooks", listener.local_addr()?);
    Ok((listener, url))
}
