//! Secrets: from the environment or a file, never from a flag, which every process list shows.

use daejo::redact::Secret;
use std::fmt;
use std::path::Path;

/// Why a secret is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Placeholder {
    /// It is not set.
    Missing,
    /// It is shorter than a secret of its kind.
    TooShort,
    /// It is a demo key or an example's text.
    Example,
    /// Its file cannot be read.
    UnreadableFile,
}

/// A secret is missing or is none; says which, and never what stood there.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub struct SecretError {
    /// The environment variable.
    pub variable: &'static str,
    /// What is wrong.
    pub problem: Placeholder,
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            Placeholder::Missing => "is missing",
            Placeholder::TooShort => "is too short for a secret",
            Placeholder::Example => "is an example's text, not a secret of yours",
            Placeholder::UnreadableFile => "names a file that cannot be read",
        };
        write!(f, "{} {problem} (set it, or {}_FILE, or start with --sandbox)", self.variable, self.variable)
    }
}

/// `variable`, the file that `variable_FILE` names, or what the configuration file says.
pub(super) fn find(variable: &'static str, in_file: Option<Secret>) -> Result<Option<Secret>, SecretError> {
    if let Ok(text) = std::env::var(variable) {
        return Ok(Some(Secret::new(text.trim())));
    }
    if let Ok(path) = std::env::var(format!("{variable}_FILE")) {
        let text = std::fs::read_to_string(Path::new(&path));
        let text = text.map_err(|_| SecretError { variable, problem: Placeholder::UnreadableFile })?;
        return Ok(Some(Secret::new(text.trim())));
    }
    Ok(in_file)
}

/// Words that stand in examples, and in no secret.
const EXAMPLES: [&str; 9] =
    ["change", "placeholder", "example", "secret-here", "your", "dummy", "sandbox", "demokey", "xxxx"];

/// Refuses what is plainly no secret.
pub(super) fn check(
    secret: Option<Secret>,
    variable: &'static str,
    shortest: usize,
) -> Result<Secret, SecretError> {
    let refuse = |problem| Err(SecretError { variable, problem });
    let Some(secret) = secret else { return refuse(Placeholder::Missing) };
    let text = secret.expose().to_ascii_lowercase();
    if text.is_empty() {
        return refuse(Placeholder::Missing);
    }
    if EXAMPLES.iter().any(|example| text.contains(example)) {
        return refuse(Placeholder::Example);
    }
    // One character over and over is long and no secret.
    let mut distinct: Vec<char> = text.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if text.len() < shortest || distinct.len() < 8 {
        return refuse(Placeholder::TooShort);
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_no_secret_is_refused() {
        let cases = [
            (None, Some(Placeholder::Missing)),
            (Some(""), Some(Placeholder::Missing)),
            (Some("change-me-change-me-change-me-change-me"), Some(Placeholder::Example)),
            (Some("test_sk_daejoSandboxDemoKey0000000"), Some(Placeholder::Example)),
            (Some("k7Qz"), Some(Placeholder::TooShort)),
            (Some("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), Some(Placeholder::TooShort)),
            (Some("k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE"), None),
        ];
        for (text, expected) in cases {
            let found = check(text.map(Secret::new), "DAEJO_SESSION_KEY", 32);
            assert_eq!(found.err().map(|error| error.problem), expected, "{text:?}");
        }
    }
}
