//! Flags, environment and file, put together.

use super::flags::DEMO_OPERATOR_TOKEN;
use super::{Config, ConfigError, Flags};
use clap::Parser;
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
fn an_operator_shows_a_token_of_their_own() {
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

#[test]
fn what_is_wrong_is_said_without_quoting_it() {
    let cases = [
        ("pg_secret_key = live_sk_k7QzP2mW9xV4tR8nB3cL6hJ1g", "wrong near byte"),
        ("no_such_setting = \"k7Qz\"", "wrong near byte"),
        ("call_timeout_ms = 1\nsandbox = true", "--call-timeout-ms is 100 to 120000"),
        ("sandbox = false", "is missing"),
        ("database = \"oracle://shop:k7Qz@db/shop\"", "--database is a file or postgres://"),
        ("sandbox = true\n[limits]\nmax_in_flight = 0", "a limit is 1 to 1000000"),
        ("sandbox = true\n[events]\nurl = \"http://shop.example/k7Qz\"", "--event-url is an https address"),
        ("sandbox = true\n[events]\nurl = \"https://shop.example\"", "DAEJO_EVENT_SECRET is missing"),
        (
            "sandbox = true\n[events]\nurl = \"https://shop.example\"\nsecret = \"k7Qz\"",
            "DAEJO_EVENT_SECRET is whsec_ and base64",
        ),
    ];
    for (file, expected) in cases {
        let Err(error) = resolve(&[], file) else { unreachable!("{file}") };
        let said = error.to_string();
        assert!(said.contains(expected) && !said.contains("k7Qz"), "{said}");
    }
}
