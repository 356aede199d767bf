//! The database of a run: its address, more stock than the demo has, and what it says in the end.

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

    /// The address of an empty database.
    pub(crate) async fn fresh(self, folder: &Path) -> Result<String> {
        match self {
            Self::Sqlite => {
                Ok(folder.join("shop.db").to_str().context("a folder whose name is no text")?.into())
            }
            Self::Postgres => Server::Postgres.fresh().await.map_err(|missing| anyhow!("{missing}")),
            Self::Mysql => Server::Mysql.fresh().await.map_err(|missing| anyhow!("{missing}")),
        }
    }

    pub(crate) fn has_server(self) -> bool {
        self != Self::Sqlite
    }
}

/// The books, past the server.
pub(crate) struct Books(pub(crate) AnyPool);

impl Books {
    pub(crate) async fn open(kind: Kind, address: &str, most: u32) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let url =
            if kind == Kind::Sqlite { format!("sqlite:{address}?mode=rwc") } else { address.to_owned() };
        Ok(Self(AnyPoolOptions::new().max_connections(most).connect(&url).await?))
    }

    /// Nobody is turned away because the demo's shelves are empty.
    pub(crate) async fn fill_the_shelves(&self) -> Result<()> {
        sqlx::query("UPDATE stock SET free = free + 1000000, total = total + 1000000")
            .execute(&self.0)
            .await?;
        Ok(())
    }

    pub(crate) async fn count(&self, sql: &'static str) -> Result<i64> {
        Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(&self.0).await?)
    }
}
