//! The claim: what the shopper's browser brought back. Anybody can have written it.

use crate::gateway::Pg;
use crate::reason::Reason;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

/// What the browser says was authenticated. Untrusted: every member is compared before it is used.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Claim {
    /// The PG whose return address was called.
    pub pg: Pg,
    /// The order it says it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub order_id: Option<String>,
    /// The PG's number of the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment_key: Option<String>,
    /// The amount in major units, as the URL writes it. Its currency is the order's: the URL has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amount: Option<String>,
}

/// The PG sent the shopper back without a payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReturnFailure {
    /// The PG whose return address was called.
    pub pg: Pg,
    /// The order it says it is for; a PG may leave it out when the shopper cancels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub order_id: Option<String>,
    /// What it comes to, as a code that `describe` explains.
    pub reason: Reason,
    /// The PG's own code, letters, digits and `_` only, at most 64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub pg_code: Option<String>,
}

/// What a return URL says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new outcome must make every host decide what to do with it")]
pub enum Return {
    /// The shopper authenticated a payment: have the server confirm it.
    Claimed {
        /// What the URL claims.
        claim: Claim,
    },
    /// The shopper canceled, or the PG refused before any money moved.
    Failed {
        /// What the URL says about it.
        failure: ReturnFailure,
    },
    /// The URL is no return of this PG, or has been tampered with.
    Unreadable {
        /// What is wrong with it, in reading order.
        problems: Vec<ReturnProblem>,
    },
}

/// What is wrong with a return URL.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum ReturnProblem {
    /// A parameter that the PG always sends is not there.
    ParameterMissing {
        /// Its name.
        parameter: String,
    },
    /// A parameter is there twice: which one counts is for nobody to guess.
    ParameterRepeated {
        /// Its name.
        parameter: String,
    },
    /// A parameter is longer than the PG would write it.
    ParameterTooLong {
        /// Its name.
        parameter: String,
    },
    /// A parameter is not UTF-8 once its percent signs are resolved.
    NotText {
        /// Its name, or `query` if the whole is longer than 8 KiB.
        parameter: String,
    },
}

/// The longest query or form that is read.
const MAX_QUERY: usize = 8 * 1024;

/// The parameters of a query or a form, each at most once. PG modules read their own names from it.
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

    /// The parameter's value; a missing one is a problem.
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

/// A form-encoded text as it was before encoding, or `None` if it is not UTF-8.
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
    fn percent_signs_resolve_or_stay() {
        assert_eq!(form_decoded("a%20b+c").as_deref(), Some("a b c"));
        assert_eq!(form_decoded("%EC%9B%90").as_deref(), Some("원"));
        assert_eq!(form_decoded("100%").as_deref(), Some("100%"));
        assert_eq!(form_decoded("%zz").as_deref(), Some("%zz"));
        assert_eq!(form_decoded("%ff"), None);
    }

    #[test]
    fn a_repeated_parameter_is_a_problem_and_not_a_choice() {
        let read = Parameters::read("?amount=1&amount=2", &["amount"]);
        assert_eq!(read.problems, [ReturnProblem::ParameterRepeated { parameter: "amount".into() }]);
    }
}
