//! The operations as TypeScript functions.

use daejo::api;

/// An operation as JavaScript knows it.
pub(crate) struct Operation {
    /// Its name, in camel case.
    pub(crate) name: String,
    /// Whether a browser does not have it.
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
            // An operation that takes an input without members may be called without one.
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

/// An operation's name as JavaScript writes it: `read_answer` as `readAnswer`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let (initial, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        camel + &initial.to_ascii_uppercase() + rest
    })
}

/// The text within `doc = r" text"`.
fn doc_text(attribute: &str) -> &str {
    let text = attribute.split_once('"').map_or(attribute, |(_, text)| text);
    text.rsplit_once('"').map_or(text, |(text, _)| text).trim()
}
