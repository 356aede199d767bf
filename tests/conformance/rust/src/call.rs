//! A vector's input as a call: the JSON text, and beside it the bytes of an HTTP body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The paths at which an input can have a body.
const BODIES: [&str; 3] = ["/reply/body", "/request/body", "/event/reply/body"];

/// The call that is passed to an implementation.
#[derive(Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Input {
    /// The JSON text, with null instead of the body.
    pub json: String,
    /// The body's bytes.
    pub body: Option<Vec<u8>>,
}

/// An input that no runner can pass to an implementation.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The body is neither a text nor `{"base64": …}`.
    #[error("the body is neither a text nor base64")]
    Body,
}

impl Input {
    /// The call of a vector's `input`. An input that is a text is passed unchanged, with its bodies inside.
    ///
    /// # Errors
    /// [`InputError::Body`].
    pub fn of(input: &Value) -> Result<Self, InputError> {
        if let Value::String(text) = input {
            return Ok(Self { json: text.clone(), body: None });
        }
        let mut input = input.clone();
        for place in BODIES {
            if let Some(body) = input.pointer_mut(place)
                && !body.is_null()
            {
                let bytes = bytes(body).ok_or(InputError::Body)?;
                *body = Value::Null;
                return Ok(Self { json: input.to_string(), body: Some(bytes) });
            }
        }
        Ok(Self { json: input.to_string(), body: None })
    }
}

fn bytes(body: &Value) -> Option<Vec<u8>> {
    match body {
        Value::String(text) => Some(text.clone().into_bytes()),
        Value::Object(object) => STANDARD.decode(object.get("base64")?.as_str()?).ok(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}
