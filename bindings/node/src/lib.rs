//! The core for Node, as a native module.
//!
//! Each operation is an export of its own, as the core names it: JSON in, JSON out, the body's bytes beside it.
//! `bindings/typescript/crossing.js` makes plain JavaScript functions of them. There is no logic in here.

use napi_derive::napi;

/// Exports operations by their names. What is thrown has the JSON of a `Malformed` as its message.
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
