//! A running server: its listeners, its worker and its shutdown.

use crate::config::Config;
use crate::host::{Host, Outbox, PgClient, deliver, work};
use crate::measure;
use crate::serve::serve;
use crate::store::{Store, StoreError};
use crate::web;
use daejo::pg::{Merchant, Pg};
use daejo_sandbox_pg as sandbox_pg;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The server cannot listen on an address.
    #[error("{setting}: the server cannot listen on {address}: {source}")]
    Listen {
        /// The setting that it comes from.
        setting: &'static str,
        /// The address.
        address: String,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// The database cannot be used.
    #[error("--database (DAEJO_DATABASE): the database cannot be used: {0}")]
    Database(String),
    /// The sandbox PG did not start.
    #[error("the sandbox PG did not start: {0}")]
    Sandbox(#[from] sandbox_pg::Error),
    /// The HTTP client for the PG could not be made.
    #[error("the PG cannot be called: {0}")]
    Http(#[from] reqwest::Error),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    public_url: String,
    sandbox: Option<sandbox_pg::Sandbox>,
    sandbox_url: Option<String>,
    host: Arc<Host>,
    drain: Duration,
    closing: CancellationToken,
    serving: JoinHandle<()>,
}

impl Server {
    /// Opens the database, starts the worker, which takes up payments in progress, and listens.
    ///
    /// # Errors
    /// The part that did not start.
    pub async fn start(mut config: Config) -> Result<Self, StartError> {
        measure::recorder();
        let (listener, address) = listen("--listen (DAEJO_LISTEN)", &config.listen).await?;
        let public_url = config.public_url.clone().unwrap_or_else(|| reachable(address));
        let public_url = public_url.trim_end_matches('/').to_owned();
        let mut sandbox = None;
        let mut sandbox_url = None;
        if let Some(wanted) = config.sandbox.clone() {
            let (pg_listener, pg_address) =
                listen("--sandbox-listen (DAEJO_SANDBOX_LISTEN)", &wanted.listen).await?;
            let pg_url = wanted.public_url.unwrap_or_else(|| reachable(pg_address));
            let started = sandbox_pg::Sandbox::new(sandbox_pg::Config {
                secret_key: config.secret_key.expose().into(),
                client_key: config.client_key.clone(),
                merchant_id: config.merchant_id.as_ref().map_or_else(String::new, |id| id.as_str().into()),
                webhook_url: Some(format!(
                    "{}/api/v1/webhooks/{}",
                    reachable(address),
                    Pg::TossPayments.code()
                )),
                ledger_file: wanted.ledger,
                ..sandbox_pg::Config::demo(&pg_url)
            })?;
            tokio::spawn(axum::serve(pg_listener, started.router()).into_future());
            config.pg_base_url.get_or_insert_with(|| reachable(pg_address));
            config.sdk_url = format!("{pg_url}/sandbox/toss-payments/sdk.js");
            sandbox = Some(started);
            sandbox_url = Some(pg_url);
        }
        let store = Store::open(&config.database, config.database_connections, config.lease).await?;
        let pg = PgClient::new(
            Merchant {
                pg: Pg::TossPayments,
                // No request uses it; the order carries the id that is compared.
                merchant_id: match config.merchant_id.clone() {
                    Some(id) => id,
                    None => daejo::id::MerchantId::new("unnamed")
                        .map_err(|_| StoreError::OutOfRange("unreachable"))?,
                },
                secret_key: config.secret_key.clone(),
                base_url: config.pg_base_url.clone(),
            },
            config.limits.breaker,
        )?;
        let host = Host::new(store, pg, config.policy);
        host.tasks.spawn(work(Arc::clone(&host)));
        let outbox = config.events.take().map(Outbox::new).transpose()?;
        if let Some(outbox) = &outbox {
            host.tasks.spawn(deliver(Arc::clone(&host), Arc::clone(outbox)));
        }
        let (drain, limits) = (config.drain, config.limits);
        let app = web::router(Arc::clone(&host), outbox, config, public_url.clone());
        let closing = CancellationToken::new();
        let serving = tokio::spawn(serve(listener, app, limits, closing.clone()));
        Ok(Self { address, public_url, sandbox, sandbox_url, host, drain, closing, serving })
    }

    /// The address that it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL under which browsers reach it.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The sandbox PG that runs beside it, if there is one.
    #[must_use]
    pub const fn sandbox(&self) -> Option<&sandbox_pg::Sandbox> {
        self.sandbox.as_ref()
    }

    /// The URL of the sandbox PG.
    #[must_use]
    pub fn sandbox_url(&self) -> Option<&str> {
        self.sandbox_url.as_deref()
    }

    /// Shuts down: begins nothing new, answers 503 at `/readyz`, waits for payments in progress, and releases the
    /// worker's leases. Payments that are still in progress are taken up by another process, or at the next start.
    pub async fn stop(self) {
        self.host.stopping.cancel();
        self.host.tasks.close();
        let drained = tokio::time::timeout(self.drain, async {
            self.host.tasks.wait().await;
            self.closing.cancel();
            self.serving.await
        });
        if drained.await.is_err() {
            tracing::warn!("some payments are still in progress; they are taken up at the next start");
        }
        self.closing.cancel();
        if let Err(error) = self.host.store.release_all().await {
            tracing::warn!(%error, "releasing leases failed; they end by time");
        }
        self.host.store.close().await;
    }
}

/// The URL of a listener on this machine: `0.0.0.0` is not an address to connect to.
fn reachable(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}")
}

async fn listen(setting: &'static str, address: &str) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { setting, address: address.to_owned(), source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}
