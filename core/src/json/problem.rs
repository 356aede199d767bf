//! A problem of an input, with its path.

use super::{Node, one_of, wanted};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Display, Write as _};
use serde::de::{self, Expected, Unexpected};

/// The kind of problem.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    Missing,
    Unknown,
    Repeated,
    Invalid,
}

/// Characters of a member's name that a problem repeats.
const LONGEST_NAME: usize = 80;

/// One part of a path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Place {
    Member(String),
    Item(usize),
}

/// A problem of an input. It never holds a value of the input.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) fault: Fault,
    /// From the innermost part to the outermost.
    pub(crate) places: Vec<Place>,
    /// What has to stand there; empty for a member that is there twice.
    pub(crate) wanted: String,
    /// The kind of what stands there.
    pub(crate) given: Option<String>,
}

impl Problem {
    pub(super) fn invalid(wanted: String) -> Self {
        Self { fault: Fault::Invalid, places: Vec::new(), wanted, given: None }
    }

    fn member(fault: Fault, name: &str, wanted: String) -> Self {
        // An unknown member can have a name of any length; its beginning is enough to find it.
        let name = name.chars().take(LONGEST_NAME).collect();
        Self { fault, places: alloc::vec![Place::Member(name)], wanted, given: None }
    }

    /// The same problem, one part further out.
    pub(super) fn within(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// The same problem, about `node` unless it is about a value inside.
    pub(super) fn about(mut self, node: &Node<'_>) -> Self {
        if self.places.is_empty() && self.given.is_none() {
            self.given = Some(node.kind());
        }
        self
    }

    /// The path, as `order.lines[0].quantity`; `.` for the input as a whole.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for place in self.places.iter().rev() {
            // Writing to a text cannot fail.
            let _ = match place {
                Place::Member(name) if path.is_empty() => write!(path, "{name}"),
                Place::Member(name) => write!(path, ".{name}"),
                Place::Item(at) => write!(path, "[{at}]"),
            };
        }
        if path.is_empty() { ".".into() } else { path }
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: wanted {}", self.path(), self.wanted)
    }
}

impl core::error::Error for Problem {}

impl de::Error for Problem {
    fn custom<T: Display>(message: T) -> Self {
        Self::invalid(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid(wanted(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid(wanted(&expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::invalid(wanted(&expected.to_string()))
    }

    fn unknown_variant(_: &str, words: &'static [&'static str]) -> Self {
        Self::invalid(one_of(words))
    }

    fn unknown_field(name: &str, names: &'static [&'static str]) -> Self {
        Self::member(Fault::Unknown, name, one_of(names))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::member(Fault::Missing, name, String::new())
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::member(Fault::Repeated, name, String::new())
    }
}
