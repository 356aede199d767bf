//! The errors of starting a sandbox.

use std::io;
use std::path::PathBuf;

/// A sandbox could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ledger file could not be opened or read.
    #[error("the ledger file {path} cannot be used: {source}")]
    Ledger {
        /// The file of [`Config::ledger_file`](crate::Config::ledger_file).
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A line of the ledger file is not a ledger record. Only an incomplete last line is allowed.
    #[error("line {line} of the ledger file is not a ledger record")]
    LedgerLine {
        /// Counted from 1.
        line: usize,
    },
    /// The HTTP client for webhooks could not be created.
    #[error("the HTTP client for webhooks could not be created: {0}")]
    Webhooks(#[from] reqwest::Error),
    /// A key of the configuration is not a test key.
    #[error("{0} must start with test_: the sandbox does not accept live keys")]
    NotATestKey(&'static str),
}
