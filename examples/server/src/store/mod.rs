//! The store, with all SQL: on SQLite, PostgreSQL, MySQL and MariaDB.
//!
//! The methods of [`Store`] take and return the core's types, and each is one transaction. No transaction outlives a
//! method, so none is open while the PG is called. Every transaction changes rows of one order, and the stock of its
//! products in the order of their ids: two transactions never wait for each other in a circle.
//!
//! Several processes may share a database server. Three guards protect them from each other: the version prevents lost
//! updates; the lease prevents double work; the fence keeps a worker that was paused and replaced from storing
//! anything.

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
pub(crate) use inbox::{ReceiveOutcome, Received};
pub(crate) use leases::Lease;
pub(crate) use outbox::{LeasedEvent, RECEIVER_GONE, UNDELIVERABLE};
pub(crate) use payments::Stored;
pub(crate) use products::Product;
pub(crate) use save::{STOCK_SHORT, SaveRequest, SaveResult};

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
    /// The name of this process's worker in its leases, and their length.
    owner: String,
    lease: Duration,
}

impl Store {
    /// Panics, in a debug build, if this task holds a transaction: a PG can take a minute to answer.
    pub(crate) fn assert_no_transaction(&self) {
        self.open.assert_no_transaction();
    }

    /// Whether the database answers.
    pub(crate) async fn is_alive(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.readers).await.is_ok()
    }

    /// Closes the connections.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
