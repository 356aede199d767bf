//! Opening the file: settings, schema, seed.

use super::{Store, StoreError, seed};
use daejo::payment::State;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Row};
use std::path::Path;
use std::time::Duration;

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 1;

impl Store {
    /// Opens `path`, and makes it with the demo's products if it is not there.
    pub(crate) async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that a power cut can undo would let a confirm be sent whose intent is forgotten.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let readers =
            SqlitePoolOptions::new().max_connections(4).connect_lazy_with(options.pragma("query_only", "ON"));
        let store = Self { writer, readers, open: super::OpenTransactions::default() };
        store.prepare().await?;
        Ok(store)
    }

    async fn prepare(&self) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let version: i64 = sqlx::query("PRAGMA user_version").fetch_one(&mut *tx).await?.try_get(0)?;
        if version == 0 {
            let states: Vec<String> = State::ALL.iter().map(|state| format!("'{}'", state.code())).collect();
            let schema = SCHEMA.replace("{states}", &states.join(", "));
            sqlx::raw_sql(AssertSqlSafe(schema)).execute(&mut *tx).await?;
            seed::sow(&mut tx).await?;
            sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA user_version = {SCHEMA_VERSION}")))
                .execute(&mut *tx)
                .await?;
        } else if version != SCHEMA_VERSION {
            return Err(StoreError::OutOfRange("the database is of another version of this server"));
        }
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn store() -> (Store, tempfile::TempDir) {
        let directory = tempfile::tempdir().unwrap_or_else(|error| unreachable!("{error}"));
        let store = Store::open(&directory.path().join("shop.db")).await;
        (store.unwrap_or_else(|error| unreachable!("{error}")), directory)
    }

    /// What a bug or a hand at the console must not be able to do.
    #[tokio::test]
    async fn the_database_itself_refuses() {
        let (store, _directory) = store().await;
        let refused = [
            "UPDATE history SET reason = 'x'",
            "DELETE FROM history",
            "UPDATE payments SET state = 'sold_out'",
            "UPDATE stock SET free = free - 1 WHERE product_id = 'tea-jeju'",
            "UPDATE stock SET free = -1, sold = 41 WHERE product_id = 'tea-jeju'",
            "UPDATE reservations SET state = 'lost'",
        ];
        let rows = "INSERT INTO orders VALUES ('order1', 'c', 'toss_payments', 'KRW', 1, 'n', '{}', 1, NULL);
            INSERT INTO payments VALUES ('pay1', 'order1', 'toss_payments', 'k', 'paid', 1, '{}', NULL, NULL, 1);
            INSERT INTO history VALUES ('pay1', 1, NULL, 'paid', 'started', NULL, 1);
            INSERT INTO reservations VALUES ('pay1', 0, 'tea-jeju', 1, 'held')";
        assert!(sqlx::raw_sql(rows).execute(&store.writer).await.is_ok());
        for sql in refused {
            assert!(sqlx::raw_sql(sql).execute(&store.writer).await.is_err(), "{sql}");
        }
        for state in State::ALL {
            let set = sqlx::query("UPDATE payments SET state = ?").bind(state.code());
            assert!(set.execute(&store.writer).await.is_ok(), "{state:?}");
        }
    }

    #[tokio::test]
    async fn a_call_during_a_transaction_is_seen() {
        let (store, _directory) = store().await;
        let task = tokio::spawn(async move {
            let tx = store.begin().await;
            store.must_be_free();
            drop(tx);
        });
        assert!(task.await.is_err_and(|error| error.is_panic()));
    }

    #[tokio::test]
    async fn a_transaction_that_is_over_is_none() {
        let (store, _directory) = store().await;
        let task = tokio::spawn(async move {
            drop(store.begin().await);
            if let Ok(tx) = store.begin().await {
                assert!(tx.commit().await.is_ok());
            }
            store.must_be_free();
        });
        assert!(task.await.is_ok());
    }
}
