//! The circuit on a clock that stands still until it is told otherwise.

use super::circuit::{Circuit, Position, Sign};
use crate::config::BreakerSettings;
use std::time::{Duration, Instant};

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
