//! The operations as TypeScript functions.

use daejo::api;

/// An operation as a JavaScript function.
pub(crate) struct Operation {
    /// The name in camel case.
    pub(crate) name: String,
    /// Whether only a server has it.
    pub(crate) server_only: bool,
    docs: String,
    input: String,
    output: String,
}

/// Every operation, in declared order.
pub(crate) fn all() -> Vec<Operation> {
    api::signatures()
        .into_iter()
        .map(|signature| Operation {
            // If the operation accepts an input without members, the input is optional.
            input: format!(
                "input{}: {}",
                if matches!(api::call(signature.name, "{}", None), Some(Ok(_))) { "?" } else { "" },
                signature.input
            ),
            name: camel_case(signature.name),
            server_only: signature.server_only,
            docs: signature.docs.iter().map(|doc| doc_text(doc)).collect::<Vec<_>>().join("\n * "),
            output: signature.output,
        })
        .collect()
}

impl Operation {
    /// The function's declaration.
    pub(crate) fn declaration(&self) -> String {
        let Self { name, docs, input, output, .. } = self;
        format!("/** {docs} */\nexport declare function {name}({input}): {output};\n")
    }
}

/// The name of an operation in JavaScript: `readAnswer` for `read_answer`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let (initial, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        camel + &initial.to_ascii_uppercase() + rest
    })
}

/// The text in an attribute `doc = r" text"`.
fn doc_text(attribute: &str) -> &str {
    let text = attribute.split_once('"').map_or(attribute, |(_, text)| text);
    text.rsplit_once('"').map_or(text, |(text, _)| text).trim()
}
