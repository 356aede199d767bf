//! The types that operations take and give, and every type within those.

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
        // Only what is declared by us has a path; texts, numbers and lists are TypeScript's own.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}\n", T::decl(&self.config));
            self.found.insert(T::ident(&self.config), declaration);
        }
    }
}

impl Collector {
    /// Visits what an operation takes and gives: the compiler tells both from the function itself.
    fn operation<I: TS + 'static, O: TS + 'static>(&mut self, _: fn(I) -> O) {
        self.visit::<I>();
        self.visit::<O>();
    }
}

/// Names the collector's visits to operations.
macro_rules! visit {
    ($($operation:ident)*) => { [$(|collector| collector.operation(daejo::api::$operation)),*] };
}

type Visit = fn(&mut Collector);

/// What a browser meets.
pub(crate) fn client() -> Declarations {
    let visits: &[Visit] = &daejo::with_client_operations!(visit);
    collect(visits).found
}

/// What a server meets.
pub(crate) fn all() -> Declarations {
    let client: &[Visit] = &daejo::with_client_operations!(visit);
    let server: &[Visit] = &daejo::with_server_operations!(visit);
    let mut collector = collect(&[client, server].concat());
    // The preamble speaks of it; the types that stand for bytes do not.
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
