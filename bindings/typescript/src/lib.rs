//! The TypeScript types of both npm packages, generated from the types of the core.

mod layout;
mod operations;
mod reachable;

pub use operations::camel_case;

use reachable::Declarations;
use std::fmt::Write as _;

/// The handwritten types: the bytes of a body, a reply and the error.
const PREAMBLE: &str = include_str!("preamble.d.ts");
const GENERATED: &str = "// Made by `cargo run -p daejo-typescript`. Do not edit.\n";

/// `types.d.ts`: every operation and every type.
#[must_use]
pub fn types() -> String {
    let mut text = format!("{GENERATED}\n{PREAMBLE}");
    for operation in operations::all() {
        text.push('\n');
        text.push_str(&operation.declaration());
    }
    for declaration in reachable::all().values() {
        text.push('\n');
        text.push_str(&layout::lay_out(declaration));
    }
    text
}

/// `client.d.ts`: the part of `types.d.ts` that a browser has.
#[must_use]
pub fn client() -> String {
    let mut text = String::from(GENERATED);
    let names: Declarations = reachable::client();
    let types: Vec<_> = names.keys().map(String::as_str).chain(["DaejoErrorCode"]).collect();
    let operations = operations::all().into_iter().filter(|operation| !operation.server_only);
    let values: Vec<_> = operations.map(|operation| operation.name).chain(["DaejoError".into()]).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\nexport type {{\n  {},\n}} from './types.js';", types.join(",\n  "));
    let _ = writeln!(text, "export {{\n  {},\n}} from './types.js';", values.join(",\n  "));
    text
}
