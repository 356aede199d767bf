//! The core for phones and the JVM, through uniffi.
//!
//! Each operation is a function of its own, as the core names it: JSON in, JSON out, the body's bytes beside it. The
//! Kotlin types on top are generated from the core's own declarations by `bindgen`. There is no logic in here.
#![allow(unsafe_code, reason = "uniffi's generated glue exports C functions")]

use daejo::api::{self, Malformed};

uniffi::setup_scaffolding!();

/// A call that is not the operation's: the only thing that is thrown. Kotlin drops an error's text and renames it to
/// `DaejoException`, so what matters are its members.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, uniffi::Error)]
#[expect(clippy::exhaustive_enums, reason = "refusals, declines and mismatches are outputs, never errors")]
pub enum DaejoError {
    /// The call is malformed.
    #[error("{code} at {path}: {detail}")]
    Malformed {
        /// What kind of thing, as `member_missing`. Never renamed, never reused.
        code: String,
        /// At which member, as `order.lines[0].quantity`; `.` for the input as a whole.
        path: String,
        /// For the developer. May change, and never repeats a value.
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

/// Exports operations by their names.
macro_rules! export {
    ($($operation:ident)*) => {$(
        /// The core's operation of this name.
        ///
        /// # Errors
        /// [`DaejoError`] if `input` is not this operation's.
        #[uniffi::export]
        #[allow(clippy::needless_pass_by_value, reason = "what crosses is owned")]
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
/// [`DaejoError`] if `input` is not that operation's, or if this library was built without that operation.
#[uniffi::export]
#[expect(clippy::needless_pass_by_value, reason = "what crosses is owned")]
pub fn call(operation: String, input: String, body: Option<Vec<u8>>) -> Result<String, DaejoError> {
    // Asked of this crate and not of the core: another crate of the same build may have given the core its server half.
    if !operations().contains(&operation) {
        return Err(Malformed::unknown_operation().into());
    }
    let output =
        api::call(&operation, &input, body.as_deref()).ok_or_else(Malformed::unknown_operation)??;
    Ok(output)
}
