//! The reference shop server.

fn main() {}
