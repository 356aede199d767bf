//! Flags, environment and file, put together.

use super::flags::DEMO_OPERATOR_TOKEN;
use super::{Config, ConfigError, Flags, settings};
use clap::{CommandFactory, Parser};
use std::time::Duration;

fn resolve(flags: &[&str], file: &str) -> Result<Config, ConfigError> {
    let directory = tempfile::tempdir().unwrap_or_else(|error| unreachable!("{error}"));
    let path = directory.path().join("daejo.toml");
    assert!(std::fs::write(&path, file).is_ok());
    let name = path.to_str().unwrap_or_default();
    let arguments = ["daejo-server", "--config", name].into_iter().chain(flags.iter().copied());
    Flags::try_parse_from(arguments).unwrap_or_else(|error| unreachable!("{error}")).resolve()
}

const FILE: &str = r#"
    listen = "127.0.0.1:4000"
    call_timeout_ms = 4000
    pg_client_key = "live_ck_1"
    pg_secret_key = "live_sk_k7QzP2mW9xV4tR8nB3cL6hJ1g"
    session_key = "k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE"
    [policy]
    verifyBeforeConfirm = false
"#;

#[test]
fn a_flag_beats_the_file_and_the_file_the_default() {
    let Ok(config) = resolve(&["--call-timeout-ms", "7000"], FILE) else { unreachable!() };
    assert_eq!((config.listen.as_str(), config.policy.call_timeout_ms), ("127.0.0.1:4000", 7_000));
    assert_eq!((config.confirm_wait, config.policy.verify_before_confirm), (Duration::from_secs(8), false));
    assert!(config.sandbox.is_none());
    // Printing a configuration gives nothing away.
    assert!(!format!("{config:?}").contains("k7Qz"));
}

/// A demo's token opens nothing where money moves, and no token opens nothing at all.
#[test]
fn a_demo_or_weak_operator_token_is_refused() {
    let with = |token: &str| resolve(&[], &format!("operator_token = \"{token}\"\n{FILE}"));
    assert!(resolve(&[], FILE).is_ok_and(|config| config.operator_token.is_none()));
    assert!(with("Zk4wP8tR1vN6qX3mH9cB5sL2gJ7fD0aY").is_ok_and(|config| config.operator_token.is_some()));
    for placeholder in [DEMO_OPERATOR_TOKEN, "change-me-change-me-change-me-change-me", "short", ""] {
        assert!(with(placeholder).is_err(), "{placeholder}");
    }
    for sandbox in ["sandbox = true", "sandbox = true\noperator_token = \"\""] {
        let token = resolve(&[], sandbox).ok().and_then(|config| config.operator_token);
        assert_eq!(token.map(|token| token.expose().to_owned()).as_deref(), Some(DEMO_OPERATOR_TOKEN));
    }
}

/// Each refusal names the setting, says what it takes, and gives the kind of what was given but never the value.
#[test]
fn each_refusal_names_the_setting_and_what_it_takes() {
    let sandbox = |line: &str| format!("sandbox = true\n{line}");
    let event = |lines: &str| format!("sandbox = true\n[events]\nurl = \"https://shop.example\"\n{lines}");
    let with_keys = |line: &str| format!("{line}\n{FILE}");
    let cases = [
        (sandbox("listen = \"k7Qz\""), "--listen (DAEJO_LISTEN) must be a host and a port", "of 4 bytes"),
        (sandbox("listen = \"\""), "--listen (DAEJO_LISTEN)", "nothing was given"),
        (
            sandbox("sandbox_listen = \"k7Qz:99999\""),
            "--sandbox-listen (DAEJO_SANDBOX_LISTEN)",
            "of 10 bytes",
        ),
        (
            sandbox("database = \"oracle://shop:k7Qz@db/shop\""),
            "--database (DAEJO_DATABASE) must be the path of an SQLite file, or an address that begins with",
            "of 26 bytes",
        ),
        (
            sandbox("database_connections = 1"),
            "--database-connections (DAEJO_DATABASE_CONNECTIONS) must be a whole number, 2 to 1000",
            "a smaller number",
        ),
        (sandbox("database_connections = 1001"), "--database-connections", "a larger number"),
        (
            sandbox("public_url = \"k7Qz\""),
            "--public-url (DAEJO_PUBLIC_URL) must be a URL that",
            "of 4 bytes",
        ),
        (sandbox("public_url = \"https://\""), "--public-url", "of 8 bytes"),
        (sandbox("sandbox_public_url = \"k7Qz\""), "--sandbox-public-url (DAEJO_SANDBOX_PUBLIC_URL)", "of 4"),
        (sandbox("pg_base_url = \"ftp://k7Qz\""), "--pg-base-url (DAEJO_PG_BASE_URL)", "of 10 bytes"),
        (sandbox("pg_sdk_url = \"k7Qz\""), "--pg-sdk-url (DAEJO_PG_SDK_URL)", "of 4 bytes"),
        (
            sandbox("pg_merchant_id = \"k7 Qz\""),
            "--pg-merchant-id (DAEJO_PG_MERCHANT_ID) must be 1 to 64 visible ASCII characters",
            "of 5 bytes",
        ),
        (
            sandbox("call_timeout_ms = 99"),
            "--call-timeout-ms (DAEJO_CALL_TIMEOUT_MS) must be a whole number of milliseconds, 100 to 120000",
            "a smaller number",
        ),
        (sandbox("call_timeout_ms = 120001"), "--call-timeout-ms", "a larger number"),
        (
            sandbox("[limits]\nmax_in_flight = 0"),
            "--max-in-flight (DAEJO_MAX_IN_FLIGHT) must be a whole number, 1 to 1000000",
            "a smaller number",
        ),
        (
            sandbox("[limits]\nmax_connections = 1000001"),
            "--max-connections (DAEJO_MAX_CONNECTIONS)",
            "a larger",
        ),
        (sandbox("[limits]\nmax_streams = 0"), "--max-streams (DAEJO_MAX_STREAMS)", "a smaller number"),
        (
            sandbox("[limits]\nbreaker_failures = 0"),
            "--breaker-failures (DAEJO_BREAKER_FAILURES)",
            "a smaller",
        ),
        (
            sandbox("[events]\nurl = \"http://shop.example/k7Qz\""),
            "--event-url (DAEJO_EVENT_URL) must be a URL that begins with https://",
            "of 24 bytes",
        ),
        (event(""), "DAEJO_EVENT_SECRET (or DAEJO_EVENT_SECRET_FILE) must be whsec_ and base64", "nothing"),
        (event("secret = \"k7Qz\""), "DAEJO_EVENT_SECRET", "of 4 bytes"),
        (
            "sandbox = false".to_owned(),
            "DAEJO_PG_SECRET_KEY (or DAEJO_PG_SECRET_KEY_FILE) must be the PG's secret key, at least 16 bytes",
            "nothing was given",
        ),
        (
            "pg_secret_key = \"live_sk_k7QzP2mW9xV4tR8n\"".to_owned(),
            "DAEJO_SESSION_KEY (or DAEJO_SESSION_KEY_FILE) must be a random secret, at least 32 bytes",
            "nothing was given",
        ),
        (
            with_keys("operator_token = \"k7Qz\""),
            "DAEJO_OPERATOR_TOKEN (or DAEJO_OPERATOR_TOKEN_FILE) must be a random secret, at least 32 bytes",
            "of 4 bytes",
        ),
        (
            FILE.replace("live_ck_1", ""),
            "--pg-client-key (DAEJO_PG_CLIENT_KEY) must be the PG's client key",
            "nothing was given",
        ),
    ];
    for (file, wanted, given) in cases {
        let Err(error) = resolve(&[], &file) else { unreachable!("{file}") };
        let said = error.to_string();
        assert!(said.contains(wanted) && said.contains(given) && !said.contains("k7"), "{said}");
    }
}

/// The parser's own message would quote the line.
#[test]
fn a_wrong_line_of_the_file_is_named_without_quoting_it() {
    let cases = [
        (
            "pg_secret_key = live_sk_k7QzP2mW9xV4tR8nB3cL6hJ1g",
            "line 1 of the configuration file: DAEJO_PG_SECRET_KEY (or DAEJO_PG_SECRET_KEY_FILE) must be",
        ),
        ("no_such_setting = \"k7Qz\"", "line 1 of the configuration file is not TOML, or sets no setting"),
        ("sandbox = true\n[limits]\nno_such = 1", "line 3 of the configuration file is not TOML, or sets no"),
        ("sandbox = true\nk7Qz", "line 2 of the configuration file is not TOML"),
        (
            "sandbox = true\n\ncall_timeout_ms = \"k7Qz\"",
            "line 3 of the configuration file: --call-timeout-ms (DAEJO_CALL_TIMEOUT_MS) must be a whole number \
             of milliseconds, 100 to 120000",
        ),
        (
            "drain_ms = -1",
            "line 1 of the configuration file: --drain-ms (DAEJO_DRAIN_MS) must be a whole number",
        ),
        (
            "[limits]\nmax_streams = \"k7Qz\"",
            "line 2 of the configuration file: --max-streams (DAEJO_MAX_STREAMS)",
        ),
        ("[events]\ntimeout_ms = \"k7Qz\"", "line 2 of the configuration file: --event-timeout-ms"),
    ];
    for (file, expected) in cases {
        let Err(error) = resolve(&[], file) else { unreachable!("{file}") };
        let said = error.to_string();
        assert!(said.contains(expected) && !said.contains("k7Qz"), "{said}");
    }
    let missing = Flags::try_parse_from(["daejo-server", "--config", "no-such-file.toml"]);
    let said = missing.ok().and_then(|flags| flags.resolve().err()).map(|error| error.to_string());
    assert!(
        said.is_some_and(|said| said.starts_with("--config (DAEJO_CONFIG) must be the path of a TOML file"))
    );
}

/// On the command line and in the environment as well: the parser's "invalid digit" says too little.
#[test]
fn a_flag_that_is_no_number_says_what_it_takes() {
    let numbers = settings::all().filter(|setting| setting.wanted.contains("whole number"));
    let mut count = 0;
    for setting in numbers {
        let Some(flag) = setting.flag else { unreachable!("{setting}") };
        for value in ["ten", "-1", "1.5", "99999999999999999999999"] {
            let Err(error) = Flags::try_parse_from(["daejo-server".to_owned(), format!("{flag}={value}")])
            else {
                unreachable!("{flag} {value}")
            };
            let said = error.to_string();
            let wanted = format!("{flag} ({}) must be {}", setting.variable, setting.wanted);
            assert!(said.contains(&wanted), "{said}");
        }
        count += 1;
    }
    assert_eq!(count, 12);
}

/// The table of settings and the command line have the same names.
#[test]
fn every_setting_has_the_flag_and_the_variable_that_its_errors_name() {
    let command = Flags::command();
    for setting in settings::all() {
        let Some(flag) = setting.flag else { continue };
        let argument = command
            .get_arguments()
            .find(|argument| argument.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long)));
        let variable = argument.and_then(|argument| argument.get_env()).and_then(|name| name.to_str());
        assert_eq!(variable, Some(setting.variable), "{flag}");
    }
}
