//! The project's own commands: demo, test, bench, soak.

fn main() {}
