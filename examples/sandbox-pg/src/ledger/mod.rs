//! What really happened to the money, whatever the PG answered.

mod entry;
mod journal;

pub(crate) use entry::Truth;
pub use entry::{EventKind, LedgerEntry, LedgerEvent, Pg};
pub(crate) use journal::{Journal, Record};
