//! A shopper's browser: cookies, JSON, and the PG's window.

use super::wait_until;
use reqwest::header::LOCATION;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) http: Client,
    pub(crate) url: String,
    pub(crate) pg_url: String,
}

/// An order as the checkout answered it.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) order_id: String,
    pub(crate) total: i64,
    pub(crate) answer: Value,
}

static KEYS: AtomicU32 = AtomicU32::new(0);

pub(crate) fn fresh_key() -> String {
    format!("cart-number-{}", KEYS.fetch_add(1, Ordering::Relaxed))
}

impl Browser {
    pub(crate) fn new(url: &str, pg_url: &str) -> Self {
        let http = Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self { http, url: url.into(), pg_url: pg_url.into() }
    }

    /// The same shopper at another process of the shop.
    pub(crate) fn at(&self, url: &str) -> Self {
        Self { url: url.into(), ..self.clone() }
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.url)).json(body)
    }

    /// A request of an operator.
    pub(crate) async fn operate(&self, path: &str, body: Option<&Value>, key: &str) -> (u16, Value) {
        let url = format!("{}/api/v1/payments{path}", self.url);
        let request = match body {
            Some(body) => {
                self.http.post(url).json(body).header("idempotency-key", key).header("operator-id", "op-kim")
            }
            None => self.http.get(url),
        };
        answer(request.bearer_auth(super::OPERATOR_TOKEN)).await
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.http.get(format!("{}{path}", self.url))).await
    }

    pub(crate) async fn checkout(&self, lines: &[(&str, u32)]) -> Placed {
        let (status, answer) = self.try_checkout(lines, &fresh_key()).await;
        assert_eq!(status, 201, "{answer}");
        Placed {
            order_id: answer["orderId"].as_str().unwrap().into(),
            total: answer["totals"]["total"].as_i64().unwrap(),
            answer,
        }
    }

    pub(crate) async fn try_checkout(&self, lines: &[(&str, u32)], key: &str) -> (u16, Value) {
        let lines: Vec<Value> =
            lines.iter().map(|(id, quantity)| json!({"productId": id, "quantity": quantity})).collect();
        let request = self.post("/api/v1/payments/checkout", &json!({"lines": lines}));
        answer(request.header("idempotency-key", key)).await
    }

    pub(crate) async fn prepare(&self, order_id: &str) -> Value {
        let path = format!("/api/v1/payments/{order_id}/prepare");
        let (status, prepared) = answer(self.post(&path, &json!({"pg": "toss_payments"}))).await;
        assert_eq!(status, 200, "{prepared}");
        prepared
    }

    /// Opens the PG's window as the SDK does, and chooses; returns the address that the PG redirects to.
    pub(crate) async fn window(&self, prepared: &Value, choice: &Value) -> String {
        let mut request = prepared["payment"].clone();
        request["clientKey"] = prepared["clientKey"].clone();
        request["customerKey"] = prepared["customerKey"].clone();
        request["customerName"] = json!("김대조");
        let sessions = format!("{}/sandbox/toss-payments/sessions", self.pg_url);
        let (status, session) = answer(self.http.post(&sessions).json(&request)).await;
        assert_eq!(status, 200, "{session}");
        let id = session["id"].as_str().unwrap();
        let (status, left) = answer(self.http.post(format!("{sessions}/{id}/pay")).json(choice)).await;
        assert_eq!(status, 200, "{left}");
        left["redirectUrl"].as_str().unwrap().to_owned()
    }

    /// Follows the PG's redirect, and returns the shop's redirect.
    pub(crate) async fn come_back(&self, redirect: &str) -> String {
        let answer = self.http.get(redirect).send().await.unwrap();
        assert_eq!(answer.status(), 303);
        answer.headers()[LOCATION].to_str().unwrap().to_owned()
    }

    /// Authenticates a payment; returns the claim that the result page sends.
    pub(crate) async fn authenticate(&self, placed: &Placed, choice: Value) -> Value {
        let prepared = self.prepare(&placed.order_id).await;
        let redirect = self.window(&prepared, &choice).await;
        let page = self.come_back(&redirect).await;
        claim_of(&page)
    }

    pub(crate) async fn confirm(&self, claim: &Value) -> (u16, Value) {
        answer(self.post("/api/v1/payments/confirm", &json!({"claim": claim}))).await
    }

    pub(crate) async fn status(&self, order_id: &str) -> Value {
        let (status, body) = self.get(&format!("/api/v1/payments/{order_id}")).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// Waits until the order is in `state`.
    pub(crate) async fn wait_for(&self, order_id: &str, state: &str) -> Value {
        wait_until(state, async || {
            let status = self.status(order_id).await;
            if status["state"] == state { Ok(status) } else { Err(status) }
        })
        .await
    }

    /// A whole purchase without faults.
    pub(crate) async fn buy(&self, lines: &[(&str, u32)]) -> (Placed, Value) {
        let placed = self.checkout(lines).await;
        let claim = self.authenticate(&placed, json!({})).await;
        let (code, status) = self.confirm(&claim).await;
        assert_eq!((code, &status["state"]), (200, &json!("paid")), "{status}");
        (placed, claim)
    }
}

pub(crate) async fn answer(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
}

/// The claim in the result page's address, read by the core as `@daejo/web` does.
pub(crate) fn claim_of(page: &str) -> Value {
    let (_, query) = page.split_once('?').unwrap();
    match daejo::pg::read_return(daejo::pg::Pg::TossPayments, query) {
        daejo::claim::Return::Claimed { claim } => serde_json::to_value(claim).unwrap(),
        other @ (daejo::claim::Return::Failed { .. } | daejo::claim::Return::Unreadable { .. }) => {
            unreachable!("{other:?}")
        }
    }
}
