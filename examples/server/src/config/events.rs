//! Where events for the shop's other systems go, and under which secrets.

use super::{ConfigError, secrets};
use clap::Args;
use daejo::redact::Secret;
use serde::Deserialize;
use std::time::Duration;

/// Where events go, and how.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Events {
    /// The receiver's address.
    pub url: String,
    /// What signs an event: `whsec_` and base64. More than one while the receiver changes over to another.
    pub secrets: Vec<Secret>,
    /// The pause after the first vain delivery. The later ones grow with it.
    pub first_pause: Duration,
    /// How long a delivery may take.
    pub timeout: Duration,
}

/// The settings; `[events]` in the file.
#[derive(Clone, Debug, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EventFlags {
    /// Where events for the shop's other systems are posted, as Standard Webhooks. Signed with DAEJO_EVENT_SECRET
    /// (or DAEJO_EVENT_SECRET_FILE): `whsec_` and base64; several, separated by spaces, while one is exchanged.
    #[arg(long = "event-url", env = "DAEJO_EVENT_URL", value_name = "URL")]
    url: Option<String>,
    /// The pause after the first vain delivery; the later ones grow with it. [default: 5000]
    #[arg(long = "event-first-pause-ms", env = "DAEJO_EVENT_FIRST_PAUSE_MS", value_name = "MS")]
    first_pause_ms: Option<u32>,
    /// How long a delivery may take. [default: 15000]
    #[arg(long = "event-timeout-ms", env = "DAEJO_EVENT_TIMEOUT_MS", value_name = "MS")]
    timeout_ms: Option<u32>,
    #[arg(skip)]
    secret: Option<Secret>,
}

const SECRET: &str = "DAEJO_EVENT_SECRET";

impl EventFlags {
    pub(super) fn resolve(self, file: Self, is_sandbox: bool) -> Result<Option<Events>, ConfigError> {
        let Some(url) = self.url.or(file.url) else { return Ok(None) };
        // What is posted names orders: outside a test it does not go over an open line.
        let is_local = ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|local| {
            url.strip_prefix(local).is_some_and(|rest| matches!(rest.chars().next(), None | Some(':' | '/')))
        });
        if !url.starts_with("https://") && !is_local {
            return Err(ConfigError::Setting("--event-url is an https address"));
        }
        let secret = secrets::find(SECRET, file.secret)?;
        let secret = match secret {
            Some(secret) if is_sandbox => secret,
            other => secrets::check(other, SECRET, 30)?,
        };
        let secrets: Vec<Secret> = secret.expose().split_whitespace().map(Secret::new).collect();
        let is_good = |secret: &Secret| {
            secret.expose().starts_with("whsec_") && standardwebhooks::Webhook::new(secret.expose()).is_ok()
        };
        if secrets.is_empty() || !secrets.iter().all(is_good) {
            return Err(ConfigError::Setting("DAEJO_EVENT_SECRET is whsec_ and base64"));
        }
        let millis = |flag: Option<u32>, file: Option<u32>, default: u32| {
            Duration::from_millis(u64::from(flag.or(file).unwrap_or(default)))
        };
        Ok(Some(Events {
            url,
            secrets,
            first_pause: millis(self.first_pause_ms, file.first_pause_ms, 5_000),
            timeout: millis(self.timeout_ms, file.timeout_ms, 15_000),
        }))
    }
}
