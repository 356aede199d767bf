//! Runs test programs, shows their output, and adds up the tests that they count.

use crate::run::say;
use crate::workspace;
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The counts and the time of each part so far.
#[derive(Default)]
pub(crate) struct Tally {
    parts: Vec<Part>,
}

/// One part that has run.
struct Part {
    name: String,
    took: Duration,
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Runs one part. If it fails, the next parts still run.
    pub(crate) fn part(&mut self, name: &str, what: impl FnOnce(&mut Counter) -> Result<()>) {
        println!("\n== {name}");
        let started = Instant::now();
        let mut counter = Counter::default();
        if let Err(error) = what(&mut counter) {
            println!("FAILED: {name}: {error:#}");
            // A part can also fail before its first test.
            counter.failed = counter.failed.max(1);
        }
        let Counter { passed, failed } = counter;
        self.parts.push(Part { name: name.into(), took: started.elapsed(), passed, failed });
    }

    /// Prints the seconds and the counts of each part, and writes them to `target/daejo/<file>`.
    ///
    /// # Errors
    /// If a part failed, or if the file cannot be written.
    pub(crate) fn finish(self, file: &str) -> Result<()> {
        println!("\n== seconds of each part");
        for Part { name, took, passed, failed } in &self.parts {
            let mark = if *failed > 0 { format!("  FAILED: {failed}") } else { String::new() };
            println!("{:>6.1} s  {passed:>6} passed  {name}{mark}", took.as_secs_f64());
        }
        println!("{:>6.1} s  total\n", self.took().as_secs_f64());
        println!("{} passed, {} failed", self.passed(), self.failed());
        let folder = workspace::target()?.join("daejo");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(file), format!("{:#}\n", self.figures()))?;
        let failed: Vec<&str> =
            self.parts.iter().filter(|part| part.failed > 0).map(|part| part.name.as_str()).collect();
        if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
    }

    fn took(&self) -> Duration {
        self.parts.iter().map(|part| part.took).sum()
    }

    fn passed(&self) -> u64 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.passed))
    }

    fn failed(&self) -> u64 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.failed))
    }

    fn figures(&self) -> Value {
        let part = |Part { name, took, passed, failed }: &Part| json!({ "name": name, "seconds": seconds(*took), "passed": passed, "failed": failed });
        json!({
            "seconds": seconds(self.took()),
            "passed": self.passed(),
            "failed": self.failed(),
            "parts": self.parts.iter().map(part).collect::<Vec<_>>(),
        })
    }
}

/// Seconds, to a tenth.
fn seconds(took: Duration) -> f64 {
    format!("{:.1}", took.as_secs_f64()).parse().unwrap_or_default()
}

/// The tests that one part has counted.
#[derive(Default)]
pub(crate) struct Counter {
    passed: u64,
    failed: u64,
}

impl Counter {
    /// Runs a test program, shows its output and reads the counts from it.
    pub(crate) fn run(&mut self, what: &str, command: &mut Command) -> Result<()> {
        say(what);
        let mut child = command
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("{what}: {command:?} does not start"))?;
        let output = child.stdout.take().context("the program has no output")?;
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            let counts = Counts::of(&line);
            self.add(counts.passed, counts.failed);
            println!("{line}");
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { bail!("{what} ended with {status}") }
    }

    /// Counts one check that is not a program.
    pub(crate) fn check(&mut self, what: &str, outcome: Result<()>) -> Result<()> {
        match &outcome {
            Ok(()) => {
                self.add(1, 0);
                say(&format!("{what}: ok"));
            }
            Err(_) => self.add(0, 1),
        }
        outcome.with_context(|| what.to_owned())
    }

    /// Adds tests that were counted elsewhere.
    pub(crate) const fn add(&mut self, passed: u64, failed: u64) {
        self.passed = self.passed.saturating_add(passed);
        self.failed = self.failed.saturating_add(failed);
    }
}

/// The counts in one line of a test program's output.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// Reads the closing lines of cargo, of Node's test runner, of Surefire and of our own runners; zero for other lines.
    pub(crate) fn of(line: &str) -> Self {
        if let Some(rest) = line.strip_prefix("test result: ") {
            Self { passed: number_before(rest, " passed"), failed: number_before(rest, " failed") }
        } else if let Some(count) = line.strip_prefix("ℹ pass ").or_else(|| line.strip_prefix("# pass ")) {
            Self { passed: count.trim().parse().unwrap_or(0), failed: 0 }
        } else if let Some(count) = line.strip_prefix("ℹ fail ").or_else(|| line.strip_prefix("# fail ")) {
            Self { passed: 0, failed: count.trim().parse().unwrap_or(0) }
        } else if line.contains("Tests run:") {
            Self::of_surefire(line).unwrap_or_default()
        } else {
            Self::of_vectors(line).unwrap_or_default()
        }
    }

    /// Reads Surefire's total of a module. `None` for its line about one class, which the total includes.
    pub(crate) fn of_surefire(line: &str) -> Option<Self> {
        if !line.contains("Tests run:") || line.contains("Time elapsed") {
            return None;
        }
        let failed = number_after(line, "Failures: ").saturating_add(number_after(line, "Errors: "));
        let not_passed = failed.saturating_add(number_after(line, "Skipped: "));
        Some(Self { passed: number_after(line, "Tests run: ").saturating_sub(not_passed), failed })
    }

    /// Reads the closing line of a runner of the vectors: `852 passed, 1 failed`.
    pub(crate) fn of_vectors(line: &str) -> Option<Self> {
        (line.ends_with(" failed") && line.contains(" passed, "))
            .then(|| Self { passed: number_before(line, " passed"), failed: number_before(line, " failed") })
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
        let counts = Counts::of(line);
        (counts.passed, counts.failed)
    }

    #[test]
    fn closing_lines_are_read() {
        assert_eq!(counted("test result: FAILED. 21 passed; 2 failed; 0 ignored;"), (21, 2));
        assert_eq!(counted("ℹ pass 12"), (12, 0));
        assert_eq!(counted("# fail 3"), (0, 3));
        assert_eq!(counted("[INFO] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1"), (2, 2));
        assert_eq!(
            counted("[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s"),
            (0, 0)
        );
        assert_eq!(counted("852 passed, 1 failed"), (852, 1));
        assert_eq!(counted("nothing"), (0, 0));
    }

    #[test]
    fn a_part_that_fails_before_its_first_test_counts_as_one_failure() {
        let mut tally = Tally::default();
        tally.part("builds", |counter| counter.check("it compiles", Ok(())));
        tally.part("breaks", |_| bail!("it does not compile"));
        tally.part("still runs", |counter| counter.check("it starts", Ok(())));
        let figures = tally.figures();
        assert_eq!(figures.pointer("/passed"), Some(&json!(2)));
        assert_eq!(figures.pointer("/failed"), Some(&json!(1)));
        assert_eq!(figures.pointer("/parts/1/failed"), Some(&json!(1)));
        assert!(figures.pointer("/parts/2/seconds").is_some_and(Value::is_number), "{figures}");
    }
}
