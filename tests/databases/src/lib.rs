//! Private database servers for tests: PostgreSQL and MariaDB, each started once in a test process when it is first
//! asked for, on a port and in a folder of its own, as careful with its data as a real one, and gone with the process.
#![expect(clippy::print_stdout, reason = "what is skipped is said aloud")]

mod mariadb;
mod postgres;
mod program;
mod watched;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use watched::Watched;

/// Why there is no server.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Missing {
    /// A program of it is not installed.
    #[error("there is no {0} on this machine")]
    Program(&'static str),
    /// A server cannot be run as root, and there is nobody else.
    #[error("this is root, and there is none of the users {0} to run a server as")]
    User(String),
    /// It did not start.
    #[error("{program} did not start: {said}")]
    Failed {
        /// What was run.
        program: &'static str,
        /// The end of what it said.
        said: String,
    },
}

/// A database server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a test decides about each")]
pub enum Server {
    /// PostgreSQL.
    Postgres,
    /// MariaDB, which MySQL's clients speak to.
    Mysql,
}

static POSTGRES: OnceLock<Result<Watched, Missing>> = OnceLock::new();
static MYSQL: OnceLock<Result<Watched, Missing>> = OnceLock::new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Server {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MariaDB",
        }
    }

    /// The address of a new, empty database of the server of this process, which is started if it does not run.
    ///
    /// # Errors
    /// What is missing for that.
    pub async fn fresh(self) -> Result<String, Missing> {
        let server = match self {
            Self::Postgres => POSTGRES.get_or_init(postgres::start),
            Self::Mysql => MYSQL.get_or_init(mariadb::start),
        };
        let server = server.as_ref().map_err(Clone::clone)?;
        let name = format!("shop{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let failed = |error: sqlx::Error| Missing::Failed { program: self.name(), said: error.to_string() };
        create(&server.url, &name).await.map_err(failed)?;
        let (address, _) = server.url.rsplit_once('/').unwrap_or((&server.url, ""));
        Ok(format!("{address}/{name}"))
    }

    /// The same for a test that is passed over aloud if there is no server. Under `CI=true` it is not passed over.
    ///
    /// # Panics
    /// Under `CI=true`, if there is no server, and everywhere if one is installed and does not start.
    #[expect(clippy::panic, reason = "a test that cannot go on has failed")]
    pub async fn fresh_or_skip(self) -> Option<String> {
        match self.fresh().await {
            Ok(url) => Some(url),
            Err(missing @ Missing::Failed { .. }) => panic!("{missing}"),
            Err(missing) => {
                let must_run = std::env::var("CI").is_ok_and(|ci| ci == "true");
                assert!(!must_run, "{missing}");
                println!("! SKIPPED (no {}): {missing}", self.name());
                None
            }
        }
    }
}

async fn create(url: &str, name: &str) -> Result<(), sqlx::Error> {
    use sqlx::Connection;
    sqlx::any::install_default_drivers();
    // It may listen before it lets anybody in.
    let mut tries = 0..100;
    let mut connection = loop {
        match sqlx::AnyConnection::connect(url).await {
            Ok(connection) => break connection,
            Err(error) if tries.next().is_none() => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    };
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
    connection.close().await
}
