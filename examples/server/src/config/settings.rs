//! Every setting: its names and what it takes. The errors and the configuration file's positions come from here.

use super::setting::Setting;

/// `wanted` of every address to listen on.
const ADDRESS: &str = "a host and a port, such as 127.0.0.1:3000";
/// `wanted` of every URL.
const URL: &str = "a URL that begins with http:// or https://, such as https://shop.example";
/// `wanted` of every time without a range of its own.
const MILLISECONDS: &str = "a whole number of milliseconds, 0 to 4294967295";
/// `wanted` of every path.
const PATH: &str = "the path of a file or a folder, in quotation marks";
/// `wanted` of every limit that counts. See [`super::limits::COUNTS`].
const COUNT: &str = "a whole number, 1 to 1000000";

pub(super) static LISTEN: Setting = Setting::new("listen", "--listen", "DAEJO_LISTEN", ADDRESS);
pub(super) static DATABASE: Setting = Setting::new(
    "database",
    "--database",
    "DAEJO_DATABASE",
    "the path of an SQLite file, or an address that begins with postgres://, mysql:// or mariadb://",
);
pub(super) static DATABASE_CONNECTIONS: Setting = Setting::new(
    "database_connections",
    "--database-connections",
    "DAEJO_DATABASE_CONNECTIONS",
    "a whole number, 2 to 1000",
);
pub(super) static LEASE_MS: Setting = Setting::new("lease_ms", "--lease-ms", "DAEJO_LEASE_MS", MILLISECONDS);
pub(super) static PUBLIC_URL: Setting = Setting::new("public_url", "--public-url", "DAEJO_PUBLIC_URL", URL);
static SANDBOX: Setting = Setting::new("sandbox", "--sandbox", "DAEJO_SANDBOX", "true or false");
pub(super) static SANDBOX_LISTEN: Setting =
    Setting::new("sandbox_listen", "--sandbox-listen", "DAEJO_SANDBOX_LISTEN", ADDRESS);
pub(super) static SANDBOX_PUBLIC_URL: Setting =
    Setting::new("sandbox_public_url", "--sandbox-public-url", "DAEJO_SANDBOX_PUBLIC_URL", URL);
static SANDBOX_LEDGER: Setting =
    Setting::new("sandbox_ledger", "--sandbox-ledger", "DAEJO_SANDBOX_LEDGER", PATH);
pub(super) static PG_BASE_URL: Setting =
    Setting::new("pg_base_url", "--pg-base-url", "DAEJO_PG_BASE_URL", URL);
pub(super) static PG_SDK_URL: Setting = Setting::new("pg_sdk_url", "--pg-sdk-url", "DAEJO_PG_SDK_URL", URL);
pub(super) static PG_MERCHANT_ID: Setting = Setting::new(
    "pg_merchant_id",
    "--pg-merchant-id",
    "DAEJO_PG_MERCHANT_ID",
    "1 to 64 visible ASCII characters without spaces",
);
pub(super) static PG_CLIENT_KEY: Setting = Setting::new(
    "pg_client_key",
    "--pg-client-key",
    "DAEJO_PG_CLIENT_KEY",
    "the PG's client key, at least 1 character, unless --sandbox is given",
);
pub(super) static CALL_TIMEOUT_MS: Setting = Setting::new(
    "call_timeout_ms",
    "--call-timeout-ms",
    "DAEJO_CALL_TIMEOUT_MS",
    "a whole number of milliseconds, 100 to 120000",
);
pub(super) static RESERVATION_MS: Setting =
    Setting::new("reservation_ms", "--reservation-ms", "DAEJO_RESERVATION_MS", MILLISECONDS);
pub(super) static CONFIRM_WAIT_MS: Setting =
    Setting::new("confirm_wait_ms", "--confirm-wait-ms", "DAEJO_CONFIRM_WAIT_MS", MILLISECONDS);
pub(super) static DRAIN_MS: Setting = Setting::new("drain_ms", "--drain-ms", "DAEJO_DRAIN_MS", MILLISECONDS);
static SHOP_DIR: Setting = Setting::new("shop_dir", "--shop-dir", "DAEJO_SHOP_DIR", PATH);
static DAEJO_WEB_DIR: Setting = Setting::new("daejo_web_dir", "--daejo-web-dir", "DAEJO_WEB_DIR", PATH);

pub(super) static MAX_IN_FLIGHT: Setting =
    Setting::new("limits.max_in_flight", "--max-in-flight", "DAEJO_MAX_IN_FLIGHT", COUNT);
pub(super) static MAX_CONNECTIONS: Setting =
    Setting::new("limits.max_connections", "--max-connections", "DAEJO_MAX_CONNECTIONS", COUNT);
pub(super) static MAX_STREAMS: Setting =
    Setting::new("limits.max_streams", "--max-streams", "DAEJO_MAX_STREAMS", COUNT);
pub(super) static BREAKER_FAILURES: Setting = Setting::new(
    "limits.breaker_failures",
    "--breaker-failures",
    "DAEJO_BREAKER_FAILURES",
    "a whole number, 1 to 4294967295",
);

pub(super) static EVENT_URL: Setting = Setting::new(
    "events.url",
    "--event-url",
    "DAEJO_EVENT_URL",
    "a URL that begins with https://, or with http:// and 127.0.0.1, localhost or [::1]",
);
pub(super) static EVENT_FIRST_PAUSE_MS: Setting = Setting::new(
    "events.first_pause_ms",
    "--event-first-pause-ms",
    "DAEJO_EVENT_FIRST_PAUSE_MS",
    MILLISECONDS,
);
pub(super) static EVENT_TIMEOUT_MS: Setting =
    Setting::new("events.timeout_ms", "--event-timeout-ms", "DAEJO_EVENT_TIMEOUT_MS", MILLISECONDS);
pub(super) static EVENT_SECRET: Setting = Setting::secret(
    "events.secret",
    "DAEJO_EVENT_SECRET",
    "whsec_ and base64, at least 30 bytes long outside the sandbox; several are separated by spaces",
);

pub(super) static PG_SECRET_KEY: Setting = Setting::secret(
    "pg_secret_key",
    "DAEJO_PG_SECRET_KEY",
    "the PG's secret key, at least 16 bytes long with 8 different characters, unless --sandbox is given",
);
pub(super) static SESSION_KEY: Setting = Setting::secret(
    "session_key",
    "DAEJO_SESSION_KEY",
    "a random secret, at least 32 bytes long with 8 different characters, unless --sandbox is given",
);
pub(super) static OPERATOR_TOKEN: Setting = Setting::secret(
    "operator_token",
    "DAEJO_OPERATOR_TOKEN",
    "a random secret, at least 32 bytes long with 8 different characters, unless --sandbox is given",
);

/// The settings of the configuration file. Its table `[policy]` is the core's.
static IN_FILE: [&Setting; 30] = [
    &LISTEN,
    &DATABASE,
    &DATABASE_CONNECTIONS,
    &LEASE_MS,
    &PUBLIC_URL,
    &SANDBOX,
    &SANDBOX_LISTEN,
    &SANDBOX_PUBLIC_URL,
    &SANDBOX_LEDGER,
    &PG_BASE_URL,
    &PG_SDK_URL,
    &PG_MERCHANT_ID,
    &PG_CLIENT_KEY,
    &CALL_TIMEOUT_MS,
    &RESERVATION_MS,
    &CONFIRM_WAIT_MS,
    &DRAIN_MS,
    &SHOP_DIR,
    &DAEJO_WEB_DIR,
    &MAX_IN_FLIGHT,
    &MAX_CONNECTIONS,
    &MAX_STREAMS,
    &BREAKER_FAILURES,
    &EVENT_URL,
    &EVENT_FIRST_PAUSE_MS,
    &EVENT_TIMEOUT_MS,
    &EVENT_SECRET,
    &PG_SECRET_KEY,
    &SESSION_KEY,
    &OPERATOR_TOKEN,
];

/// The setting that the file calls `key`.
pub(super) fn of_key(key: &str) -> Option<&'static Setting> {
    IN_FILE.iter().copied().find(|setting| setting.key == key)
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static Setting> {
    IN_FILE.iter().copied()
}
