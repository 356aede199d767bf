//! The database of the servers: the driver adds stock, interrupts the database, and counts unfinished work.

use super::behavior::PLENTY;
use super::options::DatabaseKind;
use super::resources::Folder;
use anyhow::{Context as _, Result};
use daejo_databases::Server;
use serde_json::Value;
use sqlx::any::{AnyRow, install_default_drivers};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};
use std::collections::BTreeMap;
use tokio::process::Command;

/// The database of this run.
pub(super) struct Database {
    kind: DatabaseKind,
    /// The value of the server's `--database` flag.
    pub(super) for_server: String,
    /// The value of the auditor's `--database` flag.
    pub(super) url: String,
}

impl Database {
    pub(super) async fn new(kind: DatabaseKind, folder: &Folder) -> Result<Self> {
        install_default_drivers();
        match kind {
            DatabaseKind::Sqlite => {
                let path = folder.file("shop.db").display().to_string();
                Ok(Self { kind, url: format!("sqlite:{path}"), for_server: path })
            }
            DatabaseKind::Postgres => Ok(Self::at(kind, Server::Postgres.fresh().await?)),
            DatabaseKind::Mysql => Ok(Self::at(kind, Server::Mysql.fresh().await?)),
        }
    }

    fn at(kind: DatabaseKind, url: String) -> Self {
        Self { kind, for_server: url.clone(), url }
    }

    async fn connect(&self) -> Result<AnyConnection> {
        AnyConnection::connect(&self.url).await.context("the database cannot be opened")
    }

    /// Adds stock before the first shopper: four pieces a payment of each product in `PLENTY`, few of a scarce one.
    pub(super) async fn add_stock(&self, payments: u64) -> Result<()> {
        let mut database = self.connect().await?;
        let plenty = payments.saturating_mul(4);
        let scarce = payments / 100;
        for (product, more) in
            PLENTY.into_iter().map(|product| (product, plenty)).chain([("pen-brass", scarce)])
        {
            let sql = format!(
                "UPDATE stock SET total = total + {more}, free = free + {more} WHERE product_id = '{product}'"
            );
            database.execute(sqlx::query(AssertSqlSafe(sql))).await?;
        }
        Ok(database.close().await?)
    }

    /// Interrupts the database: forces PostgreSQL into crash recovery, or cuts every connection of MySQL. SQLite has no
    /// server process to interrupt.
    pub(super) async fn disrupt(&self) -> Result<()> {
        let mut database = self.connect().await?;
        match self.kind {
            DatabaseKind::Sqlite => {}
            DatabaseKind::Postgres => {
                let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()
                     AND pid <> pg_backend_pid() LIMIT 1";
                if let Some(row) = database.fetch_optional(sql).await? {
                    // When one backend is killed, PostgreSQL ends all others and recovers from its log, as after a
                    // power cut.
                    let pid: i32 = row.try_get(0)?;
                    Command::new("kill").args(["-KILL", &pid.to_string()]).status().await?;
                }
                return Ok(());
            }
            DatabaseKind::Mysql => {
                let sql = "SELECT id FROM information_schema.processlist
                     WHERE db = database() AND id <> connection_id()";
                for row in database.fetch_all(sql).await? {
                    let id: i64 = row.try_get(0)?;
                    // The connection may have ended already.
                    let _ =
                        database.execute(sqlx::query(AssertSqlSafe(format!("KILL CONNECTION {id}")))).await;
                }
            }
        }
        Ok(database.close().await?)
    }

    /// Orders with a payment that a server will query again, and what its document says we hold, in won.
    pub(super) async fn due(&self) -> Result<BTreeMap<String, i64>> {
        let mut database = self.connect().await?;
        let sql = "SELECT order_id, document FROM payments
             WHERE next_due_at IS NOT NULL AND state <> 'quarantined'";
        let rows = database.fetch_all(sqlx::query(sql)).await?;
        database.close().await?;
        let net = |row: &AnyRow| {
            let document: Value = serde_json::from_str(row.try_get(1)?)?;
            let number = |name| document.get(name).and_then(Value::as_i64).unwrap_or_default();
            Ok((row.try_get(0)?, number("captured").saturating_sub(number("refunded"))))
        };
        rows.iter().map(net).collect()
    }

    /// How many payments and webhooks are not finished. A payment that waits for its deposit counts as finished.
    pub(super) async fn count_unfinished(&self) -> Result<i64> {
        let mut database = self.connect().await?;
        let payments = "SELECT count(*) FROM payments WHERE state NOT IN ('paid', 'partially_refunded',
             'refunded', 'declined', 'canceled', 'expired', 'quarantined', 'awaiting_deposit')";
        let webhooks = "SELECT count(*) FROM inbox WHERE handled_at IS NULL";
        let mut sum: i64 = 0;
        for sql in [payments, webhooks] {
            let row = database.fetch_one(sqlx::query(AssertSqlSafe(sql))).await?;
            sum = sum.saturating_add(row.try_get(0)?);
        }
        database.close().await?;
        Ok(sum)
    }
}
