//! The configuration: flags, environment and file, in this order; secrets from environment and files only.

mod database;
mod events;
mod file;
mod flags;
mod limits;
mod secrets;
mod setting;
mod settings;
#[cfg(test)]
mod tests;

pub use database::{Database, DatabaseKind};
pub use events::Events;
pub use flags::Flags;
pub use limits::{BreakerSettings, Limits};
pub use setting::{Given, SettingError};

use daejo::id::MerchantId;
use daejo::payment::Policy;
use daejo::redact::Secret;
use std::path::PathBuf;
use std::time::Duration;

/// The configuration of a server.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Config {
    /// The address to listen on; port 0 takes a free one.
    pub listen: String,
    /// The database.
    pub database: Database,
    /// Most connections to a database server. SQLite has its own number.
    pub database_connections: u32,
    /// For how long the recovery worker of one process keeps a payment to itself; longer than a call takes.
    pub lease: Duration,
    /// The URL under which browsers reach this server, without a path; `http://` and the listener's address if `None`.
    pub public_url: Option<String>,
    /// The sandbox PG that runs beside the server.
    pub sandbox: Option<Sandbox>,
    /// The URL of the PG's API, if a stand-in takes the PG's place.
    pub pg_base_url: Option<String>,
    /// The merchant's number at the PG; if given, the PG's answers are compared with it.
    pub merchant_id: Option<MerchantId>,
    /// The key that the browser gives to the PG's SDK. Not a secret.
    pub client_key: String,
    /// The address of the PG's browser SDK.
    pub sdk_url: String,
    /// The server's secret key at the PG.
    pub secret_key: Secret,
    /// The key that signs the session cookie.
    pub session_key: Secret,
    /// The token for refunds, decisions and payment histories; without it these routes are closed.
    pub operator_token: Option<Secret>,
    /// Delivery of events to the shop's other systems, if there is a receiver.
    pub events: Option<Events>,
    /// The limits of this process.
    pub limits: Limits,
    /// The core's policy, including its time-outs.
    pub policy: Policy,
    /// For how long a checkout holds its stock.
    pub reservation: Duration,
    /// For how long a confirm waits for its outcome before it answers 202.
    pub confirm_wait: Duration,
    /// For how long a shutdown waits for payments in progress.
    pub drain: Duration,
    /// The folder of the shop's pages, served at `/`.
    pub shop_dir: Option<PathBuf>,
    /// The folder of the built `@daejo/web`, served at `/assets/daejo/`.
    pub daejo_web_dir: Option<PathBuf>,
}

/// The sandbox PG of the sandbox mode.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Sandbox {
    /// The address that it listens on; port 0 takes a free one.
    pub listen: String,
    /// The URL under which browsers reach it; `http://` and the listener's address if `None`.
    pub public_url: Option<String>,
    /// The file with its records, which it reads after a restart.
    pub ledger: Option<PathBuf>,
}

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("--config (DAEJO_CONFIG) must be the path of a TOML file in UTF-8, which cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// A line of the file is not TOML, or no setting has its name.
    #[error("line {line} of the configuration file is not TOML, or sets no setting of this server")]
    FileLine {
        /// Which, from 1.
        line: usize,
    },
    /// A line of the file sets a setting to something of another type.
    #[error("line {line} of the configuration file: {setting} must be {wanted}, written as TOML")]
    FileSetting {
        /// Which, from 1.
        line: usize,
        /// The names of the setting.
        setting: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// A setting was refused.
    #[error(transparent)]
    Setting(#[from] SettingError),
}

/// The PG's own SDK (Toss Payments, version 2).
const SDK_URL: &str = "https://js.tosspayments.com/v2/standard";
