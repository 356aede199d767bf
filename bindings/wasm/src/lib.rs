//! The core for browsers and edge functions, as WebAssembly.
//!
//! Each operation is an export with the core's name. Input and output are JSON; the bytes of a PG's body are a separate
//! argument. `bindings/typescript/crossing.js` wraps them as plain JavaScript functions. This crate has no logic.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Exports a function for each operation. It throws the JSON of a `Malformed` as a string.
macro_rules! export {
    ($($operation:ident)*) => {$(
        #[wasm_bindgen]
        #[allow(missing_docs, reason = "the core documents each operation, and types.d.ts repeats it")]
        pub fn $operation(input: &str, body: Option<Box<[u8]>>) -> Result<String, JsValue> {
            daejo::api::json::$operation(input, body.as_deref())
                .map_err(|malformed| JsValue::from_str(&malformed.to_json()))
        }
    )*};
}

daejo::with_client_operations!(export);
#[cfg(feature = "server")]
daejo::with_server_operations!(export);
