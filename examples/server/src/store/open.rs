//! Opening the database: pools, settings, schema.

use super::dialect::{self, Dialect};
use super::{Store, StoreError, transaction};
use crate::config::{Database, DatabaseKind};
use crate::{measure, random};
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// Connections that read an SQLite file while one writes.
const SQLITE_READERS: u32 = 4;
/// Longest wait of a request for a connection.
const LONGEST_QUEUE: Duration = Duration::from_secs(5);
/// Longest wait of a starting server for its database.
const LONGEST_START: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 30 });
/// Longest wait for the switch of a SQLite file to WAL, while other servers open the same file.
const LONGEST_SWITCH: Duration = Duration::from_secs(10);
/// Label of `daejo_store_retries_total` for a repeated switch to WAL.
pub(super) const WAL_SWITCH: &str = "wal_switch";
/// A connection that was idle for longer is checked before use. The check is a round trip.
const PING_AFTER: Duration = Duration::from_secs(2);

impl Store {
    /// Opens `database`, and creates the tables and the demo's products if it is empty. `lease` is how long this
    /// process's worker keeps a payment to itself.
    pub(crate) async fn open(
        database: &Database,
        connections: u32,
        lease: Duration,
    ) -> Result<Self, StoreError> {
        let begun = Instant::now();
        loop {
            match Self::try_open(database, connections, lease).await {
                // A database that recovers after a crash does not answer at once.
                Err(StoreError::Database(error))
                    if begun.elapsed() < LONGEST_START && is_unreachable(&error) =>
                {
                    tracing::warn!(%error, "the database does not answer yet");
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                opened => return opened,
            }
        }
    }

    async fn try_open(database: &Database, connections: u32, lease: Duration) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let kind = database.kind().ok_or(StoreError::UnknownDatabase)?;
        let dialect = Dialect(kind);
        let (writer, readers) = match kind {
            DatabaseKind::Sqlite => {
                // SQLite has one writer: one connection, so that writers queue here and not at the file.
                let (url, first) = sqlite(database.expose()).await?;
                let readers = pool(dialect, SQLITE_READERS).connect_lazy_with(url.clone());
                let writer = pool(dialect, 1).connect_with(url).await?;
                // Only now: the last connection to close locks the file and deletes its WAL.
                first.close().await?;
                (writer, readers)
            }
            DatabaseKind::Postgres | DatabaseKind::Mysql => {
                let url = AnyConnectOptions::from_str(database.expose()).map_err(without_address)?;
                let both = pool(dialect, connections).connect_with(url).await.map_err(without_address)?;
                (both.clone(), both)
            }
        };
        let owner = random::letters("worker_", 12).map_err(|_| StoreError::OutOfRange("a worker's name"))?;
        let store = Self { dialect, writer, readers, open: super::OpenTransactions::default(), owner, lease };
        store.prepare().await?;
        Ok(store)
    }
}

/// Whether the database did not answer. A refusal is an answer.
fn is_unreachable(error: &sqlx::Error) -> bool {
    // PostgreSQL: starting up, shutting down.
    let code = error.as_database_error().and_then(|error| error.code());
    let is_starting = matches!(code.as_deref(), Some("57P03" | "57P01"));
    is_starting || matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_))
}

/// Hides the details of a wrong address: they can quote its password.
fn without_address(error: sqlx::Error) -> StoreError {
    if matches!(error, sqlx::Error::Configuration(_)) { StoreError::UnknownDatabase } else { error.into() }
}

fn pool(dialect: Dialect, connections: u32) -> sqlx::pool::PoolOptions<sqlx::Any> {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(LONGEST_QUEUE)
        .test_before_acquire(false)
        .before_acquire(|connection, used| {
            Box::pin(async move {
                if used.idle_for > PING_AFTER {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(move |connection, _| {
            Box::pin(async move { sqlx::raw_sql(dialect.session()).execute(connection).await.map(drop) })
        })
}

/// The address of the file, and a connection to it that has switched it to WAL. The file remembers the journal mode;
/// every other option is set on each connection of a pool, see [`Dialect::session`].
async fn sqlite(path: &str) -> Result<(AnyConnectOptions, SqliteConnection), StoreError> {
    let options =
        SqliteConnectOptions::new().filename(path).create_if_missing(true).busy_timeout(LONGEST_SWITCH);
    let url = AnyConnectOptions::from_str(options.to_url_lossy().as_str())
        .map_err(|_| StoreError::UnknownDatabase)?;
    let mut connection = options.connect().await?;
    switch_to_wal(&mut connection).await?;
    Ok((url, connection))
}

/// Switches the file to WAL. Of two connections that switch at the same time, both hold the shared lock and want
/// the exclusive one. SQLite then refuses one of them at once, without the busy time-out, so the wait is here.
async fn switch_to_wal(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let begun = Instant::now();
    let mut attempt = 0_u32;
    loop {
        let error = match sqlx::query_scalar("PRAGMA journal_mode = WAL").fetch_one(&mut *connection).await {
            Ok(mode) => {
                let mode: String = mode;
                if mode != "wal" {
                    // Some file systems have no shared memory. Reads then wait for writes; nothing is lost.
                    tracing::warn!(mode, "the database file cannot use WAL");
                }
                return Ok(());
            }
            Err(error) => error,
        };
        if dialect::may_be_retried(&error).is_none() || begun.elapsed() >= LONGEST_SWITCH {
            return Err(error);
        }
        measure::retried(WAL_SWITCH);
        // At most 256 ms: the lock is held for one write of the file's header.
        tokio::time::sleep(transaction::pause(attempt.min(6))).await;
        attempt = attempt.saturating_add(1);
    }
}
