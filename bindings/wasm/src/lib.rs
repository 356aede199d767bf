//! The core for browsers and edge functions, as WebAssembly.
//!
//! Each operation is an export of its own, as the core names it: JSON in, JSON out, the body's bytes beside it.
//! `bindings/typescript/crossing.js` makes plain JavaScript functions of them. There is no logic in here.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Exports operations by their names. What is thrown is the JSON of a `Malformed`.
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
