//! The claim: the parameters with which the shopper's browser came back. Anyone can forge them.

use crate::gateway::Pg;
use crate::reason::Reason;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

/// The payment that the browser says was authenticated. Untrusted: every member is compared before
/// use.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Claim {
    /// The PG whose return address was called.
    pub pg: Pg,
    /// The claimed order id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The PG's id of the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_key: Option<String>,
    /// The amount in major units, as written in the URL. The URL has no currency: the order's applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
}

/// The PG sent the shopper back without a payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct ReturnFailure {
    /// The PG whose return address was called.
    pub pg: Pg,
    /// The claimed order id; a PG may leave it out when the shopper cancels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The reason, as a code that `describe` explains.
    pub reason: Reason,
    /// The PG's own code: letters, digits and `_`, at most 64 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pg_code: Option<String>,
}

/// The content of a return URL.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every host has to handle each outcome")]
pub enum Return {
    /// The shopper authenticated a payment: have the server confirm it.
    Claimed {
        /// The claim in the URL.
        claim: Claim,
    },
    /// The shopper canceled, or the PG refused before any money moved.
    Failed {
        /// The failure in the URL.
        failure: ReturnFailure,
    },
    /// The URL is not a return URL of this PG, or was tampered with.
    Unreadable {
        /// The problems, in reading order.
        problems: Vec<ReturnProblem>,
    },
}

impl Return {
    /// The outcome, the same word in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Claimed { .. } => "claimed",
            Self::Failed { .. } => "failed",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

/// What is wrong with a return URL.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum ReturnProblem {
    /// A parameter that the PG always sends is missing.
    ParameterMissing {
        /// Its name.
        parameter: String,
    },
    /// A parameter is there twice: neither is used.
    ParameterRepeated {
        /// Its name.
        parameter: String,
    },
    /// A parameter is longer than 2,000 bytes, which no PG sends.
    ParameterTooLong {
        /// Its name.
        parameter: String,
    },
    /// A parameter is not UTF-8 after percent-decoding.
    NotText {
        /// Its name, or `query` if the whole query is longer than 8 KiB.
        parameter: String,
    },
}

impl ReturnProblem {
    /// The code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ParameterMissing { .. } => "parameter_missing",
            Self::ParameterRepeated { .. } => "parameter_repeated",
            Self::ParameterTooLong { .. } => "parameter_too_long",
            Self::NotText { .. } => "not_text",
        }
    }
}

/// The longest query or form that is read, in bytes.
const MAX_QUERY: usize = 8 * 1024;

/// The parameters of a query or a form, each at most once. Each PG module reads the names of its PG.
pub(crate) struct Parameters<'a> {
    known: Vec<(&'static str, Option<Cow<'a, str>>)>,
    pub(crate) problems: Vec<ReturnProblem>,
}

impl<'a> Parameters<'a> {
    /// Reads `query` (with or without `?`), keeping the parameters named in `names`.
    pub(crate) fn read(query: &'a str, names: &[&'static str]) -> Self {
        let mut read = Self { known: names.iter().map(|&name| (name, None)).collect(), problems: Vec::new() };
        if query.len() > MAX_QUERY {
            read.problems.push(ReturnProblem::NotText { parameter: "query".into() });
            return read;
        }
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some((name, slot)) = form_decoded(name)
                .and_then(|name| read.known.iter_mut().find(|(known, _)| *known == name))
                .map(|(name, slot)| (*name, slot))
            else {
                continue;
            };
            let problem = match (slot.is_some(), form_decoded(value)) {
                (true, _) => ReturnProblem::ParameterRepeated { parameter: name.into() },
                (false, None) => ReturnProblem::NotText { parameter: name.into() },
                (false, Some(value)) if value.len() > 2_000 => {
                    ReturnProblem::ParameterTooLong { parameter: name.into() }
                }
                (false, Some(value)) => {
                    *slot = Some(value);
                    continue;
                }
            };
            if !read.problems.contains(&problem) {
                read.problems.push(problem);
            }
        }
        read
    }

    /// The parameter's value, unless it is missing or empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.known.iter().find(|(known, _)| *known == name)?;
        value.as_deref().filter(|value| !value.is_empty())
    }

    /// The parameter's value; if it is missing, that is recorded as a problem.
    pub(crate) fn require(&mut self, name: &'static str) -> Option<String> {
        let value = self.get(name).map(String::from);
        let known_bad = self.problems.iter().any(|problem| {
            matches!(problem, ReturnProblem::ParameterRepeated { parameter }
                | ReturnProblem::ParameterTooLong { parameter }
                | ReturnProblem::NotText { parameter } if parameter == name || parameter == "query")
        });
        if value.is_none() && !known_bad {
            self.problems.push(ReturnProblem::ParameterMissing { parameter: name.into() });
        }
        value
    }
}

/// Decodes a form-encoded text; `None` if the result is not UTF-8.
fn form_decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(['%', '+']) {
        return Some(Cow::Borrowed(text));
    }
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(|decoded| Cow::Owned(decoded.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_percent_encoding_is_kept() {
        assert_eq!(form_decoded("a%20b+c").as_deref(), Some("a b c"));
        assert_eq!(form_decoded("%EC%9B%90").as_deref(), Some("원"));
        assert_eq!(form_decoded("100%").as_deref(), Some("100%"));
        assert_eq!(form_decoded("%zz").as_deref(), Some("%zz"));
        assert_eq!(form_decoded("%ff"), None);
    }

    #[test]
    fn a_repeated_parameter_is_refused() {
        let read = Parameters::read("?amount=1&amount=2", &["amount"]);
        assert_eq!(read.problems, [ReturnProblem::ParameterRepeated { parameter: "amount".into() }]);
    }
}
