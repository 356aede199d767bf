//! Runs vectors through an implementation.

use crate::call::Input;
use crate::digest::sha256_hex;
use crate::outcome::Outcome;
use crate::vector::{File, Vector};
use daejo::api;
use serde_json::Value;
use std::fmt::Write as _;

/// The result of a run.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The number of vectors with the expected outcome.
    pub passed: usize,
    /// The number of vectors with another outcome.
    pub failed: usize,
    /// The outcomes, one line of canonical JSON each.
    pub outcomes: String,
    /// The differences of the failed vectors, for people.
    pub failures: String,
}

impl Report {
    /// The digest of the outcomes.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256_hex(self.outcomes.as_bytes())
    }

    fn add(&mut self, path: &str, index: usize, vector: &Vector, outcome: Result<Outcome, String>) {
        let report = match outcome {
            Ok(outcome) => {
                self.outcomes.push_str(&outcome.to_line(path, index));
                self.outcomes.push('\n');
                if outcome.is(&vector.expect) {
                    self.passed = self.passed.saturating_add(1);
                    return;
                }
                differences(&vector.expect, &outcome.to_value())
            }
            Err(problem) => problem,
        };
        self.failed = self.failed.saturating_add(1);
        // Writing to a text cannot fail.
        let _ = writeln!(self.failures, "{path}#{index}: {}\n{}", vector.name, report.trim_end());
    }
}

/// Runs every vector through `call`, which calls an implementation with an operation and its input.
pub fn run(files: &[File], mut call: impl FnMut(&str, &Input) -> Result<Outcome, String>) -> Report {
    let mut report = Report::default();
    for file in files {
        for (index, vector) in file.vectors.iter().enumerate() {
            let outcome = Input::of(&vector.input)
                .map_err(|error| error.to_string())
                .and_then(|input| call(&file.operation, &input));
            report.add(&file.path, index, vector, outcome);
        }
    }
    report
}

/// Calls the core in this process.
///
/// # Errors
/// A text, if the core has no such operation or its output is not JSON.
pub fn native(operation: &str, input: &Input) -> Result<Outcome, String> {
    match api::call(operation, &input.json, input.body.as_deref()) {
        None => Err(format!("the core has no operation {operation}")),
        Some(Ok(output)) => Outcome::from_output(&output).map_err(|error| error.to_string()),
        Some(Err(malformed)) => Ok(Outcome::malformed(malformed.code.code(), malformed.path)),
    }
}

/// The members that differ, one per line.
fn differences(expected: &Value, actual: &Value) -> String {
    let mut text = String::new();
    differ(String::new(), Some(expected), Some(actual), &mut text);
    text
}

fn differ(path: String, expected: Option<&Value>, actual: Option<&Value>, text: &mut String) {
    if expected == actual {
        return;
    }
    match (expected, actual) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                differ(format!("{path}/{name}"), a.get(name), b.get(name), text);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            for at in 0..a.len().max(b.len()) {
                differ(format!("{path}/{at}"), a.get(at), b.get(at), text);
            }
        }
        (expected, actual) => {
            let shown = |value: Option<&Value>| value.map_or("nothing".into(), Value::to_string);
            // Writing to a text cannot fail.
            let _ = writeln!(text, "    {path}: expected {}, got {}", shown(expected), shown(actual));
        }
    }
}
