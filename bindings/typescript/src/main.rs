//! Prints `types.d.ts`, or `client.d.ts` with the argument `client`.
#![expect(clippy::print_stdout, reason = "the program prints its result")]

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("client") => print!("{}", daejo_typescript::client()),
        _ => print!("{}", daejo_typescript::types()),
    }
}
