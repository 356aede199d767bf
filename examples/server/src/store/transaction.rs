//! Short transactions, tried again where the database asks for it, and a watch that none is open during a call.

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
    inner: Transaction<'static, Any>,
    pub(super) dialect: Dialect,
    _mark: Mark,
}

/// How often a transaction is tried that the database undid: a deadlock, a conflict, a lock that was not had.
const TRIES: u32 = 6;
const FIRST_PAUSE: Duration = Duration::from_millis(4);

impl Store {
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = self.writer.begin_with(self.dialect.begin()).await?;
        Ok(Tx { inner, dialect: self.dialect, _mark: self.open.mark() })
    }

    /// Runs a whole transaction, and again if the database undid it for another one's sake. The one place that
    /// does: whatever `work` does in vain must be undone with its transaction.
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
            tracing::debug!(why, attempt, "a transaction is tried again");
            tokio::time::sleep(pause(attempt)).await;
        }
        work().await
    }
}

/// Doubling, and of random length: two that met would meet again.
pub(super) fn pause(attempt: u32) -> Duration {
    let most = FIRST_PAUSE.saturating_mul(1 << attempt.min(10));
    let mut byte = [0_u8];
    // Without randomness it is the longest.
    let share = getrandom::fill(&mut byte).map_or(256, |()| u32::from(byte[0]).saturating_add(1));
    most.saturating_mul(share).checked_div(256).unwrap_or(most)
}

impl OpenTransactions {
    fn mark(&self) -> Mark {
        let task = task::try_id();
        if let Some(task) = task {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(task);
        }
        Mark { open: self.clone(), task, begun: Instant::now() }
    }
}

/// Goes with the transaction, however that ends.
struct Mark {
    open: OpenTransactions,
    task: Option<Id>,
    begun: Instant,
}

impl Drop for Mark {
    fn drop(&mut self) {
        measure::connection_held(self.begun.elapsed());
        if let Some(task) = self.task {
            self.open.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&task);
        }
    }
}

impl Tx {
    /// A query in the words of this database.
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

    /// Begins anew on the same connection, where the database has committed by itself.
    pub(super) async fn again(&mut self) -> Result<(), StoreError> {
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
