//! The routes.

mod admission;
mod body;
mod checkout;
mod confirm;
mod decisions;
mod docs;
mod events;
mod guard;
mod operator;
mod operator_view;
mod ops;
mod prepare;
mod problem;
mod products;
mod refunds;
mod returns;
mod session;
mod status;
mod stream;
mod view;
mod wait;
mod webhooks;

use crate::config::Config;
use crate::host::{Host, Outbox};
use admission::Admission;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use body::BodyTimeout;
use daejo::id::MerchantId;
use daejo::redact::Secret;
use problem::Problem;
use session::Sessions;
use std::sync::Arc;
use std::time::Duration;
use stream::Streams;
use tower_http::services::ServeDir;

/// Largest body from a browser, in bytes: a checkout of fifty lines is a tenth of it.
const BROWSER_BODY: usize = 64 * 1024;
/// Largest webhook, in bytes: the largest documented payment object is below 100 KiB.
const WEBHOOK_BODY: usize = 512 * 1024;

/// The state of every handler. Clones share it.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) host: Arc<Host>,
    pub(crate) sessions: Sessions,
    pub(crate) public_url: String,
    pub(crate) sdk_url: String,
    pub(crate) client_key: String,
    pub(crate) merchant_id: Option<MerchantId>,
    pub(crate) reservation: Duration,
    pub(crate) confirm_wait: Duration,
    pub(crate) operator_token: Option<Secret>,
    /// Delivery of events, if there is a receiver.
    pub(crate) outbox: Option<Arc<Outbox>>,
    pub(crate) admission: Admission,
    pub(crate) streams: Streams,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The whole server, as a router.
pub(crate) fn router(
    host: Arc<Host>,
    outbox: Option<Arc<Outbox>>,
    config: Config,
    public_url: String,
) -> Router {
    let headers = guard::Headers::new(&config.sdk_url, public_url.starts_with("https:"));
    let app = App(Arc::new(Inner {
        host,
        sessions: Sessions::new(config.session_key, public_url.starts_with("https:")),
        public_url,
        sdk_url: config.sdk_url,
        client_key: config.client_key,
        merchant_id: config.merchant_id,
        reservation: config.reservation,
        confirm_wait: config.confirm_wait,
        operator_token: config.operator_token,
        outbox,
        admission: Admission::new(&config.limits),
        streams: Streams::new(&config.limits),
    }));
    let money = || from_fn_with_state(app.clone(), admission::money);
    let shop = Router::new()
        .route("/api/v1/products", get(products::list))
        .route("/api/v1/payments/checkout", post(checkout::place))
        .route("/api/v1/payments/confirm", post(confirm::confirm).layer(money()))
        .route("/api/v1/payments/{order_id}/prepare", post(prepare::prepare))
        .route("/api/v1/payments/{order_id}", get(status::show))
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(from_fn_with_state(app.clone(), session::ensure))
        .layer(DefaultBodyLimit::max(BROWSER_BODY));
    // Sent from a PG's pages and servers: no session begins, and no origin is checked.
    let from_pg = Router::new()
        .route("/api/v1/payments/return/{pg}", get(returns::by_query).post(returns::by_form))
        .layer(DefaultBodyLimit::max(BROWSER_BODY));
    let webhooks = Router::new()
        .route("/api/v1/webhooks/{pg}", post(webhooks::receive))
        .layer(from_fn_with_state(app.clone(), admission::webhooks))
        .layer(DefaultBodyLimit::max(WEBHOOK_BODY));
    // An operator's client has no session, and its token is checked before a slot is taken.
    let operator = Router::new()
        .route("/api/v1/payments", get(decisions::list))
        .route(
            "/api/v1/payments/{order_id}/refunds",
            post(refunds::request).layer(money()).get(refunds::list),
        )
        .route("/api/v1/payments/{order_id}/decisions", post(decisions::decide).layer(money()))
        .route("/api/v1/payments/{order_id}/history", get(decisions::history))
        .route("/api/v1/events/resume", post(events::resume))
        .layer(from_fn_with_state(app.clone(), operator::require_token))
        .layer(DefaultBodyLimit::max(BROWSER_BODY));
    let ops = Router::new()
        .route("/metrics", get(ops::metrics))
        .route("/healthz", get(ops::healthy))
        .route("/readyz", get(ops::ready))
        .route("/openapi.json", get(docs::openapi))
        .route("/docs", get(docs::page))
        .route("/docs.js", get(docs::script))
        .route("/docs.css", get(docs::style));
    let mut all = Router::new().merge(shop).merge(operator).merge(from_pg).merge(webhooks).merge(ops);
    if let Some(directory) = config.daejo_web_dir {
        all = all.nest_service("/assets/daejo", ServeDir::new(directory));
    }
    all = match config.shop_dir {
        Some(directory) => {
            all.fallback_service(ServeDir::new(directory).fallback(get(not_found).with_state(())))
        }
        None => all.fallback(not_found),
    };
    all.method_not_allowed_fallback(method_not_allowed)
        .layer(axum::Extension(BodyTimeout(config.limits.body_read)))
        .layer(from_fn_with_state(headers, guard::headers))
        .layer(from_fn(guard::observe))
        .with_state(app)
}

/// The idempotency key, which the caller chooses.
fn idempotency_key(headers: &HeaderMap) -> Result<&str, Problem> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    if (8..=200).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(key);
    }
    Err(Problem::new(
        400,
        "idempotency_key_missing",
        "The header Idempotency-Key must be 8 to 200 visible ASCII characters.",
    ))
}

async fn not_found() -> Problem {
    Problem::not_found("not_found")
}

async fn method_not_allowed() -> Problem {
    Problem::new(405, "method_not_allowed", "The address does not take this method.")
}
