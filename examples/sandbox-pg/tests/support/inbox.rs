//! A shop's webhook URL that records what it receives.

use std::future::IntoFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// The webhooks that a shop received.
#[derive(Clone, Default)]
pub struct Inbox {
    received: Arc<watch::Sender<Vec<(HeaderMap, Value)>>>,
    /// How many webhooks to refuse before the first 200.
    pub refusals: Arc<AtomicU32>,
}

impl Inbox {
    pub async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(receive)).with_state(self.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        url
    }

    /// The number of webhooks that have arrived.
    pub fn count(&self) -> usize {
        self.received.borrow().len()
    }

    /// Waits until `count` webhooks have arrived, and returns all that have arrived. There is no deadline,
    /// so a slow machine cannot fail a test.
    pub async fn wait(&self, count: usize) -> Vec<(HeaderMap, Value)> {
        let mut received = self.received.subscribe();
        received.wait_for(|received| received.len() >= count).await.unwrap().clone()
    }
}

async fn receive(State(inbox): State<Inbox>, headers: HeaderMap, body: String) -> StatusCode {
    let body = serde_json::from_str(&body).unwrap();
    inbox.received.send_modify(|received| received.push((headers, body)));
    let refusals = inbox.refusals.load(Ordering::Relaxed);
    if refusals == 0 {
        return StatusCode::OK;
    }
    inbox.refusals.store(refusals.saturating_sub(1), Ordering::Relaxed);
    StatusCode::INTERNAL_SERVER_ERROR
}
