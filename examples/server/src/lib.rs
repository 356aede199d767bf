//! The reference shop server: a host of the payment core over SQLite, PostgreSQL or MySQL, with a sandbox PG beside it if wanted.
//!
//! Use cases are `load → apply / next_step → one transaction → PG call outside it → apply → one transaction`.
//! The core decides; this crate stores what it says, sends what it asks for and tells it what came back.

mod clock;
mod config;
mod host;
mod log;
mod measure;
mod random;
mod serve;
mod server;
mod store;
mod web;

pub use config::{
    BreakerSettings, Config, ConfigError, Database, DatabaseKind, Events, Flags, Given, Limits, Sandbox,
    SettingError,
};
pub use log::start as start_logging;
pub use server::{Server, StartError};
