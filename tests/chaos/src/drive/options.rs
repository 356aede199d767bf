//! The options of a run.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The database of the servers.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[non_exhaustive]
pub enum DatabaseKind {
    /// A SQLite file.
    Sqlite,
    /// A PostgreSQL server of this run alone.
    Postgres,
    /// A MariaDB server of this run alone.
    Mysql,
}

impl DatabaseKind {
    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }
}

/// The options of a run.
#[derive(Args, Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How many shoppers there are; each makes at most one order.
    #[arg(long, default_value_t = 1_000)]
    pub payments: u64,
    /// How often a server is killed.
    #[arg(long, default_value_t = 10)]
    pub kills: u64,
    /// The database of the servers.
    #[arg(long, value_enum, default_value = "sqlite")]
    pub database: DatabaseKind,
    /// Seed of all random choices; the current time if it is not given.
    #[arg(long)]
    pub seed: Option<u64>,
    /// How many servers share the database.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=8))]
    pub processes: u64,
    /// How many shoppers are active at a time.
    #[arg(long, default_value_t = 48, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub at_once: u64,
    /// Write the figures to this file, as JSON.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Keep the database, the ledger and the logs in this empty folder; otherwise they are deleted after the run.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// The folder of daejo-server, sandbox-pg and daejo-audit; the folder of this program if it is not given.
    #[arg(long)]
    pub programs: Option<PathBuf>,
}
