//! What a fresh machine lacks.

mod chromium;
mod npm;
mod rust;

pub(crate) use chromium::chromium;
pub(crate) use npm::{node, packages};
pub(crate) use rust::target;
