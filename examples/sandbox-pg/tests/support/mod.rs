//! A sandbox on a loopback socket, the calls that a shop makes, and a receiver for its webhooks.
#![expect(clippy::unwrap_used, reason = "a failed setup is a failed test")]
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses a part of this")]

pub mod inbox;

use std::future::IntoFuture;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response as Answer;
use daejo_sandbox_pg::{Config, Fault, LedgerEntry, Match, Operation, Sandbox, Scenario};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A sandbox and a client with its keys.
pub struct Shop {
    pub base: String,
    pub config: Config,
    pub sandbox: Sandbox,
    pub http: Client,
    unanswered: Arc<AtomicUsize>,
}

/// The pause between two checks of a state that a test waits for.
const POLL: Duration = Duration::from_millis(5);
/// Longer than any test. A wait of this length ends only when a test advances the clock.
pub const HOUR: Duration = Duration::from_secs(60 * 60);
/// [`HOUR`] in milliseconds.
pub const HOUR_MS: u64 = 60 * 60 * 1000;

pub async fn shop() -> Shop {
    shop_with(|_| ()).await
}

pub async fn shop_with(adjust: impl FnOnce(&mut Config)) -> Shop {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let mut config = Config::demo(&base);
    // A retry or a held webhook is sent only when a test advances the clock.
    config.webhook_retry = vec![HOUR; 3];
    config.webhook_hold = HOUR;
    adjust(&mut config);
    let sandbox = Sandbox::new(config.clone()).unwrap();
    let unanswered = Arc::new(AtomicUsize::new(0));
    let router = sandbox.router().layer(from_fn_with_state(unanswered.clone(), count_unanswered));
    tokio::spawn(axum::serve(listener, router).into_future());
    let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Shop { base, config, sandbox, http, unanswered }
}

/// A payment that the shopper has authenticated.
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

    pub async fn request_window(&self, body: &Value) -> Response {
        let url = format!("{}/sandbox/toss-payments/sessions", self.base);
        self.http.post(url).json(body).send().await.unwrap()
    }

    pub async fn session(&self, order: &str, currency: &str, value: Value) -> String {
        let answer: Value =
            self.request_window(&self.order(order, currency, value)).await.json().await.unwrap();
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

    /// A payment that is authenticated and confirmed.
    pub async fn confirmed(&self, order: &str, amount: i64) -> Paid {
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

    /// A deposit (`""`), its reversal (`"/rollback"`) or the end of its deadline (`"/expire"`).
    pub async fn bank(&self, paid: &Paid, event: &str) -> Response {
        let url = format!("{}/sandbox/toss-payments/deposits/{}{event}", self.base, paid.key);
        self.http.post(url).send().await.unwrap()
    }

    /// Sets a fault for the next call of this kind.
    pub fn set_fault(&self, operation: Operation, fault: Fault) {
        let matching = Match { operation, ..Match::default() };
        self.sandbox.set_scenario(Scenario { matching, times: 1, fault });
    }

    /// Advances the PG's clock.
    pub async fn advance(&self, ms: u64) {
        let request = self.http.post(format!("{}/sandbox/clock", self.base)).json(&json!({"advanceMs": ms}));
        assert_eq!(request.send().await.unwrap().status(), 204);
    }

    /// Waits until every scenario was used. The waits of their faults have then begun.
    pub async fn scenarios_used(&self) {
        let url = format!("{}/sandbox/scenarios", self.base);
        while json_of(self.http.get(&url)).await != json!([]) {
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the PG has taken this amount.
    pub async fn captured(&self, paid: &Paid, amount: i64) {
        wait_until(|| self.entry(paid).captured == amount).await;
    }

    /// Waits until the server has noticed this number of clients that disconnected before their answer.
    pub async fn disconnected(&self, count: usize) {
        wait_until(|| self.unanswered.load(Ordering::Relaxed) >= count).await;
    }

    /// Advances the PG's clock in steps of `ms` until the condition holds. For waits whose beginning a test
    /// cannot see.
    pub async fn advance_until(&self, ms: u64, condition: impl Fn() -> bool) {
        while !condition() {
            self.advance(ms).await;
            tokio::time::sleep(POLL).await;
        }
    }

    /// The number of webhook records of this kind in the ledger file: `queued`, or `settled` for a webhook
    /// that will not be sent again.
    pub fn webhook_records(&self, kind: &str) -> usize {
        let text = std::fs::read_to_string(self.config.ledger_file.as_deref().unwrap()).unwrap();
        let start = format!("{{\"notice\":{{\"{kind}\"");
        text.lines().filter(|line| line.starts_with(&start)).count()
    }

    pub fn entry(&self, paid: &Paid) -> LedgerEntry {
        self.sandbox.ledger().into_iter().find(|entry| entry.payment_key == paid.key).unwrap()
    }
}

/// Waits until the condition holds. There is no deadline, so a slow machine cannot fail a test.
pub async fn wait_until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::time::sleep(POLL).await;
    }
}

/// Counts a request whose handler was dropped before it answered.
struct Unanswered {
    count: Arc<AtomicUsize>,
    is_answered: bool,
}

impl Drop for Unanswered {
    fn drop(&mut self) {
        if !self.is_answered {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

async fn count_unanswered(State(count): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Answer {
    let mut unanswered = Unanswered { count, is_answered: false };
    let answer = next.run(request).await;
    unanswered.is_answered = true;
    answer
}

/// The HTTP status and error code of an error answer.
pub async fn refusal(request: RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

pub async fn json_of(request: RequestBuilder) -> Value {
    request.send().await.unwrap().json().await.unwrap()
}

/// A path for a ledger file that does not exist yet.
pub fn new_ledger_file(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}
