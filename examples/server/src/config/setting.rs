//! A setting that is refused: its names, what is wanted, and what kind of thing was given. Never the value itself.

use std::fmt;
use std::ops::RangeInclusive;

/// Names of a setting, and the values that it takes.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Setting {
    /// In the configuration file, with its table: `limits.max_in_flight`.
    pub(super) key: &'static str,
    /// On the command line; a secret has none, because every process list shows flags.
    pub(super) flag: Option<&'static str>,
    /// In the environment.
    pub(super) variable: &'static str,
    /// Range, unit, length or alphabet, after "must be".
    pub(super) wanted: &'static str,
}

impl Setting {
    pub(super) const fn new(
        key: &'static str,
        flag: &'static str,
        variable: &'static str,
        wanted: &'static str,
    ) -> Self {
        Self { key, flag: Some(flag), variable, wanted }
    }

    pub(super) const fn secret(key: &'static str, variable: &'static str, wanted: &'static str) -> Self {
        Self { key, flag: None, variable, wanted }
    }

    /// The refusal of what was given.
    pub(super) const fn refuse(&'static self, given: Given) -> SettingError {
        SettingError { setting: self, given }
    }

    /// `number`, if it is in `range`.
    pub(super) fn in_range<T: PartialOrd + Copy>(
        &'static self,
        number: T,
        range: &RangeInclusive<T>,
    ) -> Result<T, SettingError> {
        if number < *range.start() {
            return Err(self.refuse(Given::TooSmall));
        }
        if number > *range.end() {
            return Err(self.refuse(Given::TooLarge));
        }
        Ok(number)
    }

    /// `text`, if it is `http://` or `https://` and a host.
    pub(super) fn url(&'static self, text: String) -> Result<String, SettingError> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', ':', '?', '#']));
        if has_host && !text.contains(char::is_whitespace) { Ok(text) } else { Err(self.refuse_text(&text)) }
    }

    /// `text`, if it is a host and a port.
    pub(super) fn address(&'static self, text: String) -> Result<String, SettingError> {
        let is_address =
            text.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
        if is_address { Ok(text) } else { Err(self.refuse_text(&text)) }
    }

    /// The refusal of a text, of which only the length is said.
    pub(super) fn refuse_text(&'static self, text: &str) -> SettingError {
        self.refuse(if text.is_empty() { Given::Nothing } else { Given::Text { bytes: text.len() } })
    }

    /// Reads a number of the command line or the environment.
    pub(super) fn read<T: std::str::FromStr>(&'static self, text: &str) -> Result<T, SettingError> {
        text.parse().map_err(|_| self.refuse_text(text))
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.flag {
            Some(flag) => write!(f, "{flag} ({})", self.variable),
            None => write!(f, "{} (or {}_FILE)", self.variable, self.variable),
        }
    }
}

/// What kind of thing was given. It never holds the value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Given {
    /// Nothing, or an empty text.
    Nothing,
    /// A text.
    Text {
        /// How long.
        bytes: usize,
    },
    /// A number below the range.
    TooSmall,
    /// A number above the range.
    TooLarge,
    /// A secret with fewer different characters than it must have.
    Repetitive {
        /// How many different characters it has.
        different: usize,
    },
    /// A demo key, or a text from an example.
    Example,
    /// The name of a file that cannot be read as UTF-8 text.
    UnreadableFile,
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing was given"),
            Self::Text { bytes } => write!(f, "a text of {bytes} bytes was given"),
            Self::TooSmall => f.write_str("a smaller number was given"),
            Self::TooLarge => f.write_str("a larger number was given"),
            Self::Repetitive { different } => {
                write!(f, "a text with only {different} different characters was given")
            }
            Self::Example => f.write_str("a demo key or a text from an example was given"),
            Self::UnreadableFile => f.write_str("a file was named that cannot be read as UTF-8 text"),
        }
    }
}

/// A setting was refused. It says which one, what is wanted and what kind of thing was given, never the value.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{setting} must be {}; {given}", setting.wanted)]
pub struct SettingError {
    setting: &'static Setting,
    given: Given,
}

impl SettingError {
    /// The environment variable of the setting.
    #[must_use]
    pub const fn variable(&self) -> &'static str {
        self.setting.variable
    }

    /// What kind of thing was given.
    #[must_use]
    pub const fn given(&self) -> Given {
        self.given
    }
}
