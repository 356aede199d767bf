//! Runs the vectors: reads them, calls an implementation, compares the outcomes as JSON values, and writes them.
//!
//! The expected outcomes are in `tests/vectors` only, and every language reads the same files.

mod call;
mod digest;
mod outcome;
mod run;
mod vector;

pub use call::{Input, InputError};
pub use digest::{sha256_hex, vectors_hash};
pub use outcome::{Malformed, Outcome};
pub use run::{Report, native, run};
pub use vector::{File, ReadError, Vector, folders, read_folder, read_folders};
