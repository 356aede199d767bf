//! Runs the vectors natively.

fn main() {}
