//! The daejo command.

fn main() {}
