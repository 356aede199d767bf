//! Prints the TypeScript types that both npm packages share.

fn main() {}
