//! What a run is told.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Which database stands behind the servers.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[non_exhaustive]
pub enum Kind {
    /// A file.
    Sqlite,
    /// A private PostgreSQL of this run.
    Postgres,
    /// A private MySQL or MariaDB of this run.
    Mysql,
}

impl Kind {
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

/// What a run is told.
#[derive(Args, Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How many shoppers come.
    #[arg(long, default_value_t = 1_000)]
    pub payments: u64,
    /// How often a server is killed.
    #[arg(long, default_value_t = 10)]
    pub kills: u64,
    /// Which database stands behind the servers.
    #[arg(long, value_enum, default_value = "sqlite")]
    pub database: Kind,
    /// What all choices follow from; the clock's if none is given.
    #[arg(long)]
    pub seed: Option<u64>,
    /// How many servers share the database.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=8))]
    pub processes: u64,
    /// How many shoppers there are at a time.
    #[arg(long, default_value_t = 48, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub at_once: u64,
    /// Where the figures go.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Where database, ledger and logs stay; otherwise they go with the run.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// Where the programs are: daejo-server, sandbox-pg and daejo-audit. Beside this one if not given.
    #[arg(long)]
    pub programs: Option<PathBuf>,
}
