//! Asks the core for its declarations.

use crate::model::Operation;
use daejo::api;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

/// The client's operations, in declared order.
pub(crate) fn client_operations() -> Vec<Operation> {
    let client = api::signatures().into_iter().filter(|signature| !signature.server_only);
    let text = |attribute: &&str| {
        // An attribute as the compiler wrote it down: `doc = r" Text"`.
        let (_, quoted) = attribute.split_once('"')?;
        Some(quoted.trim_end().trim_end_matches(['"', '#']).trim().to_owned())
    };
    client
        .map(|signature| Operation {
            name: signature.name,
            docs: signature.docs.iter().filter_map(text).collect(),
            input: signature.input,
            output: signature.output,
        })
        .collect()
}

/// Every type of the client's operations and all that they are made of, as TypeScript declarations by name.
pub(crate) fn client_types() -> String {
    let mut found = Found { config: Config::default(), declarations: BTreeMap::new() };
    macro_rules! visit {
        ($($operation:ident)*) => { $(found.operation(api::$operation);)* };
    }
    daejo::with_client_operations!(visit);
    found.declarations.into_values().collect()
}

struct Found {
    config: Config,
    declarations: BTreeMap<String, String>,
}

impl Found {
    /// Visits what an operation takes and gives: the compiler tells both from the function itself.
    fn operation<I: TS + 'static, O: TS + 'static>(&mut self, _: fn(I) -> O) {
        self.visit::<I>();
        self.visit::<O>();
    }
}

impl TypeVisitor for Found {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let name = T::ident(&self.config);
        // Texts, numbers and lists have no file of their own, and nothing to declare.
        if T::output_path().is_none() || self.declarations.contains_key(&name) {
            return;
        }
        let mut text = T::docs().unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}", T::decl(&self.config));
        self.declarations.insert(name, text);
        T::visit_dependencies(self);
    }
}
