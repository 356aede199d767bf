//! The database of a run: its address, additional stock, and counts of rows.

use anyhow::{Context as _, Result, anyhow};
use clap::ValueEnum;
use daejo_databases::Server;
use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use std::path::Path;

/// A kind of database.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
    Mysql,
}

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    /// Creates an empty database and returns its address.
    pub(crate) async fn fresh(self, folder: &Path) -> Result<String> {
        match self {
            Self::Sqlite => {
                Ok(folder.join("shop.db").to_str().context("the name of the folder is not UTF-8")?.into())
            }
            Self::Postgres => Server::Postgres.fresh().await.map_err(|missing| anyhow!("{missing}")),
            Self::Mysql => Server::Mysql.fresh().await.map_err(|missing| anyhow!("{missing}")),
        }
    }

    pub(crate) fn has_server(self) -> bool {
        self != Self::Sqlite
    }
}

/// Connections to the database that do not go through the server.
pub(crate) struct Database(pub(crate) AnyPool);

impl Database {
    pub(crate) async fn open(kind: Kind, address: &str, most: u32) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let url =
            if kind == Kind::Sqlite { format!("sqlite:{address}?mode=rwc") } else { address.to_owned() };
        Ok(Self(AnyPoolOptions::new().max_connections(most).connect(&url).await?))
    }

    /// Adds a million pieces of each product, so that none is sold out during a run.
    pub(crate) async fn add_stock(&self) -> Result<()> {
        sqlx::query("UPDATE stock SET free = free + 1000000, total = total + 1000000")
            .execute(&self.0)
            .await?;
        Ok(())
    }

    pub(crate) async fn count(&self, sql: &'static str) -> Result<i64> {
        Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(&self.0).await?)
    }
}
