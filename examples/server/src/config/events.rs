//! Settings of the delivery of events: the receiver's address and the signing secrets.

use super::settings::{EVENT_FIRST_PAUSE_MS, EVENT_SECRET, EVENT_TIMEOUT_MS, EVENT_URL};
use super::{SettingError, secrets};
use clap::Args;
use daejo::redact::Secret;
use serde::Deserialize;
use std::time::Duration;

/// Delivery of events to the shop's other systems.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Events {
    /// The receiver's address.
    pub url: String,
    /// Secrets that sign an event, each `whsec_` and base64. There are several while the receiver changes to a new one.
    pub secrets: Vec<Secret>,
    /// Pause after the first delivery that failed. The later pauses grow in proportion.
    pub first_pause: Duration,
    /// Longest time of one delivery.
    pub timeout: Duration,
}

/// The settings; `[events]` in the file.
#[derive(Clone, Debug, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EventFlags {
    /// Where events for the shop's other systems are posted, as Standard Webhooks. Signed with DAEJO_EVENT_SECRET
    /// (or DAEJO_EVENT_SECRET_FILE): `whsec_` and base64; several are separated by spaces, while
    /// the receiver changes to a new one.
    #[arg(long = "event-url", env = "DAEJO_EVENT_URL", value_name = "URL")]
    url: Option<String>,
    /// Pause after the first delivery that failed, in milliseconds; the later pauses grow in proportion.
    /// [default: 5000]
    #[arg(long = "event-first-pause-ms", env = "DAEJO_EVENT_FIRST_PAUSE_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| EVENT_FIRST_PAUSE_MS.read::<u32>(text))]
    first_pause_ms: Option<u32>,
    /// Longest time of one delivery, in milliseconds. [default: 15000]
    #[arg(long = "event-timeout-ms", env = "DAEJO_EVENT_TIMEOUT_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| EVENT_TIMEOUT_MS.read::<u32>(text))]
    timeout_ms: Option<u32>,
    #[arg(skip)]
    secret: Option<Secret>,
}

/// The shortest secret outside the sandbox, in bytes: `whsec_` and 18 random bytes in base64.
const SHORTEST_SECRET: usize = 30;

impl EventFlags {
    pub(super) fn resolve(self, file: Self, is_sandbox: bool) -> Result<Option<Events>, SettingError> {
        let Some(url) = self.url.or(file.url) else { return Ok(None) };
        // An event names an order: it is sent unencrypted only to this machine.
        let is_local = ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|local| {
            url.strip_prefix(local).is_some_and(|rest| matches!(rest.chars().next(), None | Some(':' | '/')))
        });
        if !url.starts_with("https://") && !is_local {
            return Err(EVENT_URL.refuse_text(&url));
        }
        let secret = secrets::find(&EVENT_SECRET, file.secret)?;
        let secret = match secret {
            Some(secret) if is_sandbox => secret,
            other => secrets::check(other, &EVENT_SECRET, SHORTEST_SECRET)?,
        };
        let secrets: Vec<Secret> = secret.expose().split_whitespace().map(Secret::new).collect();
        let is_good = |secret: &Secret| {
            secret.expose().starts_with("whsec_") && standardwebhooks::Webhook::new(secret.expose()).is_ok()
        };
        if secrets.is_empty() || !secrets.iter().all(is_good) {
            return Err(EVENT_SECRET.refuse_text(secret.expose()));
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
