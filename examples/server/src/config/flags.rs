//! The flags, each also an environment variable, over a TOML file of the same names.

use super::events::EventFlags;
use super::limits::LimitFlags;
use super::setting::{Given, Setting};
use super::settings::{
    CALL_TIMEOUT_MS, CONFIRM_WAIT_MS, DATABASE, DATABASE_CONNECTIONS, DRAIN_MS, LEASE_MS, LISTEN,
    OPERATOR_TOKEN, PG_BASE_URL, PG_CLIENT_KEY, PG_MERCHANT_ID, PG_SDK_URL, PG_SECRET_KEY, PUBLIC_URL,
    RESERVATION_MS, SANDBOX_LISTEN, SANDBOX_PUBLIC_URL, SESSION_KEY,
};
use super::{Config, ConfigError, Database, SDK_URL, Sandbox, SettingError, file, secrets};
use clap::Parser;
use daejo::id::MerchantId;
use daejo::payment::Policy;
use daejo::redact::Secret;
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;

/// The reference shop server. Secrets come from DAEJO_PG_SECRET_KEY, DAEJO_SESSION_KEY, DAEJO_OPERATOR_TOKEN and
/// DAEJO_EVENT_SECRET, or from the files that the same names with _FILE name, or from the configuration file.
#[derive(Clone, Debug, Default, Parser, Deserialize)]
#[command(name = "daejo-server", version)]
#[serde(default, deny_unknown_fields)]
pub struct Flags {
    /// A TOML file of these settings, with `_` for `-`.
    #[arg(long, env = "DAEJO_CONFIG")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// The address to listen on; port 0 takes a free one. [default: 127.0.0.1:3000]
    #[arg(long, env = "DAEJO_LISTEN")]
    listen: Option<String>,
    /// The SQLite file, or postgres://, mysql:// or mariadb:// and the database's address. Put a password into
    /// the environment or the file: every process list shows flags. [default: daejo.db]
    #[arg(long, env = "DAEJO_DATABASE", value_name = "PATH or URL", hide_env_values = true)]
    database: Option<Database>,
    /// Most connections to a database server, 2 to 1000. [default: 16]
    #[arg(long, env = "DAEJO_DATABASE_CONNECTIONS", value_name = "NUMBER")]
    #[arg(value_parser = |text: &str| DATABASE_CONNECTIONS.read::<u32>(text))]
    database_connections: Option<u32>,
    /// For how long the worker of one process keeps a payment to itself, in milliseconds.
    /// [default: 5000 more than --call-timeout-ms]
    #[arg(long, env = "DAEJO_LEASE_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| LEASE_MS.read::<u32>(text))]
    lease_ms: Option<u32>,
    /// The URL under which browsers reach this server. [default: http://LISTEN]
    #[arg(long, env = "DAEJO_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Run a sandbox PG along with the server, with demo keys. No money moves.
    #[arg(long, env = "DAEJO_SANDBOX")]
    sandbox: bool,
    /// The address that the sandbox PG listens on. [default: 127.0.0.1:8090]
    #[arg(long, env = "DAEJO_SANDBOX_LISTEN", value_name = "ADDRESS")]
    sandbox_listen: Option<String>,
    /// The URL under which browsers reach the sandbox PG. [default: http://SANDBOX_LISTEN]
    #[arg(long, env = "DAEJO_SANDBOX_PUBLIC_URL", value_name = "URL")]
    sandbox_public_url: Option<String>,
    /// The file with the sandbox PG's records, which it reads after a restart. [default: beside the database]
    #[arg(long, env = "DAEJO_SANDBOX_LEDGER", value_name = "FILE")]
    sandbox_ledger: Option<PathBuf>,
    /// The URL of the PG's API, if a stand-in takes the PG's place.
    #[arg(long, env = "DAEJO_PG_BASE_URL", value_name = "URL")]
    pg_base_url: Option<String>,
    /// The address of the PG's browser SDK.
    #[arg(long, env = "DAEJO_PG_SDK_URL", value_name = "URL")]
    pg_sdk_url: Option<String>,
    /// The merchant's number at the PG; the PG's answers are compared with it.
    #[arg(long, env = "DAEJO_PG_MERCHANT_ID", value_name = "ID")]
    pg_merchant_id: Option<String>,
    /// The key that browsers give to the PG's SDK. Not a secret.
    #[arg(long, env = "DAEJO_PG_CLIENT_KEY", value_name = "KEY")]
    pg_client_key: Option<String>,
    /// After how many milliseconds the PG's answer counts as lost, 100 to 120000. [default: 10000]
    #[arg(long, env = "DAEJO_CALL_TIMEOUT_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| CALL_TIMEOUT_MS.read::<u32>(text))]
    call_timeout_ms: Option<u32>,
    /// For how many milliseconds a checkout holds its stock. [default: 1800000]
    #[arg(long, env = "DAEJO_RESERVATION_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| RESERVATION_MS.read::<u32>(text))]
    reservation_ms: Option<u32>,
    /// After how many milliseconds a confirm that is not settled answers 202. [default: 8000]
    #[arg(long, env = "DAEJO_CONFIRM_WAIT_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| CONFIRM_WAIT_MS.read::<u32>(text))]
    confirm_wait_ms: Option<u32>,
    /// For how many milliseconds a shutdown waits for payments in progress. [default: 10000]
    #[arg(long, env = "DAEJO_DRAIN_MS", value_name = "MS")]
    #[arg(value_parser = |text: &str| DRAIN_MS.read::<u32>(text))]
    drain_ms: Option<u32>,
    /// The folder of the shop's pages.
    #[arg(long, env = "DAEJO_SHOP_DIR", value_name = "DIR")]
    shop_dir: Option<PathBuf>,
    /// The folder of the built `@daejo/web`.
    #[arg(long, env = "DAEJO_WEB_DIR", value_name = "DIR")]
    daejo_web_dir: Option<PathBuf>,

    #[command(flatten)]
    limits: LimitFlags,
    #[command(flatten)]
    events: EventFlags,

    #[arg(skip)]
    policy: Policy,
    #[arg(skip)]
    pg_secret_key: Option<Secret>,
    #[arg(skip)]
    session_key: Option<Secret>,
    #[arg(skip)]
    operator_token: Option<Secret>,
}

impl Flags {
    /// The configuration of these flags, the environment and the file, in this order.
    ///
    /// # Errors
    /// The setting that was refused, what it takes and what kind of thing was given. Outside sandbox mode a secret
    /// must not be missing, weak or from an example.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        let file: Self = match &self.config {
            Some(path) => file::read(path)?,
            None => Self::default(),
        };
        let database = self.database.or(file.database).unwrap_or_else(|| Database::new("daejo.db"));
        if database.kind().is_none() {
            return Err(DATABASE.refuse_text(database.expose()).into());
        }
        let sandbox_listen =
            self.sandbox_listen.or(file.sandbox_listen).unwrap_or_else(|| "127.0.0.1:8090".into());
        let sandbox_listen = SANDBOX_LISTEN.address(sandbox_listen)?;
        let sandbox_public_url = url(self.sandbox_public_url, file.sandbox_public_url, &SANDBOX_PUBLIC_URL)?;
        let sandbox = (self.sandbox || file.sandbox).then(|| Sandbox {
            listen: sandbox_listen,
            public_url: sandbox_public_url,
            // The PG has to remember as long as the shop does, or money would vanish with a restart.
            ledger: self
                .sandbox_ledger
                .or(file.sandbox_ledger)
                .or_else(|| Some(database.beside("sandbox-pg.jsonl"))),
        });
        let secret_key = secrets::find(&PG_SECRET_KEY, file.pg_secret_key)?;
        let session_key = secrets::find(&SESSION_KEY, file.session_key)?;
        let operator_token = match secrets::find(&OPERATOR_TOKEN, file.operator_token)? {
            Some(token) if sandbox.is_none() => Some(secrets::check(Some(token), &OPERATOR_TOKEN, 32)?),
            // An empty token would admit every request with an empty one.
            Some(token) if !token.expose().is_empty() => Some(token),
            Some(_) | None => sandbox.is_some().then(|| Secret::new(DEMO_OPERATOR_TOKEN)),
        };
        let demo = daejo_sandbox_pg::Config::demo(String::new());
        let (secret_key, session_key, client_key, merchant_id) = if sandbox.is_some() {
            (
                secret_key.unwrap_or_else(|| Secret::new(demo.secret_key)),
                session_key.unwrap_or_else(|| Secret::new(DEMO_SESSION_KEY)),
                self.pg_client_key.or(file.pg_client_key).unwrap_or(demo.client_key),
                self.pg_merchant_id.or(file.pg_merchant_id).or(Some(demo.merchant_id)),
            )
        } else {
            (
                secrets::check(secret_key, &PG_SECRET_KEY, 16)?,
                secrets::check(session_key, &SESSION_KEY, 32)?,
                self.pg_client_key
                    .or(file.pg_client_key)
                    .filter(|key| !key.is_empty())
                    .ok_or_else(|| PG_CLIENT_KEY.refuse(Given::Nothing))?,
                self.pg_merchant_id.or(file.pg_merchant_id),
            )
        };
        let mut policy = file.policy;
        if let Some(timeout) = self.call_timeout_ms.or(file.call_timeout_ms) {
            policy.call_timeout_ms = timeout;
        }
        CALL_TIMEOUT_MS.in_range(policy.call_timeout_ms, &(100..=120_000))?;
        let connections = self.database_connections.or(file.database_connections).unwrap_or(16);
        let database_connections = DATABASE_CONNECTIONS.in_range(connections, &(2..=1_000))?;
        let millis = |flag: Option<u32>, file: Option<u32>, default: u32| {
            Duration::from_millis(u64::from(flag.or(file).unwrap_or(default)))
        };
        let events = self.events.resolve(file.events, sandbox.is_some())?;
        Ok(Config {
            limits: self.limits.resolve(file.limits)?,
            events,
            operator_token,
            listen: LISTEN.address(self.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:3000".into()))?,
            database,
            database_connections,
            lease: millis(self.lease_ms, file.lease_ms, policy.call_timeout_ms.saturating_add(5_000)),
            public_url: url(self.public_url, file.public_url, &PUBLIC_URL)?,
            sandbox,
            pg_base_url: url(self.pg_base_url, file.pg_base_url, &PG_BASE_URL)?,
            merchant_id: merchant_id
                .map(|id| MerchantId::new(id.as_str()).map_err(|_| PG_MERCHANT_ID.refuse_text(&id)))
                .transpose()?,
            client_key,
            sdk_url: url(self.pg_sdk_url, file.pg_sdk_url, &PG_SDK_URL)?.unwrap_or_else(|| SDK_URL.into()),
            secret_key,
            session_key,
            policy,
            // Longer than the PG's own window, so that a slow shopper does not lose what they are paying for.
            reservation: millis(self.reservation_ms, file.reservation_ms, 30 * 60_000),
            confirm_wait: millis(self.confirm_wait_ms, file.confirm_wait_ms, 8_000),
            drain: millis(self.drain_ms, file.drain_ms, 10_000),
            shop_dir: self.shop_dir.or(file.shop_dir),
            daejo_web_dir: self.daejo_web_dir.or(file.daejo_web_dir),
        })
    }
}

/// The URL of a flag, or else of the file.
fn url(
    flag: Option<String>,
    file: Option<String>,
    setting: &'static Setting,
) -> Result<Option<String>, SettingError> {
    flag.or(file).map(|text| setting.url(text)).transpose()
}

/// Public: in the sandbox there is no money to guard.
pub(super) const DEMO_OPERATOR_TOKEN: &str = "daejo-sandbox-operator-token";
/// Public: it keeps demo carts valid over a restart and guards nothing.
const DEMO_SESSION_KEY: &str = "daejo sandbox session key, known to everybody";
