//! Runs test programs, shows what they say and adds up what they count.

use crate::run::say;
use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What has been counted so far, and where the time went.
#[derive(Default)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    parts: Vec<(String, Duration, u64)>,
    broken: Vec<String>,
}

impl Tally {
    /// Runs one part. A part that fails does not keep the others from running.
    pub(crate) fn part(&mut self, name: &str, what: impl FnOnce(&mut Counter) -> Result<()>) {
        println!("\n== {name}");
        let started = Instant::now();
        let mut counter = Counter::default();
        let outcome = what(&mut counter);
        self.passed = self.passed.saturating_add(counter.passed);
        self.failed = self.failed.saturating_add(counter.failed);
        if let Err(error) = outcome {
            println!("FAILED: {name}: {error:#}");
            self.broken.push(name.into());
            if counter.failed == 0 {
                self.failed = self.failed.saturating_add(1);
            }
        }
        self.parts.push((name.into(), started.elapsed(), counter.passed));
    }

    /// Prints where the time went and the counts, and fails if anything did.
    pub(crate) fn finish(self) -> Result<()> {
        println!("\n== where the time went");
        for (name, took, passed) in &self.parts {
            println!("{:>6.1} s  {passed:>6} passed  {name}", took.as_secs_f64());
        }
        let all: Duration = self.parts.iter().map(|(_, took, _)| *took).sum();
        println!("{:>6.1} s  in all\n", all.as_secs_f64());
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.broken.is_empty() && self.failed == 0 {
            Ok(())
        } else {
            bail!("failed: {}", self.broken.join(", "))
        }
    }
}

/// What one part counts.
#[derive(Default)]
pub(crate) struct Counter {
    passed: u64,
    failed: u64,
}

impl Counter {
    /// Runs a test program, shows its output and reads its counts from it.
    pub(crate) fn run(&mut self, what: &str, command: &mut Command) -> Result<()> {
        self.follow(what, command, true)
    }

    /// The same for a talkative program: of its output only the counts are shown, unless it fails.
    pub(crate) fn run_brief(&mut self, what: &str, command: &mut Command) -> Result<()> {
        self.follow(what, command, false)
    }

    fn follow(&mut self, what: &str, command: &mut Command, aloud: bool) -> Result<()> {
        say(what);
        let mut child = command
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("{what}: {command:?} does not start"))?;
        let output = child.stdout.take().context("a program without output")?;
        let mut withheld = Vec::new();
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            if self.read(&line) || aloud {
                println!("{line}");
            } else {
                withheld.push(line);
            }
        }
        let status = child.wait()?;
        if status.success() {
            return Ok(());
        }
        println!("{}", withheld.join("\n"));
        bail!("{what} ended with {status}")
    }

    /// One check that is no program of its own.
    pub(crate) fn check(&mut self, what: &str, outcome: Result<()>) -> Result<()> {
        match &outcome {
            Ok(()) => {
                self.passed = self.passed.saturating_add(1);
                say(&format!("{what}: ok"));
            }
            Err(_) => self.failed = self.failed.saturating_add(1),
        }
        outcome.with_context(|| what.to_owned())
    }

    /// Reads the closing lines of cargo, of node's test runner, of Surefire and of our own runners; whether it was one.
    fn read(&mut self, line: &str) -> bool {
        let (passed, failed) = if let Some(rest) = line.strip_prefix("test result: ") {
            (number_before(rest, " passed"), number_before(rest, " failed"))
        } else if let Some(count) = line.strip_prefix("ℹ pass ").or_else(|| line.strip_prefix("# pass ")) {
            (count.trim().parse().unwrap_or(0), 0)
        } else if let Some(count) = line.strip_prefix("ℹ fail ").or_else(|| line.strip_prefix("# fail ")) {
            (0, count.trim().parse().unwrap_or(0))
        } else if line.contains("Tests run:") && !line.contains("Time elapsed") {
            let run = number_after(line, "Tests run: ");
            let bad = number_after(line, "Failures: ").saturating_add(number_after(line, "Errors: "));
            (run.saturating_sub(bad).saturating_sub(number_after(line, "Skipped: ")), bad)
        } else if line.ends_with(" failed") && line.contains(" passed, ") {
            (number_before(line, " passed"), number_before(line, " failed"))
        } else {
            return false;
        };
        self.passed = self.passed.saturating_add(passed);
        self.failed = self.failed.saturating_add(failed);
        true
    }
}

fn number_before(text: &str, mark: &str) -> u64 {
    let before = text.split_once(mark).map_or("", |(before, _)| before);
    before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn number_after(text: &str, mark: &str) -> u64 {
    let after = text.split_once(mark).map_or("", |(_, after)| after);
    after.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(line: &str) -> (u64, u64) {
        let mut counter = Counter::default();
        counter.read(line);
        (counter.passed, counter.failed)
    }

    #[test]
    fn closing_lines_are_read() {
        assert_eq!(counted("test result: FAILED. 21 passed; 2 failed; 0 ignored;"), (21, 2));
        assert_eq!(counted("ℹ pass 12"), (12, 0));
        assert_eq!(counted("[INFO] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1"), (2, 2));
        assert_eq!(
            counted("[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s"),
            (0, 0)
        );
        assert_eq!(counted("852 passed, 1 failed"), (852, 1));
        assert_eq!(counted("nothing"), (0, 0));
    }
}
