//! Tests of the circuit with a clock that the test sets.

use super::circuit::{Circuit, Liveness, Position};
use crate::config::BreakerSettings;
use std::time::{Duration, Instant};

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A circuit, and a clock that the test sets.
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

    fn call(&mut self, liveness: Liveness) -> Result<(), Duration> {
        let generation = self.circuit.admit(self.now)?;
        self.circuit.ended(generation, liveness, self.now, 0);
        Ok(())
    }

    fn open_it(&mut self) {
        for _ in 0..3 {
            assert_eq!(self.call(Liveness::NoAnswer), Ok(()));
        }
        assert_eq!(self.circuit.position(), Position::Open);
    }
}

#[test]
fn it_opens_after_three_failures_in_a_row() {
    let mut trial = Trial::new();
    for liveness in
        [Liveness::NoAnswer, Liveness::NoAnswer, Liveness::Answered, Liveness::NoAnswer, Liveness::NoAnswer]
    {
        assert_eq!(trial.call(liveness), Ok(()));
    }
    assert_eq!(trial.circuit.position(), Position::Closed);
    assert_eq!(trial.call(Liveness::NoAnswer), Ok(()));
    assert_eq!(trial.call(Liveness::Answered), Err(seconds(2)));
}

#[test]
fn failures_outside_the_window_do_not_open_it() {
    let mut trial = Trial::new();
    for _ in 0..9 {
        assert_eq!(trial.call(Liveness::NoAnswer), Ok(()));
        trial.later(seconds(6));
    }
    assert_eq!(trial.circuit.position(), Position::Closed);
}

#[test]
fn one_probe_is_permitted_and_its_answer_closes_the_circuit() {
    let mut trial = Trial::new();
    trial.open_it();
    trial.later(seconds(2));
    let probe = trial.circuit.admit(trial.now);
    let Ok(probe) = probe else { unreachable!("{probe:?}") };
    assert_eq!(trial.circuit.position(), Position::Probing);
    assert_eq!(trial.call(Liveness::Answered), Err(seconds(2)), "a second probe");
    trial.circuit.ended(probe, Liveness::Answered, trial.now, 0);
    assert_eq!(trial.circuit.position(), Position::Closed);
    // The count starts again: one failure does not open it.
    assert_eq!(trial.call(Liveness::NoAnswer), Ok(()));
    assert_eq!(trial.circuit.position(), Position::Closed);
}

#[test]
fn pauses_double_up_to_the_longest() {
    let mut trial = Trial::new();
    trial.open_it();
    for expected in [2, 4, 5, 5] {
        assert_eq!(trial.call(Liveness::Answered), Err(seconds(expected)));
        trial.later(seconds(expected));
        assert_eq!(trial.call(Liveness::NoAnswer), Ok(()));
    }
}

#[test]
fn the_outcome_of_an_older_call_is_ignored() {
    let mut trial = Trial::new();
    let early = trial.circuit.admit(trial.now);
    let Ok(early) = early else { unreachable!("{early:?}") };
    trial.open_it();
    trial.circuit.ended(early, Liveness::Answered, trial.now, 0);
    assert_eq!(trial.circuit.position(), Position::Open, "an answer of an older call closed it");
    trial.later(seconds(2));
    assert!(trial.circuit.admit(trial.now).is_ok());
    trial.circuit.ended(early, Liveness::NoAnswer, trial.now, 0);
    assert_eq!(trial.circuit.position(), Position::Probing, "a failure of an older call ended the probe");
}

#[test]
fn a_probe_that_is_not_made_does_not_block_the_next_one() {
    let mut trial = Trial::new();
    trial.open_it();
    trial.later(seconds(2));
    let probe = trial.circuit.admit(trial.now);
    let Ok(probe) = probe else { unreachable!("{probe:?}") };
    trial.circuit.not_made(probe, trial.now);
    assert_eq!(trial.call(Liveness::Answered), Ok(()));
    assert_eq!(trial.circuit.position(), Position::Closed);
}

#[test]
fn jitter_lengthens_the_pause() {
    let mut trial = Trial::new();
    for jitter in [0, 0, 128] {
        if let Ok(generation) = trial.circuit.admit(trial.now) {
            trial.circuit.ended(generation, Liveness::NoAnswer, trial.now, jitter);
        }
    }
    let Err(pause) = trial.circuit.admit(trial.now) else { unreachable!() };
    assert_eq!(pause, Duration::from_millis(2_250));
}
