//! The core for phones and the JVM, through uniffi.
//!
//! Each operation is a function with the core's name. Input and output are JSON; the bytes of a PG's body are a separate
//! argument. The Kotlin types are generated from the core's declarations by `bindgen`. This crate has no logic.
#![allow(unsafe_code, reason = "uniffi's generated glue exports C functions")]

use daejo::api::{self, Malformed};

uniffi::setup_scaffolding!();

/// A malformed call: the only error that is thrown. In Kotlin it is named `DaejoException` and has no text, so a caller
/// reads its members.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, uniffi::Error)]
#[expect(clippy::exhaustive_enums, reason = "refusals, declines and mismatches are outputs, never errors")]
pub enum DaejoError {
    /// The call is malformed.
    #[error("{code} at {path}: {detail}")]
    Malformed {
        /// The kind of error, such as `member_missing`. Never renamed, never reused.
        code: String,
        /// The path of the member, such as `order.lines[0].quantity`; `.` for the whole input.
        path: String,
        /// A text for the developer. May change, and never contains a value of the input.
        detail: String,
    },
}

impl From<Malformed> for DaejoError {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed {
            code: malformed.code.code().into(),
            path: malformed.path,
            detail: malformed.message,
        }
    }
}

/// Exports a function for each operation.
macro_rules! export {
    ($($operation:ident)*) => {$(
        /// The core's operation of this name.
        ///
        /// # Errors
        /// [`DaejoError`] if `input` is not a valid input of this operation.
        #[uniffi::export]
        #[allow(clippy::needless_pass_by_value, reason = "uniffi passes owned values")]
        pub fn $operation(input: String, body: Option<Vec<u8>>) -> Result<String, DaejoError> {
            Ok(api::json::$operation(&input, body.as_deref())?)
        }
    )*};
}

daejo::with_client_operations!(export);
#[cfg(feature = "server")]
daejo::with_server_operations!(export);

/// The operations that this library was built with.
#[uniffi::export]
#[must_use]
pub fn operations() -> Vec<String> {
    #[cfg(feature = "server")]
    let server = api::SERVER_OPERATIONS;
    #[cfg(not(feature = "server"))]
    let server: &[&str] = &[];
    api::CLIENT_OPERATIONS.iter().chain(server).map(|&name| name.into()).collect()
}

/// Runs an operation by its name.
///
/// # Errors
/// [`DaejoError`] if `input` is not a valid input of the operation, or if this library was built without the operation.
#[uniffi::export]
#[expect(clippy::needless_pass_by_value, reason = "uniffi passes owned values")]
pub fn call(operation: String, input: String, body: Option<Vec<u8>>) -> Result<String, DaejoError> {
    // This crate's list, not the core's: another crate of the same build may have enabled the core's server operations.
    if !operations().contains(&operation) {
        return Err(Malformed::unknown_operation().into());
    }
    let output =
        api::call(&operation, &input, body.as_deref()).ok_or_else(Malformed::unknown_operation)??;
    Ok(output)
}
