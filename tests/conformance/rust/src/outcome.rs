//! The outcome of a call, in the form that every language writes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The refusal of a malformed call, without its message, which may change.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Malformed {
    /// The code of the refusal.
    pub code: String,
    /// The path of the member.
    pub path: String,
}

/// The outcome of a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// The operation's output.
    Output(Value),
    /// The call was refused as malformed.
    Malformed(Malformed),
}

impl Outcome {
    /// The output that an implementation wrote.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn from_output(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text).map(Self::Output)
    }

    /// The refusal that an implementation threw.
    #[must_use]
    pub fn malformed(code: impl Into<String>, path: impl Into<String>) -> Self {
        Self::Malformed(Malformed { code: code.into(), path: path.into() })
    }

    /// Whether this is the expected outcome. JSON values are compared, not texts: the order of members does not matter.
    #[must_use]
    pub fn is(&self, expect: &Value) -> bool {
        self.to_value() == *expect
    }

    /// The outcome in the form of a vector's `expect`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Output(output) => output.clone(),
            Self::Malformed(Malformed { code, path }) => json!({"malformed": {"code": code, "path": path}}),
        }
    }

    /// One line of the outcome file, without the line end.
    #[must_use]
    pub fn to_line(&self, path: &str, index: usize) -> String {
        let vector = format!("{path}#{index}");
        let line = match self {
            Self::Output(output) => json!({"path": vector, "output": output}),
            Self::Malformed(Malformed { code, path }) => {
                json!({"path": vector, "malformed": {"code": code, "path": path}})
            }
        };
        // A value that was read from JSON can always be written as JSON.
        serde_json_canonicalizer::to_string(&line).unwrap_or_default()
    }
}
