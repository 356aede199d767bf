//! The circuit itself: closed, open, probing. It reads no clock.

use crate::config::BreakerSettings;
use std::time::{Duration, Instant};

/// Whether the PG answered a call. The content of the answer does not matter here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Liveness {
    /// The PG answered something other than an error of its own.
    Answered,
    /// Not sent, no answer in time, connection lost, 5xx.
    NoAnswer,
}

/// State of a circuit, for the metrics.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Position {
    Closed,
    Probing,
    Open,
}

impl Position {
    /// Value of the metric `daejo_pg_circuit`.
    pub(super) const fn gauge(self) -> f64 {
        match self {
            Self::Closed => 0.0,
            Self::Probing => 1.0,
            Self::Open => 2.0,
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum State {
    Closed {
        in_a_row: u32,
        since: Option<Instant>,
    },
    Open {
        until: Instant,
        pause: Duration,
    },
    /// One call is permitted as a probe.
    Probing {
        pause: Duration,
    },
}

/// One kind of call to one PG.
#[derive(Debug)]
pub(super) struct Circuit {
    settings: BreakerSettings,
    state: State,
    /// Counts openings and closings. The outcome of a call that began before the last of them is ignored.
    generation: u64,
}

impl Circuit {
    pub(super) const fn new(settings: BreakerSettings) -> Self {
        Self { settings, state: State::Closed { in_a_row: 0, since: None }, generation: 0 }
    }

    pub(super) const fn position(&self) -> Position {
        match self.state {
            State::Closed { .. } => Position::Closed,
            State::Open { .. } => Position::Open,
            State::Probing { .. } => Position::Probing,
        }
    }

    /// Permits a call, under a generation, or returns for how long it has to be held back.
    pub(super) fn admit(&mut self, now: Instant) -> Result<u64, Duration> {
        match self.state {
            State::Closed { .. } => Ok(self.generation),
            State::Open { until, .. } if now < until => Err(until.saturating_duration_since(now)),
            State::Open { pause, .. } => {
                self.state = State::Probing { pause };
                self.generation = self.generation.wrapping_add(1);
                Ok(self.generation)
            }
            // The probe takes as long as a call may take; asking again is cheap.
            State::Probing { .. } => Err(self.settings.first_pause),
        }
    }

    /// A call of `generation` ended. `jitter` is 0 to 255: it keeps processes from probing at the same moment.
    pub(super) fn ended(&mut self, generation: u64, liveness: Liveness, now: Instant, jitter: u8) {
        if generation != self.generation {
            return;
        }
        match (self.state, liveness) {
            (State::Closed { .. }, Liveness::Answered) => {
                self.state = State::Closed { in_a_row: 0, since: None };
            }
            (State::Closed { in_a_row, since }, Liveness::NoAnswer) => {
                let recent = since.filter(|&at| now.saturating_duration_since(at) <= self.settings.window);
                let in_a_row = if recent.is_some() { in_a_row.saturating_add(1) } else { 1 };
                if in_a_row >= self.settings.failures {
                    self.open(self.settings.first_pause, now, jitter);
                } else {
                    self.state = State::Closed { in_a_row, since: recent.or(Some(now)) };
                }
            }
            (State::Probing { .. }, Liveness::Answered) => {
                self.generation = self.generation.wrapping_add(1);
                self.state = State::Closed { in_a_row: 0, since: None };
            }
            (State::Probing { pause }, Liveness::NoAnswer) => {
                let longer = pause.saturating_mul(2).min(self.settings.longest_pause);
                self.open(longer, now, jitter);
            }
            // A call that is permitted while the circuit is open changes it to probing first.
            (State::Open { .. }, Liveness::Answered | Liveness::NoAnswer) => {}
        }
    }

    /// A permitted call of `generation` was not made: if it was the probe, the next call may be the probe.
    pub(super) fn not_made(&mut self, generation: u64, now: Instant) {
        if generation == self.generation
            && let State::Probing { pause } = self.state
        {
            self.state = State::Open { until: now, pause };
        }
    }

    fn open(&mut self, pause: Duration, now: Instant, jitter: u8) {
        // Up to a quarter longer.
        let spread = pause.saturating_mul(u32::from(jitter)).checked_div(1_024).unwrap_or_default();
        let until = now.checked_add(pause.saturating_add(spread)).unwrap_or(now);
        self.generation = self.generation.wrapping_add(1);
        self.state = State::Open { until, pause };
    }
}
