//! Texts for people, and the version.

use super::{Input, NoInput};
use crate::message::{self, Description, Locale};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Input of `describe` and `describe_for_operator`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Describe {
    /// A reason, a state, a mismatch, a rejection or any other of daejo's codes.
    pub code: String,
    /// The language; Korean by default.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Locale>"))]
    pub locale: Locale,
}

impl Input<'_> for Describe {}

/// The text for a shopper that explains a code.
///
/// Takes any of daejo's codes and a language. Returns the text; an unknown code gets a text that promises nothing.
///
/// ```
/// let described = daejo::api::json::describe(r#"{"code":"unknown","locale":"en"}"#, None)?;
/// assert!(described.contains("do not pay again"), "{described}");
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn describe(input: Describe) -> Description {
    message::for_shopper(&input.code, input.locale)
}

/// The text for an operator that explains a code.
///
/// Takes any of daejo's codes and a language. Returns the text, with what to check.
///
/// ```
/// let input = r#"{"code":"order_id_differs","locale":"en"}"#;
/// let described = daejo::api::json::describe_for_operator(input, None)?;
/// assert!(described.contains("order"), "{described}");
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
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
    /// SHA-256 of the vectors that this version passed, in hex.
    pub vectors: &'static str,
}

/// The version of the core, and the digest of the vectors that it passed.
///
/// Takes no members.
///
/// ```
/// use daejo::api::{NoInput, version};
/// assert_eq!(version(NoInput::default()).vectors.len(), 64);
/// ```
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
    /// The text, with `***` in the place of each secret and personal number.
    pub text: String,
}

/// Replaces secrets, card, account and phone numbers in a text with `***`.
///
/// Takes any text. Returns it without them; it hides too much rather than too little.
///
/// ```
/// use daejo::api::{RedactText, redact_text};
/// let text = redact_text(RedactText { text: "key test_sk_abc123".into() }).text;
/// assert_eq!(text, "key ***");
/// ```
#[cfg(feature = "server")]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn redact_text(input: RedactText) -> RedactedText {
    RedactedText { text: crate::redact::redact(&input.text) }
}
