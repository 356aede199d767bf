//! Short transactions of one writer, and a watch that none is open during a call.

use super::{Store, StoreError};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::collections::HashSet;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::{self, Id};

/// Which tasks hold a transaction.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenTransactions(Arc<Mutex<HashSet<Id>>>);

impl OpenTransactions {
    pub(super) fn must_be_free(&self) {
        let Some(task) = task::try_id() else { return };
        let is_open = self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&task);
        debug_assert!(!is_open, "a PG is called while a database transaction is open");
    }
}

/// A transaction that is rolled back unless it is committed.
pub(super) struct Tx {
    inner: Transaction<'static, Sqlite>,
    _mark: Mark,
}

impl Store {
    /// Takes the write lock at once: a transaction that reads first could lose it half way.
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let task = task::try_id();
        if let Some(task) = task {
            self.open.0.lock().unwrap_or_else(PoisonError::into_inner).insert(task);
        }
        Ok(Tx { inner, _mark: Mark(self.open.clone(), task) })
    }
}

/// Goes with the transaction, however that ends.
struct Mark(OpenTransactions, Option<Id>);

impl Drop for Mark {
    fn drop(&mut self) {
        if let Some(task) = self.1 {
            self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&task);
        }
    }
}

impl Tx {
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.inner.commit().await?)
    }
}

impl Deref for Tx {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }
}
