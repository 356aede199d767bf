//! The configuration file: read as TOML, and refused by line and setting. The parser's own message is not shown,
//! because it quotes the line, which can hold a secret.

use super::{ConfigError, settings};
use serde::de::DeserializeOwned;
use std::path::Path;

/// Reads the file.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, ConfigError> {
    let text = std::fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|error| refusal(&text, error.span().map_or(0, |span| span.start)))
}

/// What is wrong at byte `at`: the line, and the setting that it sets, if it is one of ours.
fn refusal(text: &str, at: usize) -> ConfigError {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count();
    let table = before.lines().rev().find_map(|line| line.trim().strip_prefix('[')?.split(']').next());
    let key = text.lines().nth(line).and_then(|line| line.split_once('=')).map(|(key, _)| key.trim());
    let key = match (table, key) {
        (Some(table), Some(key)) => format!("{table}.{key}"),
        (None, Some(key)) => key.to_owned(),
        (Some(_) | None, None) => String::new(),
    };
    let line = line.saturating_add(1);
    match settings::of_key(&key) {
        Some(setting) => {
            ConfigError::FileSetting { line, setting: setting.to_string(), wanted: setting.wanted }
        }
        None => ConfigError::FileLine { line },
    }
}
