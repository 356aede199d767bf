//! How inputs are read from JSON, and how a refusal finds the exact member and says what is wanted there.
//!
//! A good input is read once, straight from its text. Only an input that was refused is parsed into a tree of
//! [`Node`]s and read again from there by a [`Reader`], which knows the path of every value. Both passes are linear.

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
