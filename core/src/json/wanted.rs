//! What is wanted, in words that are the same for every language.

use alloc::string::String;

/// serde's words for what it expected, as a caller of any language knows it. A type of our own says it itself.
pub(crate) fn wanted(expected: &str) -> String {
    let words = match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" => "a whole number from 0 to 18446744073709551615",
        "a nonzero u8" => "a whole number from 1 to 255",
        "a nonzero u16" => "a whole number from 1 to 65535",
        "a nonzero u32" => "a whole number from 1 to 4294967295",
        "a string" | "a borrowed string" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "unit" => "null",
        "a tuple of size 2" | "tuple of 2 elements" => "a list of 2 texts",
        other if other.starts_with("struct ") => "an object",
        other => other,
    };
    words.into()
}

/// The words or members that there are.
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [] => "no further member".into(),
        [word] => (*word).into(),
        words => alloc::format!("one of {}", words.join(", ")),
    }
}
