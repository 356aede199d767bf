//! Another system of the shop, which takes events, or not.

use super::OPERATOR_TOKEN;
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
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

pub(crate) const SECRET: &str = "whsec_cGxhbnRlZCBldmVudCBzZWNyZXQgb2YgdGhlIHRlc3Rz";
pub(crate) const NEW_SECRET: &str = "whsec_dGhlIG5leHQgb25lLCB3aGlsZSB0aGV5IGNoYW5nZSBvdmVy";

/// What it does with an event. Without a plan it takes it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Plan {
    Answer(u16),
    Hang,
    /// To itself: whoever follows it is seen.
    Redirect,
}

/// One request, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) id: String,
    pub(crate) body: Value,
    pub(crate) raw: Vec<u8>,
    pub(crate) headers: HeaderMap,
    pub(crate) at: Instant,
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
            timeout: Duration::from_millis(500),
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

    /// Waits until what was seen is as wanted.
    pub(crate) async fn wait_for(&self, what: &str, wanted: impl Fn(&[Seen]) -> bool) -> Vec<Seen> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let seen = self.seen();
            if wanted(&seen) {
                return seen;
            }
            let short: Vec<_> = seen.iter().map(|seen| (&seen.id, &seen.body["type"])).collect();
            assert!(Instant::now() < end, "never came to it: {what}: {short:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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
            at: Instant::now(),
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

/// As an operator who knows that the receiver is back.
pub(crate) async fn resume(browser: &super::Browser) -> u16 {
    let request = browser.http.post(format!("{}/api/v1/events/resume", browser.url));
    request.bearer_auth(OPERATOR_TOKEN).send().await.unwrap().status().as_u16()
}
