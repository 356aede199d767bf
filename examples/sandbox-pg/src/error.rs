//! What can keep a sandbox from starting.

use std::io;
use std::path::PathBuf;

/// Why a sandbox could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ledger file could not be opened or read.
    #[error("the ledger file {path} cannot be used: {source}")]
    Ledger {
        /// The file of [`Config::ledger_file`](crate::Config::ledger_file).
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A line of the ledger file is not one of ours. The last line alone may be torn.
    #[error("line {line} of the ledger file is not a ledger line")]
    LedgerLine {
        /// Counted from 1.
        line: usize,
    },
    /// The HTTP client for webhooks could not be made.
    #[error("webhooks cannot be sent: {0}")]
    Webhooks(#[from] reqwest::Error),
    /// A key of the configuration is not a test key.
    #[error("{0} must be a test key: a sandbox never holds a live one")]
    NotATestKey(&'static str),
}
