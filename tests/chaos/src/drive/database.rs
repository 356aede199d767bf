//! The database behind the servers, as far as the driver has to touch it: its shelves, and whether all is done.

use super::options::Kind;
use super::places::Folder;
use super::story::PLENTY;
use anyhow::{Context as _, Result};
use daejo_databases::Server;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};
use tokio::process::Command;

/// A database of this run.
pub(super) struct Database {
    kind: Kind,
    /// What the server is told.
    pub(super) for_server: String,
    /// What the auditor is told.
    pub(super) url: String,
}

impl Database {
    pub(super) async fn new(kind: Kind, folder: &Folder) -> Result<Self> {
        install_default_drivers();
        match kind {
            Kind::Sqlite => {
                let path = folder.file("shop.db").display().to_string();
                Ok(Self { kind, url: format!("sqlite:{path}"), for_server: path })
            }
            Kind::Postgres => Ok(Self::at(kind, Server::Postgres.fresh().await?)),
            Kind::Mysql => Ok(Self::at(kind, Server::Mysql.fresh().await?)),
        }
    }

    fn at(kind: Kind, url: String) -> Self {
        Self { kind, for_server: url.clone(), url }
    }

    async fn connect(&self) -> Result<AnyConnection> {
        AnyConnection::connect(&self.url).await.context("the database cannot be opened")
    }

    /// Fills the shelves before anybody comes. What there are few of stays few.
    pub(super) async fn fill(&self, payments: u64) -> Result<()> {
        let mut database = self.connect().await?;
        let plenty = payments.saturating_mul(4);
        let few = payments / 100;
        for (product, more) in PLENTY.into_iter().map(|product| (product, plenty)).chain([("pen-brass", few)])
        {
            let sql = format!(
                "UPDATE stock SET total = total + {more}, free = free + {more} WHERE product_id = '{product}'"
            );
            database.execute(sqlx::query(AssertSqlSafe(sql))).await?;
        }
        Ok(database.close().await?)
    }

    /// Has the database lose its footing: PostgreSQL's crash recovery, or every connection of MySQL cut. A file has
    /// nothing that could be shaken besides its servers.
    pub(super) async fn shake(&self) -> Result<()> {
        let mut database = self.connect().await?;
        match self.kind {
            Kind::Sqlite => {}
            Kind::Postgres => {
                let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()
                     AND pid <> pg_backend_pid() LIMIT 1";
                if let Some(row) = database.fetch_optional(sql).await? {
                    // One killed process makes it drop all others and come back from its log, as after a power cut.
                    let pid: i32 = row.try_get(0)?;
                    Command::new("kill").args(["-KILL", &pid.to_string()]).status().await?;
                }
                return Ok(());
            }
            Kind::Mysql => {
                let sql = "SELECT id FROM information_schema.processlist
                     WHERE db = database() AND id <> connection_id()";
                for row in database.fetch_all(sql).await? {
                    let id: i64 = row.try_get(0)?;
                    // It may be gone already.
                    let _ =
                        database.execute(sqlx::query(AssertSqlSafe(format!("KILL CONNECTION {id}")))).await;
                }
            }
        }
        Ok(database.close().await?)
    }

    /// How many payments and webhooks something has still to be done for.
    pub(super) async fn open(&self) -> Result<i64> {
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
