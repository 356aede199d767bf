//! Errors that end the command with exit code 2.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Reading standard input or writing standard output.
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("unknown operation; the operations are:\n  {}", operations())]
    OperationUnknown,
    #[error("{0}")]
    Vectors(#[from] daejo_conformance::ReadError),
}

fn operations() -> String {
    let all = daejo::api::CLIENT_OPERATIONS.iter().chain(daejo::api::SERVER_OPERATIONS);
    all.copied().collect::<Vec<_>>().join("\n  ")
}
