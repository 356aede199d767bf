//! What is stored, and the only place that speaks SQL.
//!
//! The methods of [`Store`] take and give the core's own types and say what a database has to do in one
//! transaction; another database is another implementation of these methods, and nothing outside would notice.
//! No transaction leaves a method, so none can be open while the PG is called.

mod checkout;
mod effects;
mod error;
mod inbox;
mod open;
mod payments;
mod products;
mod seed;
mod transaction;

pub(crate) use checkout::{Idempotency, NewOrder, Placed};
pub(crate) use effects::{STOCK_SHORT, alert_code};
pub(crate) use error::StoreError;
pub(crate) use inbox::{Kept, Received};
pub(crate) use payments::{Aftermath, Saved, Stored};
pub(crate) use products::Product;

use sqlx::SqlitePool;
use transaction::OpenTransactions;

/// The shop's records in an SQLite file.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    /// SQLite has one writer: one connection, so that writers queue here and not at the file.
    writer: SqlitePool,
    readers: SqlitePool,
    open: OpenTransactions,
}

impl Store {
    /// Panics, in a debug build, if this task holds a transaction: a PG can take a minute to answer.
    pub(crate) fn must_be_free(&self) {
        self.open.must_be_free();
    }

    /// Whether the database answers.
    pub(crate) async fn is_alive(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.readers).await.is_ok()
    }

    /// Lets go of the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
