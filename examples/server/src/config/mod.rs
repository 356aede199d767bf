//! How a server is set up: flags, environment and file, in this order; secrets from environment and files only.

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

/// Everything that a server is told.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Config {
    /// The address to listen on; port 0 takes a free one.
    pub listen: String,
    /// Where the records are.
    pub database: Database,
    /// The most connections to a database server. SQLite has its own number.
    pub database_connections: u32,
    /// For how long the recovery worker of one process has a payment to itself; a bit more than a call takes.
    pub lease: Duration,
    /// Under which address browsers reach this server, without a path; `http://` and the listener's unless given.
    pub public_url: Option<String>,
    /// The sandbox PG to run along with the server.
    pub sandbox: Option<Sandbox>,
    /// Where the PG is reached; the PG's own address unless a stand-in takes its place.
    pub pg_base_url: Option<String>,
    /// The merchant's number at the PG; compared with what the PG says if given.
    pub merchant_id: Option<MerchantId>,
    /// The key that the browser hands to the PG's SDK. Not a secret.
    pub client_key: String,
    /// The address of the PG's browser SDK.
    pub sdk_url: String,
    /// The key of the server at the PG.
    pub secret_key: Secret,
    /// What signs the session cookie.
    pub session_key: Secret,
    /// What an operator shows to refund, decide and look into; without one nobody can.
    pub operator_token: Option<Secret>,
    /// Where events for the shop's other systems go, if anywhere.
    pub events: Option<Events>,
    /// How much at once.
    pub limits: Limits,
    /// The core's choices, time-outs among them.
    pub policy: Policy,
    /// For how long a checkout holds its stock.
    pub reservation: Duration,
    /// For how long a confirm waits for the end before it answers 202.
    pub confirm_wait: Duration,
    /// For how long a shutdown waits for payments under way.
    pub drain: Duration,
    /// The shop's pages, served at `/`.
    pub shop_dir: Option<PathBuf>,
    /// The built `@daejo/web`, served at `/assets/daejo/`.
    pub daejo_web_dir: Option<PathBuf>,
}

/// The sandbox PG of the sandbox mode.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a program that embeds the server sets every field it knows")]
pub struct Sandbox {
    /// The address that it listens on; port 0 takes a free one.
    pub listen: String,
    /// Under which address browsers reach it; `http://` and the listener's unless given.
    pub public_url: Option<String>,
    /// What it remembers after a restart.
    pub ledger: Option<PathBuf>,
}

/// What is wrong with a configuration.
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
