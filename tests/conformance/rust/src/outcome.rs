//! What came of a call, as every language writes it down.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A malformed call, without the message, which may change.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Malformed {
    /// What kind of thing.
    pub code: String,
    /// At which member.
    pub path: String,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// The operation's output.
    Output(Value),
    /// The call was not the operation's.
    Malformed(Malformed),
}

impl Outcome {
    /// What an implementation wrote for an output.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn from_output(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text).map(Self::Output)
    }

    /// What an implementation threw.
    #[must_use]
    pub fn malformed(code: impl Into<String>, path: impl Into<String>) -> Self {
        Self::Malformed(Malformed { code: code.into(), path: path.into() })
    }

    /// Whether this is what a vector expects. Meaning is compared, not text or order of members.
    #[must_use]
    pub fn is(&self, expect: &Value) -> bool {
        self.to_value() == *expect
    }

    /// In the form in which vectors expect it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Output(output) => output.clone(),
            Self::Malformed(Malformed { code, path }) => json!({"malformed": {"code": code, "path": path}}),
        }
    }

    /// One line of the outcomes' file, without its end.
    #[must_use]
    pub fn to_line(&self, path: &str, index: usize) -> String {
        let place = format!("{path}#{index}");
        let line = match self {
            Self::Output(output) => json!({"path": place, "output": output}),
            Self::Malformed(Malformed { code, path }) => {
                json!({"path": place, "malformed": {"code": code, "path": path}})
            }
        };
        // A value that was read from JSON can be written as JSON.
        serde_json_canonicalizer::to_string(&line).unwrap_or_default()
    }
}
