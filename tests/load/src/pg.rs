//! The sandbox PG, in this process, which answers confirms at a fast, medium or slow pace.

use anyhow::Result;
use daejo_sandbox_pg::{Config, Fault, Match, Operation, Sandbox, Scenario};
use std::future::IntoFuture;
use tokio::net::TcpListener;

pub(crate) const SECRET_KEY: &str = "test_sk_onlyForMeasuring000000";
pub(crate) const CLIENT_KEY: &str = "test_ck_onlyForMeasuring";
pub(crate) const MERCHANT_ID: &str = "daejoload";

/// How long the PG takes for a confirm.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) name: &'static str,
    min_ms: u64,
    max_ms: u64,
}

pub(crate) const FAST: Pace = Pace { name: "fast", min_ms: 10, max_ms: 30 };
pub(crate) const MEDIUM: Pace = Pace { name: "medium", min_ms: 100, max_ms: 300 };
pub(crate) const SLOW: Pace = Pace { name: "slow", min_ms: 2_000, max_ms: 3_500 };

/// A running sandbox PG.
pub(crate) struct Pg {
    pub(crate) url: String,
    sandbox: Sandbox,
}

impl Pg {
    pub(crate) async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let mut config = Config::demo(&url);
        config.secret_key = SECRET_KEY.into();
        config.client_key = CLIENT_KEY.into();
        config.merchant_id = MERCHANT_ID.into();
        config.webhook_url = None;
        let sandbox = Sandbox::new(config)?;
        tokio::spawn(axum::serve(listener, sandbox.router()).into_future());
        Ok(Self { url, sandbox })
    }

    /// Answers all confirms at this pace from now on.
    pub(crate) fn pace(&self, pace: Pace) {
        self.sandbox.clear_scenarios();
        let fault = Fault::Slow { min_ms: pace.min_ms, max_ms: pace.max_ms };
        let matching = Match { operation: Operation::Confirm, ..Match::default() };
        self.sandbox.set_scenario(Scenario { matching, times: 0, fault });
    }

    /// How many payments were approved, and how many of them more than once.
    pub(crate) fn approvals(&self) -> (usize, usize) {
        let ledger = self.sandbox.ledger();
        let approved = ledger.iter().filter(|entry| entry.approvals > 0).count();
        (approved, ledger.iter().filter(|entry| entry.approvals > 1).count())
    }
}
