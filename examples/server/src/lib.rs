//! The reference shop server: a host of the payment core on SQLite, PostgreSQL or MySQL, with an optional sandbox PG.
//!
//! Use cases are `load → apply / next_step → one transaction → PG call outside it → apply → one transaction`.
//! The core decides; this crate stores its decisions, sends its requests and gives it the answers.

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
