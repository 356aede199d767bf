//! Reads the declarations of the core.

use crate::model::Operation;
use daejo::api;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

/// The client's operations, in declared order.
pub(crate) fn client_operations() -> Vec<Operation> {
    let client = api::signatures().into_iter().filter(|signature| !signature.server_only);
    let text = |attribute: &&str| {
        // The attribute as text, as the compiler prints it: `doc = r" Text"`.
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

/// The types of the client's operations and of their members, as TypeScript declarations sorted by name.
pub(crate) fn client_types() -> String {
    let mut collector = Collector { config: Config::default(), declarations: BTreeMap::new() };
    macro_rules! visit {
        ($($operation:ident)*) => { $(collector.operation(api::$operation);)* };
    }
    daejo::with_client_operations!(visit);
    collector.declarations.into_values().collect()
}

struct Collector {
    config: Config,
    declarations: BTreeMap<String, String>,
}

impl Collector {
    /// Visits the input and the output of an operation. The compiler infers both from the function.
    fn operation<I: TS + 'static, O: TS + 'static>(&mut self, _: fn(I) -> O) {
        self.visit::<I>();
        self.visit::<O>();
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let name = T::ident(&self.config);
        // Strings, numbers and lists have no output path and no declaration.
        if T::output_path().is_none() || self.declarations.contains_key(&name) {
            return;
        }
        let mut text = T::docs().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", T::decl(&self.config));
        self.declarations.insert(name, text);
        T::visit_dependencies(self);
    }
}
