//! Prints `types.d.ts`, or with `client` as its argument the names of it that a browser has.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("client") => print!("{}", daejo_typescript::client()),
        _ => print!("{}", daejo_typescript::types()),
    }
}
