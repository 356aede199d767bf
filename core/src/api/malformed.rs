//! A call that is not the operation's: the only thing that a binding throws.

use alloc::string::{String, ToString};
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
    /// A member that must be there is not.
    MemberMissing,
    /// A member that the operation does not have.
    MemberUnknown,
    /// A member is there twice.
    MemberRepeated,
    /// A value of the wrong kind or out of its range.
    ValueInvalid,
    /// There is no operation of that name.
    OperationUnknown,
}

/// A malformed call. It says where and what kind of thing, and never repeats a value: it could be a secret.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("malformed call at {path}: {message}")]
pub struct Malformed {
    /// What kind of thing.
    pub code: MalformedCode,
    /// At which member, as `order.lines[0].quantity`; `.` for the input as a whole.
    pub path: String,
    /// For the developer. May change.
    pub message: String,
}

impl Malformed {
    /// There is no operation of that name.
    #[must_use]
    pub fn unknown_operation() -> Self {
        Self {
            code: MalformedCode::OperationUnknown,
            path: ".".into(),
            message: "there is no operation of that name".into(),
        }
    }

    /// The error as JSON, for a binding to throw.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Reads an input. The path is only worked out where there is something to say.
pub(super) fn read<T: for<'de> Deserialize<'de>>(input: &str) -> Result<T, Malformed> {
    // Serde would take a list of members in order for an object: a caller who means that is mistaken.
    let is_object = input.trim_start().starts_with('{');
    let read = if is_object { serde_json::from_str(input).ok() } else { None };
    read.map_or_else(|| explain(input, is_object), Ok)
}

/// Reads again, slowly, for what is wrong and where.
fn explain<T: for<'de> Deserialize<'de>>(input: &str, is_object: bool) -> Result<T, Malformed> {
    let whole = |code, message: &str| Malformed { code, path: ".".into(), message: message.into() };
    if serde_json::from_str::<IgnoredAny>(input).is_err() {
        return Err(whole(MalformedCode::NotJson, "the input is not one JSON value"));
    }
    if !is_object {
        return Err(whole(MalformedCode::ValueInvalid, "expected an object"));
    }

    let mut json = serde_json::Deserializer::from_str(input);
    serde_path_to_error::deserialize(&mut json).map_err(|error| said(error.path().to_string(), error.inner()))
}

/// From serde's words to ours. Serde quotes the offending value before `, expected`: that part stays behind.
fn said(path: String, error: &serde_json::Error) -> Malformed {
    let path = if path.is_empty() { String::from(".") } else { path };
    let text = error.to_string();
    let named = |prefix| text.strip_prefix(prefix).and_then(|rest: &str| rest.split('`').nth(1));
    let (code, path, message) = if let Some(name) = named("missing field ") {
        (MalformedCode::MemberMissing, join(&path, name), "the member is missing".into())
    } else if text.starts_with("unknown field ") {
        (MalformedCode::MemberUnknown, path, "the operation has no such member".into())
    } else if let Some(name) = named("duplicate field ") {
        (MalformedCode::MemberRepeated, join(&path, name), "the member is there twice".into())
    } else {
        let message =
            text.rsplit_once("expected ").map_or("the value is out of its range".into(), |(_, rest)| {
                let rest = rest.split(" at line ").next().unwrap_or_default();
                alloc::format!("expected {rest}")
            });
        (MalformedCode::ValueInvalid, path, message)
    };
    Malformed { code, path, message }
}

fn join(path: &str, name: &str) -> String {
    match path {
        "." => name.into(),
        path if path.ends_with(name) => path.into(),
        path => alloc::format!("{path}.{name}"),
    }
}
