//! The core for Node, as a native module.
//!
//! Each operation is an export with the core's name. Input and output are JSON; the bytes of a PG's body are a separate
//! argument. `bindings/typescript/crossing.js` wraps them as plain JavaScript functions. This crate has no logic.

use napi_derive::napi;

/// Exports a function for each operation. The message of a thrown error is the JSON of a `Malformed`.
macro_rules! export {
    ($($operation:ident)*) => {$(
        #[napi]
        #[allow(missing_docs, reason = "the core documents each operation, and types.d.ts repeats it")]
        pub fn $operation(input: String, body: Option<&[u8]>) -> napi::Result<String> {
            daejo::api::json::$operation(&input, body)
                .map_err(|malformed| napi::Error::from_reason(malformed.to_json()))
        }
    )*};
}

daejo::with_client_operations!(export);
daejo::with_server_operations!(export);
