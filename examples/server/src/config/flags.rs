//! The flags, each also an environment variable, over a TOML file of the same names.

use super::events::EventFlags;
use super::limits::LimitFlags;
use super::{Config, ConfigError, Database, SDK_URL, Sandbox, secrets};
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
    /// The SQLite file, or postgres://, mysql:// or mariadb:// and the database's address. A password belongs into
    /// the environment or the file: every process list shows flags. [default: daejo.db]
    #[arg(long, env = "DAEJO_DATABASE", value_name = "PATH or URL", hide_env_values = true)]
    database: Option<Database>,
    /// The most connections to a database server. [default: 16]
    #[arg(long, env = "DAEJO_DATABASE_CONNECTIONS", value_name = "NUMBER")]
    database_connections: Option<u32>,
    /// For how long one process has a payment to itself. [default: 5 s more than a call's time-out]
    #[arg(long, env = "DAEJO_LEASE_MS", value_name = "MS")]
    lease_ms: Option<u32>,
    /// Under which address browsers reach this server. [default: http://LISTEN]
    #[arg(long, env = "DAEJO_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Run a sandbox PG along with the server, with demo keys. No money moves.
    #[arg(long, env = "DAEJO_SANDBOX")]
    sandbox: bool,
    /// The sandbox PG's address. [default: 127.0.0.1:8090]
    #[arg(long, env = "DAEJO_SANDBOX_LISTEN", value_name = "ADDRESS")]
    sandbox_listen: Option<String>,
    /// Under which address browsers reach the sandbox PG. [default: http://SANDBOX_LISTEN]
    #[arg(long, env = "DAEJO_SANDBOX_PUBLIC_URL", value_name = "URL")]
    sandbox_public_url: Option<String>,
    /// What the sandbox PG remembers after a restart. [default: beside the database]
    #[arg(long, env = "DAEJO_SANDBOX_LEDGER", value_name = "FILE")]
    sandbox_ledger: Option<PathBuf>,
    /// Where the PG is reached, if a stand-in takes its place.
    #[arg(long, env = "DAEJO_PG_BASE_URL", value_name = "URL")]
    pg_base_url: Option<String>,
    /// The address of the PG's browser SDK.
    #[arg(long, env = "DAEJO_PG_SDK_URL", value_name = "URL")]
    pg_sdk_url: Option<String>,
    /// The merchant's number at the PG, compared with what the PG says.
    #[arg(long, env = "DAEJO_PG_MERCHANT_ID", value_name = "ID")]
    pg_merchant_id: Option<String>,
    /// The key that browsers hand to the PG's SDK. Not a secret.
    #[arg(long, env = "DAEJO_PG_CLIENT_KEY", value_name = "KEY")]
    pg_client_key: Option<String>,
    /// After how long the PG's answer counts as lost. [default: 10000]
    #[arg(long, env = "DAEJO_CALL_TIMEOUT_MS", value_name = "MS")]
    call_timeout_ms: Option<u32>,
    /// For how long a checkout holds its stock. [default: 1800000]
    #[arg(long, env = "DAEJO_RESERVATION_MS", value_name = "MS")]
    reservation_ms: Option<u32>,
    /// For how long a confirm waits before it answers 202. [default: 8000]
    #[arg(long, env = "DAEJO_CONFIRM_WAIT_MS", value_name = "MS")]
    confirm_wait_ms: Option<u32>,
    /// For how long a shutdown waits for payments under way. [default: 10000]
    #[arg(long, env = "DAEJO_DRAIN_MS", value_name = "MS")]
    drain_ms: Option<u32>,
    /// The shop's pages.
    #[arg(long, env = "DAEJO_SHOP_DIR", value_name = "DIR")]
    shop_dir: Option<PathBuf>,
    /// The built `@daejo/web`.
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
    /// The configuration that these flags, the environment and the file come to.
    ///
    /// # Errors
    /// What is wrong with them; outside sandbox mode also a secret that is missing or a placeholder.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        let file: Self = match &self.config {
            Some(path) => toml::from_str(&std::fs::read_to_string(path)?)
                .map_err(|error| ConfigError::Toml(error.span().map_or(0, |span| span.start)))?,
            None => Self::default(),
        };
        let database = self.database.or(file.database).unwrap_or_else(|| Database::new("daejo.db"));
        if database.kind().is_none() {
            return Err(ConfigError::Setting("--database is a file or postgres://, mysql:// or mariadb://"));
        }
        let sandbox = (self.sandbox || file.sandbox).then(|| Sandbox {
            listen: self.sandbox_listen.or(file.sandbox_listen).unwrap_or_else(|| "127.0.0.1:8090".into()),
            public_url: self.sandbox_public_url.or(file.sandbox_public_url),
            // The PG has to remember as long as the shop does, or money would vanish with a restart.
            ledger: self
                .sandbox_ledger
                .or(file.sandbox_ledger)
                .or_else(|| Some(database.beside("sandbox-pg.jsonl"))),
        });
        let secret_key = secrets::find(SECRET_KEY, file.pg_secret_key)?;
        let session_key = secrets::find(SESSION_KEY, file.session_key)?;
        let operator_token = match secrets::find(OPERATOR_TOKEN, file.operator_token)? {
            Some(token) if sandbox.is_none() => Some(secrets::check(Some(token), OPERATOR_TOKEN, 32)?),
            // An empty token would let everybody in who shows an empty one.
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
                secrets::check(secret_key, SECRET_KEY, 16)?,
                secrets::check(session_key, SESSION_KEY, 32)?,
                self.pg_client_key
                    .or(file.pg_client_key)
                    .filter(|key| !key.is_empty())
                    .ok_or(ConfigError::Setting("--pg-client-key is missing"))?,
                self.pg_merchant_id.or(file.pg_merchant_id),
            )
        };
        let mut policy = file.policy;
        if let Some(timeout) = self.call_timeout_ms.or(file.call_timeout_ms) {
            policy.call_timeout_ms = timeout;
        }
        if !(100..=120_000).contains(&policy.call_timeout_ms) {
            return Err(ConfigError::Setting("--call-timeout-ms is 100 to 120000"));
        }
        let millis = |flag: Option<u32>, file: Option<u32>, default: u32| {
            Duration::from_millis(u64::from(flag.or(file).unwrap_or(default)))
        };
        let events = self.events.resolve(file.events, sandbox.is_some())?;
        Ok(Config {
            limits: self.limits.resolve(file.limits)?,
            events,
            operator_token,
            listen: self.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:3000".into()),
            database,
            database_connections: self
                .database_connections
                .or(file.database_connections)
                .unwrap_or(16)
                .clamp(2, 1_000),
            lease: millis(self.lease_ms, file.lease_ms, policy.call_timeout_ms.saturating_add(5_000)),
            public_url: self.public_url.or(file.public_url),
            sandbox,
            pg_base_url: self.pg_base_url.or(file.pg_base_url),
            merchant_id: merchant_id
                .map(MerchantId::new)
                .transpose()
                .map_err(|_| ConfigError::Setting("--pg-merchant-id is no merchant id"))?,
            client_key,
            sdk_url: self.pg_sdk_url.or(file.pg_sdk_url).unwrap_or_else(|| SDK_URL.into()),
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

const SECRET_KEY: &str = "DAEJO_PG_SECRET_KEY";
const SESSION_KEY: &str = "DAEJO_SESSION_KEY";
const OPERATOR_TOKEN: &str = "DAEJO_OPERATOR_TOKEN";
/// Known to everybody: in the sandbox there is no money to guard.
pub(super) const DEMO_OPERATOR_TOKEN: &str = "daejo-sandbox-operator-token";
/// Known to everybody: it keeps demo carts together over a restart and guards nothing.
const DEMO_SESSION_KEY: &str = "daejo sandbox session key, known to everybody";
