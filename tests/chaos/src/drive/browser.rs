//! A shopper's browser: the steps from the cart to the result page.

use super::net::{Answer, Net, Request, cookie};
use super::programs::CLIENT_KEY;
use anyhow::{Result, ensure};
use reqwest::{Method, Url};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// One shopper's browser. Its requests go to the servers in turn, as through a load balancer.
pub(super) struct Browser {
    pub(super) net: Arc<Net>,
    session: String,
    /// Number of the next request, which chooses the server.
    turn: AtomicUsize,
}

/// An order, as the checkout response states it.
#[derive(Clone, Debug)]
pub(super) struct PlacedOrder {
    pub(super) order_id: String,
    pub(super) total: i64,
}

impl Browser {
    /// Opens the shop, which starts a session.
    pub(super) async fn visit(net: &Arc<Net>, number: usize) -> Result<Self> {
        let mut browser =
            Self { net: Arc::clone(net), session: String::new(), turn: AtomicUsize::new(number) };
        let products = browser.send(Method::GET, "/api/v1/products", None, None).await?;
        browser.session = products.cookie.unwrap_or_default();
        ensure!(!browser.session.is_empty(), "the shop started no session: {}", products.status);
        Ok(browser)
    }

    async fn send(
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
        self.net.shop(&Request { method, path, headers, body, first }).await
    }

    /// Places the order. `None` if a product is sold out.
    pub(super) async fn checkout(&self, lines: &[(&str, u64)], key: &str) -> Result<Option<PlacedOrder>> {
        let lines: Vec<Value> =
            lines.iter().map(|(id, quantity)| json!({"productId": id, "quantity": quantity})).collect();
        let body = json!({"lines": lines});
        let header = ("idempotency-key", key.to_owned());
        let answer = self.send(Method::POST, "/api/v1/payments/checkout", Some(&body), Some(header)).await?;
        match answer.status {
            201 => Ok(Some(PlacedOrder {
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

    /// Opens the PG's window and submits `choice` there. Returns the address to which the PG redirects the browser;
    /// `None` if the order can no longer be paid.
    pub(super) async fn use_window(&self, placed: &PlacedOrder, choice: &Value) -> Result<Option<String>> {
        let Some(session) = self.open_window(placed).await? else { return Ok(None) };
        self.choose(&session, choice).await
    }

    /// Opens the PG's window. Returns its session; `None` if the order can no longer be paid.
    pub(super) async fn open_window(&self, placed: &PlacedOrder) -> Result<Option<String>> {
        let path = format!("/api/v1/payments/{}/prepare", placed.order_id);
        let prepared = self.send(Method::POST, &path, Some(&json!({"pg": "toss_payments"})), None).await?;
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
            // Another tab paid first.
            _ if session.text("/code") == "DUPLICATED_ORDER_ID" => Ok(None),
            status => {
                self.net.surprise(format!("the PG's window: {status} {}", session.body));
                Ok(None)
            }
        }
    }

    /// Submits `choice` in an open window. Returns the address to which the PG redirects the browser.
    pub(super) async fn choose(&self, session: &str, choice: &Value) -> Result<Option<String>> {
        let path = format!("/sandbox/toss-payments/sessions/{session}/pay");
        let answer = self.net.pg(&path, choice).await?;
        Ok((answer.status == 200).then(|| answer.text("/redirectUrl").to_owned()))
    }

    /// Follows the PG's redirect and reads the claim from the address of the result page. `None` after a failure.
    pub(super) async fn return_from_pg(&self, redirect: &str) -> Result<Option<Value>> {
        let url = Url::parse(redirect)?;
        // The address names one server; the request may go to any of them.
        let path = format!("{}?{}", url.path(), url.query().unwrap_or_default());
        let answer = self.send(Method::GET, &path, None, None).await?;
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

    /// Pays in the window and returns to the shop. Returns the claim.
    pub(super) async fn authenticate(&self, placed: &PlacedOrder, choice: &Value) -> Result<Option<Value>> {
        match self.use_window(placed, choice).await? {
            Some(redirect) => self.return_from_pg(&redirect).await,
            None => Ok(None),
        }
    }

    pub(super) async fn confirm(&self, claim: &Value) -> Result<Answer> {
        let body = json!({"claim": claim});
        let answer = self.send(Method::POST, "/api/v1/payments/confirm", Some(&body), None).await?;
        let code = answer.text(if answer.status < 300 { "/state" } else { "/code" });
        self.net.count(&format!("confirm: {} {code}", answer.status));
        if !matches!(answer.status, 200 | 202 | 404 | 409 | 422) {
            self.net.surprise(format!("confirm: {} {}", answer.status, answer.body));
        }
        Ok(answer)
    }

    pub(super) async fn status(&self, order_id: &str) -> Result<Answer> {
        let answer = self.send(Method::GET, &format!("/api/v1/payments/{order_id}"), None, None).await?;
        if answer.status != 200 {
            self.net.surprise(format!("status: {} {}", answer.status, answer.body));
        }
        Ok(answer)
    }

    /// Polls the order until it is in one of `states`. `false` if it is in none of them after `at_most`.
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

    /// Sends a request of an operator.
    pub(super) async fn post_as_operator(
        &self,
        path: &str,
        body: &Value,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Answer> {
        let first =
            self.turn.fetch_add(1, Ordering::Relaxed).checked_rem(self.net.shops.len()).unwrap_or_default();
        self.net.shop(&Request { method: Method::POST, path, headers, body: Some(body), first }).await
    }
}
