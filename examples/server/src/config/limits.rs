//! How much at once, and how long for: a process says no before it breaks.

use super::ConfigError;
use clap::Args;
use serde::Deserialize;
use std::time::Duration;

/// The limits that an operator may set; `[limits]` in the file.
#[derive(Clone, Copy, Debug, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LimitFlags {
    /// How many requests that have the PG called may be under way; more get 503 at once. [default: 2000]
    #[arg(long, env = "DAEJO_MAX_IN_FLIGHT", value_name = "N")]
    max_in_flight: Option<usize>,
    /// How many connections may be open; more wait. [default: 8192]
    #[arg(long, env = "DAEJO_MAX_CONNECTIONS", value_name = "N")]
    max_connections: Option<usize>,
    /// How many status streams may be open; more get 503. [default: 2000]
    #[arg(long, env = "DAEJO_MAX_STREAMS", value_name = "N")]
    max_streams: Option<usize>,
    /// After how many calls in a row without an answer the PG is left alone. [default: 10]
    #[arg(long, env = "DAEJO_BREAKER_FAILURES", value_name = "N")]
    breaker_failures: Option<u32>,
}

impl LimitFlags {
    pub(super) fn resolve(self, file: Self) -> Result<Limits, ConfigError> {
        let default = Limits::default();
        let limits = Limits {
            in_flight: self.max_in_flight.or(file.max_in_flight).unwrap_or(default.in_flight),
            connections: self.max_connections.or(file.max_connections).unwrap_or(default.connections),
            streams: self.max_streams.or(file.max_streams).unwrap_or(default.streams),
            breaker: BreakerSettings {
                failures: self.breaker_failures.or(file.breaker_failures).unwrap_or(default.breaker.failures),
                ..default.breaker
            },
            ..default
        };
        // What lets nothing in is a mistake; what is beyond a semaphore's count as well.
        let counts = [limits.in_flight, limits.connections, limits.streams];
        if counts.iter().any(|count| !(1..=1_000_000).contains(count)) || limits.breaker.failures == 0 {
            return Err(ConfigError::Setting("a limit is 1 to 1000000"));
        }
        Ok(limits)
    }
}

/// The bounds of one process.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Limits {
    /// How many requests that have the PG called may be under way; more are answered 503 before they change anything.
    pub in_flight: usize,
    /// How many webhooks may be under way, in a room of their own.
    pub webhooks: usize,
    /// How many connections may be open; more wait until one is closed.
    pub connections: usize,
    /// How long a connection may take to send a request's head, the first as well as the next one.
    pub head_read: Duration,
    /// How long a request may take to send its body.
    pub body_read: Duration,
    /// How many status streams may be open.
    pub streams: usize,
    /// How many of them one session may have.
    pub streams_per_session: usize,
    /// How often a stream that has nothing to say shows that it is alive.
    pub heartbeat: Duration,
    /// When the PG is left alone.
    pub breaker: BreakerSettings,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            in_flight: 2_000,
            webhooks: 500,
            connections: 8_192,
            head_read: Duration::from_secs(10),
            body_read: Duration::from_secs(10),
            streams: 2_000,
            // Several tabs of a shopper; a page that reconnects in a loop finds the end here.
            streams_per_session: 8,
            heartbeat: Duration::from_secs(10),
            breaker: BreakerSettings::default(),
        }
    }
}

/// When calls of one kind to the PG are held back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct BreakerSettings {
    /// After so many calls in a row without an answer.
    pub failures: u32,
    /// Within this time: failures that lie far apart are no outage.
    pub window: Duration,
    /// For how long at first; it doubles with each probe in vain.
    pub first_pause: Duration,
    /// At most for so long.
    pub longest_pause: Duration,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self {
            failures: 10,
            window: Duration::from_secs(60),
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(30),
        }
    }
}
