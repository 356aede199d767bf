//! Operations that speak to people, and the version.

use super::{Input, NoInput};
use crate::message::{self, Description, Locale};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Input of `describe` and `describe_for_operator`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Describe {
    /// A reason, a state, a mismatch, a rejection or any other of daejo's codes.
    pub code: String,
    /// The language; Korean unless said otherwise.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Locale>", optional))]
    pub locale: Locale,
}

impl Input<'_> for Describe {}

/// What a code means to the shopper.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn describe(input: Describe) -> Description {
    message::for_shopper(&input.code, input.locale)
}

/// What a code means to an operator.
#[cfg(feature = "server")]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn describe_for_operator(input: Describe) -> Description {
    message::for_operator(&input.code, input.locale)
}

/// Output of `version`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Version {
    /// The version of the core.
    pub version: &'static str,
    /// SHA-256 of the vectors that this version passed.
    pub vectors: &'static str,
}

/// The version of the core and the vectors that it passed.
#[must_use]
pub fn version(_: NoInput) -> Version {
    Version { version: env!("CARGO_PKG_VERSION"), vectors: include_str!("../../vectors.sha256").trim_ascii() }
}

/// Input of `redact_text`.
#[cfg(feature = "server")]
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RedactText {
    /// Any text: a body, a header line, an error.
    pub text: String,
}

#[cfg(feature = "server")]
impl Input<'_> for RedactText {}

/// Output of `redact_text`.
#[cfg(feature = "server")]
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RedactedText {
    /// The text, with `***` for what must not be seen.
    pub text: String,
}

/// A text without secrets, card, account and phone numbers.
#[cfg(feature = "server")]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn redact_text(input: RedactText) -> RedactedText {
    RedactedText { text: crate::redact::redact(&input.text) }
}
