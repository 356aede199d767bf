//! How a sandbox is set up.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::Error;

/// Keys, addresses and speeds of a sandbox.
#[derive(Clone)]
pub struct Config {
    /// The server's key, `test_sk_…`.
    pub secret_key: String,
    /// The browser's key, `test_ck_…`.
    pub client_key: String,
    /// The store (`mId`), up to 14 characters.
    pub merchant_id: String,
    /// Where webhooks go; none are sent without it.
    pub webhook_url: Option<String>,
    /// The address under which browsers reach the router, such as `http://127.0.0.1:8090`.
    pub public_url: String,
    /// The wait before each repetition of an unacknowledged webhook.
    pub webhook_retry: Vec<Duration>,
    /// JSON lines, appended to and read again at the start, so that the PG remembers what it took
    /// even when it dies together with the shop that embeds it.
    pub ledger_file: Option<PathBuf>,
    /// How long a change stays hidden from queries.
    pub visibility_delay: Duration,
}

impl Config {
    /// Keys for a demonstration, webhooks off, nothing kept on disk.
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
        // The secret key stays out: a configuration is the first thing people print.
        f.debug_struct("Config")
            .field("merchant_id", &self.merchant_id)
            .field("client_key", &self.client_key)
            .field("public_url", &self.public_url)
            .field("webhook_url", &self.webhook_url)
            .field("ledger_file", &self.ledger_file)
            .finish_non_exhaustive()
    }
}
