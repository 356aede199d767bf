//! The sandbox PG as a program of its own: `sandbox-pg --listen 127.0.0.1:8090`.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use daejo_sandbox_pg::{Config, Sandbox};
use tokio::net::TcpListener;

/// A sandbox payment gateway (PG). No money moves.
#[derive(Parser)]
#[command(name = "sandbox-pg", version)]
struct Flags {
    /// Address to listen on; port 0 picks a free port.
    #[arg(long, env = "SANDBOX_PG_LISTEN", default_value = "127.0.0.1:8090")]
    listen: String,
    /// URL under which browsers reach the sandbox; default: http:// and the listen address.
    #[arg(long, env = "SANDBOX_PG_PUBLIC_URL")]
    public_url: Option<String>,
    /// Secret key, used by the shop's server; must start with test_.
    #[arg(long, env = "SANDBOX_PG_SECRET_KEY", hide_env_values = true)]
    secret_key: Option<String>,
    /// Client key, used by the shop's page; must start with test_.
    #[arg(long, env = "SANDBOX_PG_CLIENT_KEY")]
    client_key: Option<String>,
    /// Merchant id (mId) of the shop.
    #[arg(long, env = "SANDBOX_PG_MERCHANT_ID")]
    merchant_id: Option<String>,
    /// URL that receives webhooks; without it no webhooks are sent.
    #[arg(long, env = "SANDBOX_PG_WEBHOOK_URL")]
    webhook_url: Option<String>,
    /// Ledger file, read at the start and appended to; without it all state is lost at exit.
    #[arg(long, env = "SANDBOX_PG_LEDGER")]
    ledger: Option<PathBuf>,
    /// Time before a query shows a change, in milliseconds.
    #[arg(long, env = "SANDBOX_PG_VISIBILITY_DELAY_MS", default_value_t = 0)]
    visibility_delay_ms: u64,
}

impl Flags {
    fn config(self, address: &str) -> Config {
        let mut config = Config::demo(self.public_url.unwrap_or_else(|| address.to_owned()));
        config.secret_key = self.secret_key.unwrap_or(config.secret_key);
        config.client_key = self.client_key.unwrap_or(config.client_key);
        config.merchant_id = self.merchant_id.unwrap_or(config.merchant_id);
        config.webhook_url = self.webhook_url;
        config.ledger_file = self.ledger;
        config.visibility_delay = Duration::from_millis(self.visibility_delay_ms);
        config
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox PG: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(flags: Flags) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(&flags.listen).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let sandbox = Sandbox::new(flags.config(&address))?;
    let stop = stop_requested()?;
    // Scripts wait for this line, so it is flushed at once.
    let mut stdout = io::stdout();
    writeln!(stdout, "sandbox PG on {address}")?;
    stdout.flush()?;
    axum::serve(listener, sandbox.router()).with_graceful_shutdown(stop).await?;
    Ok(())
}

/// Resolves on Ctrl-C or on SIGTERM, which service managers send.
#[cfg(unix)]
fn stop_requested() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Resolves on Ctrl-C; SIGTERM exists on Unix only.
#[cfg(not(unix))]
fn stop_requested() -> io::Result<impl Future<Output = ()>> {
    Ok(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
}
