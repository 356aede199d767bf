//! What is stored, and the only place that speaks SQL: on SQLite, PostgreSQL, MySQL and MariaDB.
//!
//! The methods of [`Store`] take and give the core's own types and say what a database has to do in one
//! transaction. No transaction leaves a method, so none can be open while the PG is called. Every transaction
//! changes rows of one order, and the stock of its products in the products' order: two never wait for each other.
//!
//! Several processes share a server. Three things keep them apart, each for one purpose: the version, that no
//! update is lost; the lease, that no work is done twice; the fence, that a worker that was paused and replaced
//! stores nothing.

mod batch;
mod checkout;
mod dialect;
mod error;
mod inbox;
mod leases;
mod open;
mod operator;
mod outbox;
mod payments;
mod products;
mod refund_accounts;
mod save;
mod schema;
mod seed;
mod stock;
#[cfg(test)]
mod tests;
mod transaction;

pub(crate) use checkout::{Idempotency, NewOrder, Placed};
pub(crate) use error::StoreError;
pub(crate) use inbox::{Kept, Received};
pub(crate) use leases::Lease;
pub(crate) use outbox::{Claimed, RECEIVER_GONE, UNDELIVERABLE};
pub(crate) use payments::Stored;
pub(crate) use products::Product;
pub(crate) use save::{Aftermath, STOCK_SHORT, Saved};

use dialect::Dialect;
use sqlx::AnyPool;
use std::time::Duration;
use transaction::OpenTransactions;

/// The shop's records.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    dialect: Dialect,
    /// SQLite has one writer; elsewhere these are one pool.
    writer: AnyPool,
    readers: AnyPool,
    open: OpenTransactions,
    /// By which name this process's worker takes leases, and for how long.
    owner: String,
    lease: Duration,
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

    /// Lets go of the database.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
