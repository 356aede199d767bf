//! The routes.

mod body;
mod checkout;
mod confirm;
mod docs;
mod guard;
mod ops;
mod prepare;
mod problem;
mod products;
mod returns;
mod session;
mod status;
mod stream;
mod view;
mod webhooks;

use crate::config::Config;
use crate::host::Host;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use daejo::id::MerchantId;
use problem::Problem;
use session::Sessions;
use std::sync::Arc;
use std::time::Duration;
use tower_http::services::ServeDir;

/// The largest body that a browser sends: a checkout of fifty lines is a tenth of it.
const BROWSER_BODY: usize = 64 * 1024;
/// The largest webhook: the largest documented payment object is below 100 KiB.
const WEBHOOK_BODY: usize = 512 * 1024;

/// What every handler has. Clones share everything.
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
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The whole server, as a router.
pub(crate) fn router(host: Arc<Host>, config: Config, public_url: String) -> Router {
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
    }));
    let shop = Router::new()
        .route("/api/v1/products", get(products::list))
        .route("/api/v1/payments/checkout", post(checkout::place))
        .route("/api/v1/payments/confirm", post(confirm::confirm))
        .route("/api/v1/payments/{order_id}/prepare", post(prepare::prepare))
        .route("/api/v1/payments/{order_id}", get(status::show))
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(from_fn_with_state(app.clone(), session::issue))
        .layer(DefaultBodyLimit::max(BROWSER_BODY));
    // A PG sends these from its own pages and servers: no session is begun and no origin is asked for.
    let from_pg = Router::new()
        .route("/api/v1/payments/return/{pg}", get(returns::by_query).post(returns::by_form))
        .layer(DefaultBodyLimit::max(BROWSER_BODY));
    let webhooks = Router::new()
        .route("/api/v1/webhooks/{pg}", post(webhooks::receive))
        .layer(DefaultBodyLimit::max(WEBHOOK_BODY));
    let ops = Router::new()
        .route("/metrics", get(ops::metrics))
        .route("/healthz", get(ops::healthy))
        .route("/readyz", get(ops::ready))
        .route("/openapi.json", get(docs::openapi))
        .route("/docs", get(docs::page))
        .route("/docs.js", get(docs::script))
        .route("/docs.css", get(docs::style));
    let mut all = Router::new().merge(shop).merge(from_pg).merge(webhooks).merge(ops);
    if let Some(directory) = config.daejo_web_dir {
        all = all.nest_service("/assets/daejo", ServeDir::new(directory));
    }
    all = match config.shop_dir {
        Some(directory) => {
            all.fallback_service(ServeDir::new(directory).fallback(get(nothing_here).with_state(())))
        }
        None => all.fallback(nothing_here),
    };
    all.method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(headers, guard::headers))
        .layer(from_fn(guard::observe))
        .with_state(app)
}

async fn nothing_here() -> Problem {
    Problem::not_found("not_found")
}

async fn wrong_method() -> Problem {
    Problem::new(405, "method_not_allowed", "The address does not take this method.")
}
