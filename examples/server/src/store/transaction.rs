//! Short transactions, repeated after a conflict, and a debug check that none is open during a call to the PG.

use super::dialect::{self, Dialect};
use super::{Store, StoreError};
use crate::measure;
use sqlx::AnyConnection;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Transaction};
use std::collections::HashSet;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::{self, Id};

/// The tasks that have an open transaction.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenTransactions(Arc<Mutex<HashSet<Id>>>);

impl OpenTransactions {
    pub(super) fn assert_no_transaction(&self) {
        let Some(task) = task::try_id() else { return };
        let is_open = self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&task);
        debug_assert!(!is_open, "a PG is called while a database transaction is open");
    }
}

/// A transaction that is rolled back unless it is committed.
pub(super) struct Tx {
    inner: Transaction<'static, Any>,
    pub(super) dialect: Dialect,
    _mark: OpenMark,
}

/// Repetitions of a transaction that the database rolled back: a deadlock, a conflict, a lock time-out.
const TRIES: u32 = 6;
const FIRST_PAUSE: Duration = Duration::from_millis(4);

impl Store {
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = self.writer.begin_with(self.dialect.begin()).await?;
        Ok(Tx { inner, dialect: self.dialect, _mark: self.open.mark() })
    }

    /// Runs a whole transaction, and repeats it if the database rolled it back for a conflict. `work` must have no
    /// effect outside its transaction.
    pub(super) async fn retrying<T, W>(&self, work: impl Fn() -> W) -> Result<T, StoreError>
    where
        W: Future<Output = Result<T, StoreError>>,
    {
        for attempt in 0..TRIES {
            let error = match work().await {
                Err(StoreError::Database(error)) => error,
                done => return done,
            };
            let Some(why) = dialect::may_be_retried(&error) else { return Err(error.into()) };
            measure::retried(why);
            tracing::debug!(why, attempt, "repeating a transaction");
            tokio::time::sleep(pause(attempt)).await;
        }
        work().await
    }
}

/// Doubles with each attempt, with a random share: two transactions that collided must not collide again.
pub(super) fn pause(attempt: u32) -> Duration {
    let most = FIRST_PAUSE.saturating_mul(1 << attempt.min(10));
    let mut byte = [0_u8];
    // Without randomness it is the longest pause.
    let share = getrandom::fill(&mut byte).map_or(256, |()| u32::from(byte[0]).saturating_add(1));
    most.saturating_mul(share).checked_div(256).unwrap_or(most)
}

impl OpenTransactions {
    fn mark(&self) -> OpenMark {
        let task = task::try_id();
        if let Some(task) = task {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(task);
        }
        OpenMark { open: self.clone(), task, begun: Instant::now() }
    }
}

/// Registers an open transaction until it is dropped.
struct OpenMark {
    open: OpenTransactions,
    task: Option<Id>,
    begun: Instant,
}

impl Drop for OpenMark {
    fn drop(&mut self) {
        measure::connection_held(self.begun.elapsed());
        if let Some(task) = self.task {
            self.open.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&task);
        }
    }
}

impl Tx {
    /// A query in this database's dialect.
    pub(super) fn query<'q>(&self, text: &str) -> Query<'q, Any, AnyArguments> {
        self.dialect.query(text)
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.inner.commit().await?)
    }

    /// Commits at once and keeps the connection, for what has to follow on it. A later `commit` does nothing more.
    pub(super) async fn commit_and_keep(&mut self) -> Result<(), StoreError> {
        sqlx::raw_sql("COMMIT").execute(&mut *self.inner).await?;
        Ok(())
    }

    /// Begins again on the same connection, after the database has committed implicitly.
    pub(super) async fn begin_again(&mut self) -> Result<(), StoreError> {
        sqlx::raw_sql("BEGIN").execute(&mut *self.inner).await?;
        Ok(())
    }
}

impl Deref for Tx {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}
