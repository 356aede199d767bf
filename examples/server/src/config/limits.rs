//! Limits of one process: how much it does at once, and how long it waits. It refuses work before it breaks.

use super::SettingError;
use super::settings::{BREAKER_FAILURES, MAX_CONNECTIONS, MAX_IN_FLIGHT, MAX_STREAMS};
use clap::Args;
use serde::Deserialize;
use std::ops::RangeInclusive;
use std::time::Duration;

/// The limits that an operator may set; `[limits]` in the file.
#[derive(Clone, Copy, Debug, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LimitFlags {
    /// Most requests at once that lead to calls to the PG; more get 503 at once. [default: 2000]
    #[arg(long, env = "DAEJO_MAX_IN_FLIGHT", value_name = "N")]
    #[arg(value_parser = |text: &str| MAX_IN_FLIGHT.read::<usize>(text))]
    max_in_flight: Option<usize>,
    /// Most open connections; more wait. [default: 8192]
    #[arg(long, env = "DAEJO_MAX_CONNECTIONS", value_name = "N")]
    #[arg(value_parser = |text: &str| MAX_CONNECTIONS.read::<usize>(text))]
    max_connections: Option<usize>,
    /// Most open status streams; more get 503. [default: 2000]
    #[arg(long, env = "DAEJO_MAX_STREAMS", value_name = "N")]
    #[arg(value_parser = |text: &str| MAX_STREAMS.read::<usize>(text))]
    max_streams: Option<usize>,
    /// After so many calls in a row without an answer, calls to the PG stop for a while. [default: 10]
    #[arg(long, env = "DAEJO_BREAKER_FAILURES", value_name = "N")]
    #[arg(value_parser = |text: &str| BREAKER_FAILURES.read::<u32>(text))]
    breaker_failures: Option<u32>,
}

/// A limit of 0 would admit nothing; a semaphore's count has an upper bound.
pub(super) const COUNTS: RangeInclusive<usize> = 1..=1_000_000;

impl LimitFlags {
    pub(super) fn resolve(self, file: Self) -> Result<Limits, SettingError> {
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
        MAX_IN_FLIGHT.in_range(limits.in_flight, &COUNTS)?;
        MAX_CONNECTIONS.in_range(limits.connections, &COUNTS)?;
        MAX_STREAMS.in_range(limits.streams, &COUNTS)?;
        BREAKER_FAILURES.in_range(limits.breaker.failures, &(1..=u32::MAX))?;
        Ok(limits)
    }
}

/// The bounds of one process.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Limits {
    /// Most requests at once that lead to calls to the PG; more are answered 503 before they change anything.
    pub in_flight: usize,
    /// Most webhooks at once. They are counted apart from the shoppers' requests.
    pub webhooks: usize,
    /// Most open connections; more wait until one is closed.
    pub connections: usize,
    /// Longest time to send a request's head, on a new and on a kept connection.
    pub head_read: Duration,
    /// Longest time to send a request's body.
    pub body_read: Duration,
    /// Most open status streams.
    pub streams: usize,
    /// Most open status streams of one session.
    pub streams_per_session: usize,
    /// Interval of the comments that keep a silent stream open.
    pub heartbeat: Duration,
    /// When calls to the PG stop for a while.
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
            // Enough for several tabs of one shopper; it stops a page that reconnects in a loop.
            streams_per_session: 8,
            heartbeat: Duration::from_secs(10),
            breaker: BreakerSettings::default(),
        }
    }
}

/// Settings of the circuit breaker for one kind of calls to the PG.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct BreakerSettings {
    /// It opens after so many calls in a row without an answer.
    pub failures: u32,
    /// Longest time between the first and the last of them: failures far apart are no outage.
    pub window: Duration,
    /// Its first pause; it doubles with each probe that fails.
    pub first_pause: Duration,
    /// Its longest pause.
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
