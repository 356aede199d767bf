//! A shopper's browser: the steps of the way from the cart to the result.

use super::children::CLIENT_KEY;
use super::net::{Answer, Ask, Net, cookie};
use anyhow::{Result, ensure};
use reqwest::{Method, Url};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// One shopper's browser. Its requests go to whichever server the load balancer picks.
pub(super) struct Browser {
    pub(super) net: Arc<Net>,
    session: String,
    turn: AtomicUsize,
}

/// An order as the checkout answered it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) order_id: String,
    pub(super) total: i64,
}

impl Browser {
    /// Comes to the shop; the shop knows it from now on.
    pub(super) async fn visit(net: &Arc<Net>, number: usize) -> Result<Self> {
        let mut browser =
            Self { net: Arc::clone(net), session: String::new(), turn: AtomicUsize::new(number) };
        let shelves = browser.ask(Method::GET, "/api/v1/products", None, None).await?;
        browser.session = shelves.cookie.unwrap_or_default();
        ensure!(!browser.session.is_empty(), "a visitor without a session: {}", shelves.status);
        Ok(browser)
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        header: Option<(&'static str, String)>,
    ) -> Result<Answer> {
        let first =
            self.turn.fetch_add(1, Ordering::Relaxed).checked_rem(self.net.shops.len()).unwrap_or_default();
        let session = (!self.session.is_empty()).then(|| cookie(&self.session));
        let headers = session.into_iter().chain(header).collect();
        self.net.shop(&Ask { method, path, headers, body, first }).await
    }

    /// Places the order. `None` if something is sold out.
    pub(super) async fn checkout(&self, lines: &[(&str, u64)], key: &str) -> Result<Option<Placed>> {
        let lines: Vec<Value> =
            lines.iter().map(|(id, quantity)| json!({"productId": id, "quantity": quantity})).collect();
        let body = json!({"lines": lines});
        let header = ("idempotency-key", key.to_owned());
        let answer = self.ask(Method::POST, "/api/v1/payments/checkout", Some(&body), Some(header)).await?;
        match answer.status {
            201 => Ok(Some(Placed {
                order_id: answer.text("/orderId").to_owned(),
                total: answer.body.pointer("/totals/total").and_then(Value::as_i64).unwrap_or_default(),
            })),
            409 if answer.text("/code") == "out_of_stock" => {
                self.net.count("sold out");
                Ok(None)
            }
            status => {
                self.net.surprise(format!("checkout: {status} {}", answer.body));
                Ok(None)
            }
        }
    }

    /// Opens the PG's window and chooses there; answers where the PG sends the browser. `None` if it is too late.
    pub(super) async fn window(&self, placed: &Placed, choice: &Value) -> Result<Option<String>> {
        let Some(session) = self.open_window(placed).await? else { return Ok(None) };
        self.choose(&session, choice).await
    }

    pub(super) async fn open_window(&self, placed: &Placed) -> Result<Option<String>> {
        let path = format!("/api/v1/payments/{}/prepare", placed.order_id);
        let prepared = self.ask(Method::POST, &path, Some(&json!({"pg": "toss_payments"})), None).await?;
        match prepared.status {
            200 => {}
            409 => return Ok(None),
            status => {
                self.net.surprise(format!("prepare: {status} {}", prepared.body));
                return Ok(None);
            }
        }
        let mut request = prepared.body.pointer("/payment").cloned().unwrap_or_default();
        if let Some(request) = request.as_object_mut() {
            request.insert("clientKey".into(), CLIENT_KEY.into());
            request.insert("customerName".into(), "김대조".into());
            request.insert("virtualAccount".into(), json!({"validHours": 1}));
        }
        let session = self.net.pg("/sandbox/toss-payments/sessions", &request).await?;
        match session.status {
            200 => Ok(Some(session.text("/id").to_owned())),
            // Another tab was faster.
            _ if session.text("/code") == "DUPLICATED_ORDER_ID" => Ok(None),
            status => {
                self.net.surprise(format!("the PG's window: {status} {}", session.body));
                Ok(None)
            }
        }
    }

    pub(super) async fn choose(&self, session: &str, choice: &Value) -> Result<Option<String>> {
        let path = format!("/sandbox/toss-payments/sessions/{session}/pay");
        let left = self.net.pg(&path, choice).await?;
        Ok((left.status == 200).then(|| left.text("/redirectUrl").to_owned()))
    }

    /// Goes where the PG sent it, and reads the claim from the page that it ends on; none after a failure.
    pub(super) async fn come_back(&self, redirect: &str) -> Result<Option<Value>> {
        let url = Url::parse(redirect)?;
        // The address is one server's; the load balancer has others.
        let path = format!("{}?{}", url.path(), url.query().unwrap_or_default());
        let answer = self.ask(Method::GET, &path, None, None).await?;
        let page = answer.location.unwrap_or_default();
        if answer.status != 303 {
            self.net.surprise(format!("return: {}", answer.status));
            return Ok(None);
        }
        let page = Url::parse("http://shop.invalid")?.join(&page)?;
        let find = |wanted: &str| {
            page.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        Ok(find("paymentKey").map(|key| {
            json!({"pg": "toss_payments", "orderId": find("orderId"), "paymentKey": key, "amount": find("amount")})
        }))
    }

    /// From the order to the claim, through the window.
    pub(super) async fn authenticate(&self, placed: &Placed, choice: &Value) -> Result<Option<Value>> {
        match self.window(placed, choice).await? {
            Some(redirect) => self.come_back(&redirect).await,
            None => Ok(None),
        }
    }

    pub(super) async fn confirm(&self, claim: &Value) -> Result<Answer> {
        let body = json!({"claim": claim});
        let answer = self.ask(Method::POST, "/api/v1/payments/confirm", Some(&body), None).await?;
        let code = answer.text(if answer.status < 300 { "/state" } else { "/code" });
        self.net.count(&format!("confirm: {} {code}", answer.status));
        if !matches!(answer.status, 200 | 202 | 404 | 409 | 422) {
            self.net.surprise(format!("confirm: {} {}", answer.status, answer.body));
        }
        Ok(answer)
    }

    pub(super) async fn status(&self, order_id: &str) -> Result<Answer> {
        let answer = self.ask(Method::GET, &format!("/api/v1/payments/{order_id}"), None, None).await?;
        if answer.status != 200 {
            self.net.surprise(format!("status: {} {}", answer.status, answer.body));
        }
        Ok(answer)
    }

    /// Looks again and again until the order stands in one of `states`, as long as a shopper has patience.
    pub(super) async fn wait_for(&self, order_id: &str, states: &[&str], at_most: Duration) -> Result<bool> {
        let pause = Duration::from_millis(250);
        let mut waited = Duration::ZERO;
        while waited < at_most {
            if states.contains(&self.status(order_id).await?.text("/state")) {
                return Ok(true);
            }
            tokio::time::sleep(pause).await;
            waited = waited.saturating_add(pause);
        }
        Ok(false)
    }

    /// What an operator does for a shopper.
    pub(super) async fn as_operator(
        &self,
        path: &str,
        body: &Value,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Answer> {
        let first =
            self.turn.fetch_add(1, Ordering::Relaxed).checked_rem(self.net.shops.len()).unwrap_or_default();
        self.net.shop(&Ask { method: Method::POST, path, headers, body: Some(body), first }).await
    }
}
