//! Malformed calls: the only error that a binding throws.

use crate::json::{self, DEEPEST, Fault, Node, Place, Problem, Reader};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// What is wrong with a call. Never renamed, never reused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum MalformedCode {
    /// The input is not JSON.
    NotJson,
    /// A required member is missing.
    MemberMissing,
    /// The operation has no such member.
    MemberUnknown,
    /// A member is there twice.
    MemberRepeated,
    /// A value of the wrong kind or out of its range.
    ValueInvalid,
    /// There is no operation of that name.
    OperationUnknown,
}

impl MalformedCode {
    /// The code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::MemberMissing => "member_missing",
            Self::MemberUnknown => "member_unknown",
            Self::MemberRepeated => "member_repeated",
            Self::ValueInvalid => "value_invalid",
            Self::OperationUnknown => "operation_unknown",
        }
    }
}

/// A malformed call: the path, what is wanted there and which kind of value was given, in the same words in every
/// language. It never repeats a value, which could be a secret.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[error("malformed call at {path}: {message}")]
#[non_exhaustive]
pub struct Malformed {
    /// What is wrong.
    pub code: MalformedCode,
    /// At which member, as `order.lines[0].quantity`; `.` for the input as a whole.
    pub path: String,
    /// For the developer: what is wanted, and what was given. May change.
    pub message: String,
    /// What has to stand there: a kind with its range, length or characters, or the words that there are. May change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<String>,
    /// The kind of what stands there, with the length of a text. May change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
}

impl Malformed {
    fn new(code: MalformedCode, message: &str) -> Self {
        Self { code, path: ".".into(), message: message.into(), wanted: None, given: None }
    }

    /// There is no operation of that name.
    #[must_use]
    pub fn unknown_operation() -> Self {
        Self::new(MalformedCode::OperationUnknown, "there is no operation of that name")
    }

    /// The input is not JSON; `message` says why.
    #[must_use]
    pub fn not_json(message: &str) -> Self {
        Self::new(MalformedCode::NotJson, message)
    }

    /// A value that is not what is wanted at `path`.
    fn invalid(path: String, wanted: String, given: String) -> Self {
        let message = format!("wanted: {wanted}; given: {given}");
        Self { code: MalformedCode::ValueInvalid, path, message, wanted: Some(wanted), given: Some(given) }
    }

    /// The error as JSON, for a binding to throw.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Reads an input. Only a refused input is read a second time, for its path.
pub(super) fn read<T: for<'de> Deserialize<'de>>(input: &str) -> Result<T, Malformed> {
    // serde would accept a list of the members in order in place of an object: that is a caller's mistake.
    let is_object = input.trim_start().starts_with('{');
    let read = if is_object { serde_json::from_str(input).ok() } else { None };
    read.ok_or_else(|| explain::<T>(input))
}

/// Reads a refused input again, slowly, for what is wrong and where. Linear in the input's length.
fn explain<T: for<'de> Deserialize<'de>>(input: &str) -> Malformed {
    if serde_json::from_str::<IgnoredAny>(input).is_err() {
        return Malformed::not_json("the input is not one JSON value");
    }
    let Some(mut node) = json::parse(input) else {
        let wanted = format!("at most {DEEPEST} lists and objects within each other");
        return Malformed::invalid(".".into(), wanted, "more".into());
    };
    if !matches!(node, Node::Object(_)) {
        return Malformed::invalid(".".into(), "an object".into(), node.kind());
    }
    match T::deserialize(Reader(&node)) {
        Err(problem) => said(problem, |missing| wanted_at::<T>(&mut node, missing)),
        // Every known member is valid: the fault is in one that no type reads.
        Ok(_) => Malformed::not_json("the input has a name or a number that no language can read"),
    }
}

fn said(problem: Problem, wanted_at: impl FnOnce(&Problem) -> Option<String>) -> Malformed {
    let path = problem.path();
    let malformed =
        |code, message, wanted| Malformed { code, path: path.clone(), message, wanted, given: None };
    match problem.fault {
        Fault::Missing => {
            let wanted = wanted_at(&problem);
            let rest = wanted.as_ref().map(|wanted| format!("; wanted: {wanted}")).unwrap_or_default();
            malformed(MalformedCode::MemberMissing, format!("the member is missing{rest}"), wanted)
        }
        Fault::Unknown => {
            let message = format!("there is no such member; wanted: {}", problem.wanted);
            malformed(MalformedCode::MemberUnknown, message, Some(problem.wanted))
        }
        Fault::Repeated => {
            malformed(MalformedCode::MemberRepeated, "the member is there more than once".into(), None)
        }
        Fault::Invalid => Malformed::invalid(path, problem.wanted, problem.given.unwrap_or_default()),
    }
}

/// What is wanted in the place of a missing member: the type says so once something stands there that is no value.
fn wanted_at<T: for<'de> Deserialize<'de>>(root: &mut Node<'_>, missing: &Problem) -> Option<String> {
    let (Place::Member(name), outer) = missing.places.split_first()? else { return None };
    let mut node = &mut *root;
    for place in outer.iter().rev() {
        node = match (node, place) {
            (Node::Object(members), Place::Member(name)) => {
                members.iter_mut().find(|(member, _)| member == name).map(|(_, node)| node)?
            }
            (Node::List(items), Place::Item(at)) => items.get_mut(*at)?,
            (_, Place::Member(_) | Place::Item(_)) => return None,
        };
    }
    let Node::Object(members) = node else { return None };
    members.push((Cow::Owned(name.clone()), Node::Nothing));
    let found = T::deserialize(Reader(root)).err()?;
    (found.places == missing.places && found.fault == Fault::Invalid).then_some(found.wanted)
}
