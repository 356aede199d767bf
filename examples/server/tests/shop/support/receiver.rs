//! Another system of the shop, which accepts or refuses events.

use super::{OPERATOR_TOKEN, wait_until};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use daejo::redact::Secret;
use daejo_server::Events;
use serde_json::Value;
use std::collections::VecDeque;
use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

pub(crate) const SECRET: &str = "whsec_cGxhbnRlZCBldmVudCBzZWNyZXQgb2YgdGhlIHRlc3Rz";
pub(crate) const NEW_SECRET: &str = "whsec_dGhlIG5leHQgb25lLCB3aGlsZSB0aGV5IGNoYW5nZSBvdmVy";

/// The answer to an event. Without a plan the event is accepted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Plan {
    Answer(u16),
    Hang,
    /// To itself: a client that follows the redirect is recorded.
    Redirect,
}

/// One received request.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) id: String,
    pub(crate) body: Value,
    pub(crate) raw: Vec<u8>,
    pub(crate) headers: HeaderMap,
}

#[derive(Debug, Default)]
struct Inner {
    plans: VecDeque<Plan>,
    always: Option<Plan>,
    seen: Vec<Seen>,
}

#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    inner: Arc<Mutex<Inner>>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inner = Arc::<Mutex<Inner>>::default();
        let url = format!("http://{}/events", listener.local_addr().unwrap());
        let receiver = Self { url, inner };
        let router = Router::new().fallback(take).with_state(receiver.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        receiver
    }

    pub(crate) fn settings(&self) -> Events {
        Events {
            url: self.url.clone(),
            secrets: vec![Secret::new(SECRET), Secret::new(NEW_SECRET)],
            first_pause: Duration::from_millis(5),
            // Long, so that no delivery is repeated on a busy machine. Tests of a silent receiver set a shorter one.
            timeout: Duration::from_secs(60),
        }
    }

    pub(crate) fn plan(&self, plans: &[Plan]) {
        self.inner.lock().unwrap().plans.extend(plans);
    }

    pub(crate) fn always(&self, plan: Option<Plan>) {
        self.inner.lock().unwrap().always = plan;
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.inner.lock().unwrap().seen.clone()
    }

    /// Waits until the received requests are as wanted.
    pub(crate) async fn wait_for(&self, what: &str, wanted: impl Fn(&[Seen]) -> bool) -> Vec<Seen> {
        wait_until(what, async || {
            let seen = self.seen();
            if wanted(&seen) {
                return Ok(seen);
            }
            Err(seen.iter().map(|seen| format!("{} {}", seen.id, seen.body["type"])).collect::<Vec<_>>())
        })
        .await
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> Response {
    let plan = {
        let mut inner = receiver.inner.lock().unwrap();
        inner.seen.push(Seen {
            id: headers["webhook-id"].to_str().unwrap().to_owned(),
            body: serde_json::from_slice(&body).unwrap(),
            raw: body.to_vec(),
            headers,
        });
        let always = inner.always;
        inner.plans.pop_front().or(always)
    };
    match plan {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(Plan::Answer(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        Some(Plan::Redirect) => {
            (StatusCode::TEMPORARY_REDIRECT, [("location", receiver.url.clone())]).into_response()
        }
        Some(Plan::Hang) => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            StatusCode::OK.into_response()
        }
    }
}

/// Resumes deliveries, as an operator.
pub(crate) async fn resume(browser: &super::Browser) -> u16 {
    let request = browser.http.post(format!("{}/api/v1/events/resume", browser.url));
    request.bearer_auth(OPERATOR_TOKEN).send().await.unwrap().status().as_u16()
}
