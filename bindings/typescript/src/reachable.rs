//! The input and output types of the operations, and the types of their members.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations with their documentation, by name.
pub(crate) type Declarations = BTreeMap<String, String>;

/// Collects each type once.
#[derive(Default)]
struct Collector {
    config: Config,
    seen: HashSet<TypeId>,
    found: Declarations,
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        // Only types that are declared here have a path; strings, numbers and lists are built into TypeScript.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}\n", T::decl(&self.config));
            let name = T::ident(&self.config);
            let other = self.found.insert(name.clone(), declaration.clone());
            // TypeScript has one namespace: a second type of the same name would replace the first.
            assert!(other.is_none_or(|other| other == declaration), "two types have the name {name}");
        }
    }
}

impl Collector {
    /// Visits the input and the output of an operation. The compiler infers both from the function.
    fn operation<I: TS + 'static, O: TS + 'static>(&mut self, _: fn(I) -> O) {
        self.visit::<I>();
        self.visit::<O>();
    }
}

/// Expands to a list of functions, each of which visits one operation.
macro_rules! visit {
    ($($operation:ident)*) => { [$(|collector| collector.operation(daejo::api::$operation)),*] };
}

type Visit = fn(&mut Collector);

/// The types of the client's operations.
pub(crate) fn client() -> Declarations {
    let visits: &[Visit] = &daejo::with_client_operations!(visit);
    collect(visits).found
}

/// The types of all operations.
pub(crate) fn all() -> Declarations {
    let client: &[Visit] = &daejo::with_client_operations!(visit);
    let server: &[Visit] = &daejo::with_server_operations!(visit);
    let mut collector = collect(&[client, server].concat());
    // The preamble uses it in `Reply`, which replaces the Rust type.
    collector.visit::<daejo::pg::TransportFailure>();
    collector.found
}

fn collect(visits: &[Visit]) -> Collector {
    let mut collector = Collector::default();
    collector.visit::<daejo::api::MalformedCode>();
    for visit in visits {
        visit(&mut collector);
    }
    collector
}
