//! The types of the operations, independent of a language.

/// A declared type.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) shape: Shape,
}

/// The shape of a declared type.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Another name for a type.
    Alias(Type),
    /// One of several codes.
    Codes(Vec<String>),
    /// Members.
    Record(Vec<Member>),
    /// One of several records, distinguished by the code in the member `tag`.
    Tagged { tag: String, variants: Vec<Variant> },
}

/// One record of a tagged type, without its tag.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) code: String,
    pub(crate) members: Vec<Member>,
}

/// A member of a record.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) kind: Type,
    pub(crate) optional: bool,
}

/// The type of a member.
#[derive(Debug)]
pub(crate) enum Type {
    Text,
    /// A whole number up to 2^53 - 1: the core has no other numbers.
    Whole,
    Flag,
    List(Box<Type>),
    Named(String),
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) docs: Vec<String>,
    pub(crate) input: String,
    pub(crate) output: String,
}

/// The members of the record with that name; `None` if there is no such record.
pub(crate) fn members_of<'a>(types: &'a [Declared], name: &str) -> Option<&'a [Member]> {
    types.iter().find(|declared| declared.name == name).and_then(|declared| match &declared.shape {
        Shape::Record(members) => Some(members.as_slice()),
        Shape::Alias(_) | Shape::Codes(_) | Shape::Tagged { .. } => None,
    })
}
