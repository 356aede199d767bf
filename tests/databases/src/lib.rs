//! Private database servers for tests: PostgreSQL and MariaDB. Each is started once in a test process, on first use, on
//! a port and in a folder of its own. It is as durable as a production server and stops when the process ends.
#![expect(clippy::print_stdout, reason = "a skipped test is printed")]

mod mariadb;
mod ports;
mod postgres;
mod programs;
mod server_process;

use server_process::{START_TIMEOUT, ServerProcess};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

pub use ports::free_port;

/// Why a database server is not available.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Missing {
    /// A program is not installed.
    #[error("the program {0} is not installed")]
    Program(&'static str),
    /// The process runs as root, as which no server runs, and none of these users exists.
    #[error("a database server cannot run as root, and none of the users {0} exists")]
    User(String),
    /// A program did not start or failed.
    #[error("{program} did not start: {output}")]
    Failed {
        /// The program.
        program: &'static str,
        /// The end of its output, or the system's error.
        output: String,
    },
}

/// A database server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a test handles each of them")]
pub enum Server {
    /// PostgreSQL.
    Postgres,
    /// MariaDB, used by MySQL clients.
    Mysql,
}

static POSTGRES: OnceLock<Result<ServerProcess, Missing>> = OnceLock::new();
static MYSQL: OnceLock<Result<ServerProcess, Missing>> = OnceLock::new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Server {
    /// Its product name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MariaDB",
        }
    }

    /// Creates an empty database and returns its address. Starts the server of this process if it is not running.
    ///
    /// # Errors
    /// If the server is not installed, does not start, or does not create the database.
    pub async fn fresh(self) -> Result<String, Missing> {
        let server = match self {
            Self::Postgres => POSTGRES.get_or_init(postgres::start),
            Self::Mysql => MYSQL.get_or_init(mariadb::start),
        };
        let server = server.as_ref().map_err(Clone::clone)?;
        let name = format!("shop{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let failed = |error: sqlx::Error| Missing::Failed { program: self.name(), output: error.to_string() };
        create(&server.url, &name).await.map_err(failed)?;
        let (address, _) = server.url.rsplit_once('/').unwrap_or((&server.url, ""));
        Ok(format!("{address}/{name}"))
    }

    /// Like [`Server::fresh`], but `None` if the server is not installed: the test prints that it is skipped. Under
    /// `CI=true` no test is skipped.
    ///
    /// # Panics
    /// If the server is installed and does not start. Under `CI=true`, also if it is not installed.
    #[expect(clippy::panic, reason = "a failed step fails the test")]
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
    // The server may listen on its port before it accepts connections.
    let end = Instant::now().checked_add(START_TIMEOUT);
    let mut connection = loop {
        match sqlx::AnyConnection::connect(url).await {
            Ok(connection) => break connection,
            Err(error) if end.is_none_or(|end| Instant::now() >= end) => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    };
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
    connection.close().await
}
