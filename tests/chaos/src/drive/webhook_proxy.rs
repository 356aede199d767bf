//! Receives the PG's webhooks and forwards them to a server, as a load balancer does. Some it also repeats, replays
//! later, or forges.

use super::net::Net;
use super::random::Random;
use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use std::collections::VecDeque;
use std::future::IntoFuture as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;

const PATH: &str = "/api/v1/webhooks/toss_payments";

/// The proxy's state.
pub(super) struct WebhookProxy {
    net: Arc<Net>,
    random: Mutex<Random>,
    /// The last 100 webhooks, which can be replayed.
    past: Mutex<VecDeque<Webhook>>,
    /// How many webhooks are being forwarded.
    in_flight: AtomicUsize,
}

#[derive(Clone)]
struct Webhook {
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl WebhookProxy {
    /// Listens on `listener` until the run is over.
    pub(super) fn start(net: &Arc<Net>, seed: u64, listener: TcpListener) -> Arc<Self> {
        let proxy = Arc::new(Self {
            net: Arc::clone(net),
            random: Mutex::new(Random::of(seed, u64::MAX)),
            past: Mutex::default(),
            in_flight: AtomicUsize::new(0),
        });
        let router = Router::new().route("/webhooks", post(receive)).with_state(Arc::clone(&proxy));
        tokio::spawn(axum::serve(listener, router).into_future());
        proxy
    }

    /// How many webhooks are being forwarded, replays and forged ones included.
    pub(super) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    fn draw<T>(&self, draw: impl FnOnce(&mut Random) -> T) -> T {
        draw(&mut self.random.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Stores the webhook. Returns an earlier one in 5 of 100 cases, to be replayed.
    fn store_and_pick_replay(&self, webhook: &Webhook) -> Option<Webhook> {
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let count = u64::try_from(past.len()).unwrap_or_default();
        let at = self.draw(|random| random.chance(5).then(|| random.below(count)));
        let again = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| past.get(at).cloned());
        past.push_back(webhook.clone());
        if past.len() > 100 {
            past.pop_front();
        }
        again
    }

    /// Sends it to a random server, or to the next one that answers.
    async fn forward(&self, webhook: &Webhook) -> StatusCode {
        let servers = u64::try_from(self.net.shops.len()).unwrap_or(1);
        let first = usize::try_from(self.draw(|random| random.below(servers))).unwrap_or_default();
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

async fn receive(State(proxy): State<Arc<WebhookProxy>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let forwarded = headers
        .iter()
        .filter(|(name, _)| name.as_str().contains("webhook") || name.as_str() == "content-type");
    let headers = forwarded
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let webhook = Webhook { headers, body };
    let mut others: Vec<Webhook> = proxy.store_and_pick_replay(&webhook).into_iter().collect();
    if proxy.draw(|random| random.chance(5)) {
        others.push(webhook.clone());
    }
    if proxy.draw(|random| random.chance(3)) {
        others.extend(forged(&webhook));
    }
    proxy.in_flight.fetch_add(others.len().saturating_add(1), Ordering::Relaxed);
    let forward = |webhook: Webhook| {
        let proxy = Arc::clone(&proxy);
        // A task of its own: it ends even if the PG closes its connection.
        tokio::spawn(async move {
            let status = proxy.forward(&webhook).await;
            proxy.in_flight.fetch_sub(1, Ordering::Relaxed);
            status
        })
    };
    for other in others {
        forward(other);
    }
    forward(webhook).await.unwrap_or(StatusCode::BAD_GATEWAY)
}

/// The same webhook with a new transmission id and the opposite status.
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

/// A listener on the loopback interface, and the address to which the PG sends its webhooks.
pub(super) async fn listen() -> Result<(TcpListener, String)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/webhooks", listener.local_addr()?);
    Ok((listener, url))
}
