//! Secrets: from the environment or a file, never from a flag, which every process list shows.

use super::setting::{Given, Setting, SettingError};
use daejo::redact::Secret;
use std::path::Path;

/// How many different characters a secret must have: one character repeated is long and no secret.
const DIFFERENT: usize = 8;

/// The variable, the file that the variable with `_FILE` names, or the configuration file's own value.
pub(super) fn find(
    setting: &'static Setting,
    in_file: Option<Secret>,
) -> Result<Option<Secret>, SettingError> {
    if let Ok(text) = std::env::var(setting.variable) {
        return Ok(Some(Secret::new(text.trim())));
    }
    if let Ok(path) = std::env::var(format!("{}_FILE", setting.variable)) {
        return read(setting, Path::new(&path)).map(Some);
    }
    Ok(in_file)
}

fn read(setting: &'static Setting, path: &Path) -> Result<Secret, SettingError> {
    let text = std::fs::read_to_string(path).map_err(|_| setting.refuse(Given::UnreadableFile))?;
    Ok(Secret::new(text.trim()))
}

/// Words of examples. No secret contains one.
const EXAMPLES: [&str; 9] =
    ["change", "placeholder", "example", "secret-here", "your", "dummy", "sandbox", "demokey", "xxxx"];

/// Refuses a secret that is missing, shorter than `shortest` bytes, repetitive or from an example.
pub(super) fn check(
    secret: Option<Secret>,
    setting: &'static Setting,
    shortest: usize,
) -> Result<Secret, SettingError> {
    let Some(secret) = secret else { return Err(setting.refuse(Given::Nothing)) };
    let text = secret.expose().to_ascii_lowercase();
    if EXAMPLES.iter().any(|example| text.contains(example)) {
        return Err(setting.refuse(Given::Example));
    }
    if text.len() < shortest {
        return Err(setting.refuse_text(&text));
    }
    let mut distinct: Vec<char> = text.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < DIFFERENT {
        return Err(setting.refuse(Given::Repetitive { different: distinct.len() }));
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::SESSION_KEY;

    #[test]
    fn a_weak_secret_is_refused() {
        let cases = [
            (None, Some(Given::Nothing)),
            (Some(""), Some(Given::Nothing)),
            (Some("change-me-change-me-change-me-change-me"), Some(Given::Example)),
            (Some("test_sk_daejoSandboxDemoKey0000000"), Some(Given::Example)),
            (Some("k7Qz"), Some(Given::Text { bytes: 4 })),
            (Some("k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0a"), Some(Given::Text { bytes: 31 })),
            (Some("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), Some(Given::Repetitive { different: 1 })),
            (Some("abcdefgabcdefgabcdefgabcdefgabcdefg"), Some(Given::Repetitive { different: 7 })),
            (Some("k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE"), None),
        ];
        for (text, expected) in cases {
            let found = check(text.map(Secret::new), &SESSION_KEY, 32);
            assert_eq!(found.err().map(|error| error.given()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_secret_and_its_length() {
        let said = check(Some(Secret::new("k7Qz")), &SESSION_KEY, 32).err().map(|error| error.to_string());
        assert_eq!(
            said.as_deref(),
            Some(
                "DAEJO_SESSION_KEY (or DAEJO_SESSION_KEY_FILE) must be a random secret, at least 32 bytes long \
                 with 8 different characters, unless --sandbox is given; a text of 4 bytes was given"
            )
        );
        let missing = read(&SESSION_KEY, Path::new("no-such-file")).err().map(|error| error.to_string());
        assert!(
            missing.is_some_and(|said| said.ends_with("a file was named that cannot be read as UTF-8 text"))
        );
    }
}
