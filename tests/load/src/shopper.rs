//! Shoppers who are ready to confirm: the steps up to the confirm are done before the measurement.

use crate::pg::{CLIENT_KEY, Pg};
use anyhow::{Context as _, Result, ensure};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use reqwest::Client;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

/// A shopper who has authenticated a payment.
#[derive(Clone)]
pub(crate) struct Shopper {
    pub(crate) cookie: String,
    pub(crate) claim: Value,
}

/// Prepares `how_many` shoppers who are ready to confirm.
pub(crate) async fn prepare_all(http: &Client, shop: &str, pg: &Pg, how_many: usize) -> Result<Vec<Shopper>> {
    stream::iter(0..how_many)
        .map(|number| prepare(http, shop, pg, number))
        .buffer_unordered(32)
        .try_collect()
        .await
}

const PRODUCTS: [&str; 4] = ["tea-jeju", "mug-moon", "bag-canvas", "soap-mugwort"];

async fn prepare(http: &Client, shop: &str, pg: &Pg, number: usize) -> Result<Shopper> {
    let product = PRODUCTS.iter().cycle().nth(number).context("no product")?;
    let order = http
        .post(format!("{shop}/api/v1/payments/checkout"))
        .header("idempotency-key", format!("load-number-{number:08}"))
        .json(&json!({"lines": [{"productId": product, "quantity": 1}]}))
        .send()
        .await?;
    let cookie = order.headers().get(SET_COOKIE).context("no session")?.to_str()?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    ensure!(order.status() == 201, "checkout: {}", order.text().await?);
    let order: Value = order.json().await?;
    let order_id = order.pointer("/orderId").and_then(Value::as_str).context("no order")?.to_owned();
    let prepared: Value = http
        .post(format!("{shop}/api/v1/payments/{order_id}/prepare"))
        .header(COOKIE, &cookie)
        .json(&json!({"pg": "toss_payments"}))
        .send()
        .await?
        .json()
        .await?;
    let mut request = prepared.get("payment").cloned().context("not prepared")?;
    if let Some(request) = request.as_object_mut() {
        request.insert("clientKey".into(), CLIENT_KEY.into());
        request.insert("customerKey".into(), prepared.get("customerKey").cloned().unwrap_or_default());
        request.insert("customerName".into(), "김대조".into());
    }
    let sessions = format!("{}/sandbox/toss-payments/sessions", pg.url);
    let session: Value = http.post(&sessions).json(&request).send().await?.json().await?;
    let id = session.get("id").and_then(Value::as_str).context("no window")?;
    let left: Value = http.post(format!("{sessions}/{id}/pay")).json(&json!({})).send().await?.json().await?;
    let address = left.get("redirectUrl").and_then(Value::as_str).context("not paid")?;
    let claim = claim(address).context("no claim")?;
    Ok(Shopper { cookie, claim })
}

/// The claim in the address to which the PG redirects the browser.
fn claim(address: &str) -> Option<Value> {
    let address = reqwest::Url::parse(address).ok()?;
    let of = |wanted: &str| {
        address.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    Some(json!({
        "pg": "toss_payments", "orderId": of("orderId")?, "paymentKey": of("paymentKey")?, "amount": of("amount")?,
    }))
}

/// Confirms a payment. Returns the HTTP status and the payment's state.
pub(crate) async fn confirm(http: &Client, shop: &str, shopper: &Shopper) -> Result<(u16, String)> {
    let answer = http
        .post(format!("{shop}/api/v1/payments/confirm"))
        .header(COOKIE, &shopper.cookie)
        .json(&json!({"claim": shopper.claim}))
        .send()
        .await?;
    let status = answer.status().as_u16();
    let body: Value = answer.json().await?;
    Ok((status, body.get("state").and_then(Value::as_str).unwrap_or_default().to_owned()))
}
