//! The configuration of a sandbox.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::Error;

/// Keys, URLs and delays of a sandbox. Start from [`Config::demo`].
#[derive(Clone)]
pub struct Config {
    /// Secret key of the shop's server. Must start with `test_`, such as `test_sk_…`.
    pub secret_key: String,
    /// Client key of the shop's page. Must start with `test_`, such as `test_ck_…`.
    pub client_key: String,
    /// Merchant id of the shop (`mId`), up to 14 characters.
    pub merchant_id: String,
    /// URL that receives webhooks. Without it no webhooks are sent.
    pub webhook_url: Option<String>,
    /// URL under which browsers reach the router, such as `http://127.0.0.1:8090`.
    pub public_url: String,
    /// The wait before each retry of a webhook that the shop did not acknowledge. One retry per item.
    pub webhook_retry: Vec<Duration>,
    /// The longest time for which [`Fault::Reorder`](crate::Fault::Reorder) holds a webhook back.
    pub webhook_hold: Duration,
    /// File of JSON lines. It is read at the start and appended to, so that the PG keeps its payments
    /// even if the process that embeds it is killed. Without it all state is in memory.
    pub ledger_file: Option<PathBuf>,
    /// The time before a query shows a change.
    pub visibility_delay: Duration,
}

impl Config {
    /// Demo keys, no webhooks, no ledger file.
    ///
    /// ```
    /// use daejo_sandbox_pg::{Config, Sandbox};
    /// let sandbox = Sandbox::new(Config::demo("http://127.0.0.1:8090"))?;
    /// assert!(sandbox.ledger().is_empty());
    /// # Ok::<(), daejo_sandbox_pg::Error>(())
    /// ```
    pub fn demo(public_url: impl Into<String>) -> Self {
        let public_url = public_url.into();
        Self {
            secret_key: "test_sk_daejoSandboxDemoKey0000000".into(),
            client_key: "test_ck_daejoSandboxDemoKey0000000".into(),
            merchant_id: "daejodemo".into(),
            webhook_url: None,
            public_url: public_url.trim_end_matches('/').into(),
            webhook_retry: [1, 2, 4, 8, 16, 32, 64].map(Duration::from_secs).into(),
            webhook_hold: Duration::from_secs(3),
            ledger_file: None,
            visibility_delay: Duration::ZERO,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if !self.secret_key.starts_with("test_") {
            return Err(Error::NotATestKey("the secret key"));
        }
        if !self.client_key.starts_with("test_") {
            return Err(Error::NotATestKey("the client key"));
        }
        Ok(())
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the secret key, because configurations are often printed to logs.
        f.debug_struct("Config")
            .field("merchant_id", &self.merchant_id)
            .field("client_key", &self.client_key)
            .field("public_url", &self.public_url)
            .field("webhook_url", &self.webhook_url)
            .field("ledger_file", &self.ledger_file)
            .finish_non_exhaustive()
    }
}
