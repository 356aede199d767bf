//! Reads inputs from JSON. A refusal names the exact member and what is wanted there.
//!
//! A good input is read once, straight from its text. A refused input is parsed into a tree of [`Node`]s and
//! read again by a [`Reader`], which knows the path of every value. Both passes are linear in the input's length.

mod node;
mod parse;
mod problem;
mod reader;
mod scalar;
mod tagged;
mod wanted;

pub(crate) use node::{Node, Number};
pub(crate) use parse::{DEEPEST, parse};
pub(crate) use problem::{Fault, Place, Problem};
pub(crate) use reader::Reader;
pub(crate) use scalar::{text, text_or, whole, whole_or};
pub(crate) use tagged::{TAGGED, read_tagged, tagged};
pub(crate) use wanted::{one_of, wanted};
