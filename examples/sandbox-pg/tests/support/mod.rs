//! A shop's server in miniature: a sandbox on a loopback socket, and the calls a shop makes.
#![expect(clippy::unwrap_used, reason = "a test that cannot start has failed")]
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses its own part of this")]

use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use daejo_sandbox_pg::{Config, Fault, LedgerEntry, Match, Operation, Sandbox, Scenario};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub struct Shop {
    pub base: String,
    pub config: Config,
    pub sandbox: Sandbox,
    pub http: Client,
}

pub async fn shop() -> Shop {
    shop_with(|_| ()).await
}

pub async fn shop_with(adjust: impl FnOnce(&mut Config)) -> Shop {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let mut config = Config::demo(&base);
    config.webhook_retry = vec![Duration::from_millis(100); 3];
    adjust(&mut config);
    let sandbox = Sandbox::new(config.clone()).unwrap();
    tokio::spawn(axum::serve(listener, sandbox.router()).into_future());
    let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Shop { base, config, sandbox, http }
}

/// A payment the shopper has authenticated.
pub struct Paid {
    pub key: String,
    pub order: String,
    pub redirect: String,
}

impl Shop {
    pub fn order(&self, order: &str, currency: &str, value: Value) -> Value {
        json!({
            "clientKey": self.config.client_key, "customerKey": "ANONYMOUS", "method": "CARD",
            "amount": {"currency": currency, "value": value}, "orderId": order, "orderName": "스웨터 한 벌",
            "successUrl": "http://shop.test/success?cart=7", "failUrl": "http://shop.test/fail",
            "customerName": "김대조",
        })
    }

    pub async fn open(&self, body: &Value) -> Response {
        let url = format!("{}/sandbox/toss-payments/sessions", self.base);
        self.http.post(url).json(body).send().await.unwrap()
    }

    pub async fn session(&self, order: &str, currency: &str, value: Value) -> String {
        let answer: Value = self.open(&self.order(order, currency, value)).await.json().await.unwrap();
        answer["id"].as_str().unwrap().to_owned()
    }

    pub async fn decide(&self, session: &str, choice: Value) -> Value {
        let url = format!("{}/sandbox/toss-payments/sessions/{session}/pay", self.base);
        self.http.post(url).json(&choice).send().await.unwrap().json().await.unwrap()
    }

    pub async fn authenticate(&self, order: &str, amount: i64, choice: Value) -> Paid {
        let session = self.session(order, "KRW", json!(amount)).await;
        let answer = self.decide(&session, choice).await;
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        Paid { key: text("paymentKey"), order: order.into(), redirect: text("redirectUrl") }
    }

    pub async fn paid(&self, order: &str, amount: i64) -> Paid {
        let paid = self.authenticate(order, amount, json!({})).await;
        assert_eq!(self.confirm(&paid, amount).send().await.unwrap().status(), 200);
        paid
    }

    pub fn api(&self, request: RequestBuilder) -> RequestBuilder {
        request.basic_auth(&self.config.secret_key, Some(""))
    }

    pub fn confirm(&self, paid: &Paid, amount: i64) -> RequestBuilder {
        self.confirm_raw(&json!({"paymentKey": paid.key, "orderId": paid.order, "amount": amount}))
    }

    pub fn confirm_raw(&self, body: &Value) -> RequestBuilder {
        self.api(self.http.post(format!("{}/v1/payments/confirm", self.base))).json(body)
    }

    pub fn query(&self, paid: &Paid) -> RequestBuilder {
        self.api(self.http.get(format!("{}/v1/payments/{}", self.base, paid.key)))
    }

    pub fn query_by_order(&self, order: &str) -> RequestBuilder {
        self.api(self.http.get(format!("{}/v1/payments/orders/{order}", self.base)))
    }

    pub fn cancel(&self, paid: &Paid, body: &Value) -> RequestBuilder {
        self.api(self.http.post(format!("{}/v1/payments/{}/cancel", self.base, paid.key))).json(body)
    }

    pub async fn bank(&self, paid: &Paid, what: &str) -> Response {
        let url = format!("{}/sandbox/toss-payments/deposits/{}{what}", self.base, paid.key);
        self.http.post(url).send().await.unwrap()
    }

    pub fn fault(&self, operation: Operation, fault: Fault) {
        let matching = Match { operation, ..Match::default() };
        self.sandbox.set_scenario(Scenario { matching, times: 1, fault });
    }

    pub fn entry(&self, paid: &Paid) -> LedgerEntry {
        self.sandbox.ledger().into_iter().find(|entry| entry.payment_key == paid.key).unwrap()
    }
}

/// Status and code of a refusal.
pub async fn refusal(request: RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

pub async fn json_of(request: RequestBuilder) -> Value {
    request.send().await.unwrap().json().await.unwrap()
}

/// What a shop's webhook address received.
#[derive(Clone, Default)]
pub struct Inbox {
    pub received: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
    /// How many to refuse before the first 200.
    pub refusals: Arc<Mutex<u32>>,
}

impl Inbox {
    pub async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(receive)).with_state(self.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        url
    }

    /// Waits until `count` have come, or three seconds.
    pub async fn wait(&self, count: usize) -> Vec<(HeaderMap, Value)> {
        for _ in 0..100 {
            if self.received.lock().unwrap().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        self.received.lock().unwrap().clone()
    }
}

async fn receive(State(inbox): State<Inbox>, headers: HeaderMap, body: String) -> StatusCode {
    let body = serde_json::from_str(&body).unwrap();
    inbox.received.lock().unwrap().push((headers, body));
    let mut refusals = inbox.refusals.lock().unwrap();
    if *refusals == 0 {
        return StatusCode::OK;
    }
    *refusals = refusals.saturating_sub(1);
    StatusCode::INTERNAL_SERVER_ERROR
}
