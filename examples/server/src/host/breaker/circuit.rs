//! The circuit itself: closed, open, probing. It reads no clock.

use crate::config::BreakerSettings;
use std::time::{Duration, Instant};

/// How a call ended, seen as a sign of life. What the answer said is not the circuit's affair.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Sign {
    /// The PG answered something other than an error of its own.
    Alive,
    /// Not sent, no answer in time, connection lost, 5xx.
    Dead,
}

/// Where a circuit stands, for a gauge.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Position {
    Closed,
    Probing,
    Open,
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
    /// One call is let through to see.
    Probing {
        pause: Duration,
    },
}

/// One kind of call to one PG.
#[derive(Debug)]
pub(super) struct Circuit {
    settings: BreakerSettings,
    state: State,
    /// Counts openings and closings: how a call ended that began before the last of them tells nothing new.
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

    /// Lets a call through, under a generation; or says for how long it has to be held back.
    pub(super) fn admit(&mut self, now: Instant) -> Result<u64, Duration> {
        match self.state {
            State::Closed { .. } => Ok(self.generation),
            State::Open { until, .. } if now < until => Err(until.saturating_duration_since(now)),
            State::Open { pause, .. } => {
                self.state = State::Probing { pause };
                self.generation = self.generation.wrapping_add(1);
                Ok(self.generation)
            }
            // The probe takes as long as a call may take; looking again is cheap.
            State::Probing { .. } => Err(self.settings.first_pause),
        }
    }

    /// A call of `generation` ended. `jitter` is 0 to 255: processes do not probe in step.
    pub(super) fn ended(&mut self, generation: u64, sign: Sign, now: Instant, jitter: u8) {
        if generation != self.generation {
            return;
        }
        match (self.state, sign) {
            (State::Closed { .. }, Sign::Alive) => {
                self.state = State::Closed { in_a_row: 0, since: None };
            }
            (State::Closed { in_a_row, since }, Sign::Dead) => {
                let recent = since.filter(|&at| now.saturating_duration_since(at) <= self.settings.window);
                let in_a_row = if recent.is_some() { in_a_row.saturating_add(1) } else { 1 };
                if in_a_row >= self.settings.failures {
                    self.open(self.settings.first_pause, now, jitter);
                } else {
                    self.state = State::Closed { in_a_row, since: recent.or(Some(now)) };
                }
            }
            (State::Probing { .. }, Sign::Alive) => {
                self.generation = self.generation.wrapping_add(1);
                self.state = State::Closed { in_a_row: 0, since: None };
            }
            (State::Probing { pause }, Sign::Dead) => {
                let longer = pause.saturating_mul(2).min(self.settings.longest_pause);
                self.open(longer, now, jitter);
            }
            // Whatever is let through while it is open makes it a probe first.
            (State::Open { .. }, Sign::Alive | Sign::Dead) => {}
        }
    }

    /// A call of `generation` was not made after all: if it was the probe, the next one may be.
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

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    /// A circuit and a clock that stands still until it is told otherwise.
    struct Trial {
        circuit: Circuit,
        now: Instant,
    }

    impl Trial {
        fn new() -> Self {
            let settings = BreakerSettings {
                failures: 3,
                window: seconds(10),
                first_pause: seconds(2),
                longest_pause: seconds(5),
            };
            Self { circuit: Circuit::new(settings), now: Instant::now() }
        }

        fn later(&mut self, by: Duration) {
            self.now = self.now.checked_add(by).unwrap_or(self.now);
        }

        fn call(&mut self, sign: Sign) -> Result<(), Duration> {
            let generation = self.circuit.admit(self.now)?;
            self.circuit.ended(generation, sign, self.now, 0);
            Ok(())
        }

        fn break_it(&mut self) {
            for _ in 0..3 {
                assert_eq!(self.call(Sign::Dead), Ok(()));
            }
            assert_eq!(self.circuit.position(), Position::Open);
        }
    }

    #[test]
    fn it_opens_after_so_many_in_a_row_and_not_before() {
        let mut trial = Trial::new();
        for sign in [Sign::Dead, Sign::Dead, Sign::Alive, Sign::Dead, Sign::Dead] {
            assert_eq!(trial.call(sign), Ok(()));
        }
        assert_eq!(trial.circuit.position(), Position::Closed);
        assert_eq!(trial.call(Sign::Dead), Ok(()));
        assert_eq!(trial.call(Sign::Alive), Err(seconds(2)));
    }

    #[test]
    fn failures_that_lie_far_apart_are_no_outage() {
        let mut trial = Trial::new();
        for _ in 0..9 {
            assert_eq!(trial.call(Sign::Dead), Ok(()));
            trial.later(seconds(6));
        }
        assert_eq!(trial.circuit.position(), Position::Closed);
    }

    #[test]
    fn one_probe_at_a_time_and_an_answer_closes_it() {
        let mut trial = Trial::new();
        trial.break_it();
        trial.later(seconds(2));
        let probe = trial.circuit.admit(trial.now);
        let Ok(probe) = probe else { unreachable!("{probe:?}") };
        assert_eq!(trial.circuit.position(), Position::Probing);
        assert_eq!(trial.call(Sign::Alive), Err(seconds(2)), "a second probe");
        trial.circuit.ended(probe, Sign::Alive, trial.now, 0);
        assert_eq!(trial.circuit.position(), Position::Closed);
        // It starts anew: one failure is one failure.
        assert_eq!(trial.call(Sign::Dead), Ok(()));
        assert_eq!(trial.circuit.position(), Position::Closed);
    }

    #[test]
    fn probes_in_vain_come_further_apart_but_never_too_far() {
        let mut trial = Trial::new();
        trial.break_it();
        for expected in [2, 4, 5, 5] {
            assert_eq!(trial.call(Sign::Alive), Err(seconds(expected)));
            trial.later(seconds(expected));
            assert_eq!(trial.call(Sign::Dead), Ok(()));
        }
    }

    #[test]
    fn what_began_before_it_opened_tells_nothing() {
        let mut trial = Trial::new();
        let early = trial.circuit.admit(trial.now);
        let Ok(early) = early else { unreachable!("{early:?}") };
        trial.break_it();
        trial.circuit.ended(early, Sign::Alive, trial.now, 0);
        assert_eq!(trial.circuit.position(), Position::Open, "an old answer closed it");
        trial.later(seconds(2));
        assert!(trial.circuit.admit(trial.now).is_ok());
        trial.circuit.ended(early, Sign::Dead, trial.now, 0);
        assert_eq!(trial.circuit.position(), Position::Probing, "an old failure ended the probe");
    }

    #[test]
    fn a_probe_that_is_never_made_does_not_keep_it_open() {
        let mut trial = Trial::new();
        trial.break_it();
        trial.later(seconds(2));
        let probe = trial.circuit.admit(trial.now);
        let Ok(probe) = probe else { unreachable!("{probe:?}") };
        trial.circuit.not_made(probe, trial.now);
        assert_eq!(trial.call(Sign::Alive), Ok(()));
        assert_eq!(trial.circuit.position(), Position::Closed);
    }

    #[test]
    fn processes_do_not_probe_in_step() {
        let mut trial = Trial::new();
        for jitter in [0, 0, 128] {
            if let Ok(generation) = trial.circuit.admit(trial.now) {
                trial.circuit.ended(generation, Sign::Dead, trial.now, jitter);
            }
        }
        let Err(pause) = trial.circuit.admit(trial.now) else { unreachable!() };
        assert_eq!(pause, Duration::from_millis(2_250));
    }
}
