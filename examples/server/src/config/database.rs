//! The database: a file on this machine, or a database server that several processes share.

use serde::Deserialize;
use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The path of an SQLite file, or the address of a PostgreSQL, MySQL or MariaDB database.
///
/// An address can hold a password: it is not printed.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct Database(String);

/// The kind of database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a new kind needs its own schema")]
pub enum DatabaseKind {
    /// A file, and the library inside this process.
    Sqlite,
    /// PostgreSQL 13 or newer.
    Postgres,
    /// MariaDB 10.6 or MySQL 8.0.29, or newer.
    Mysql,
}

impl Database {
    /// `text` as a path, or as an address if it has a scheme.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The kind of database; `None` if the scheme is unknown.
    #[must_use]
    pub fn kind(&self) -> Option<DatabaseKind> {
        match self.0.split_once("://").map(|(scheme, _)| scheme) {
            None => Some(DatabaseKind::Sqlite),
            Some("postgres" | "postgresql") => Some(DatabaseKind::Postgres),
            Some("mysql" | "mariadb") => Some(DatabaseKind::Mysql),
            Some(_) => None,
        }
    }

    /// The path or the address as it was given, with its password.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// A path beside the SQLite file, with another extension: for the sandbox PG's records.
    pub(super) fn beside(&self, extension: &str) -> PathBuf {
        let path = if self.0.contains("://") { "daejo.db" } else { self.0.as_str() };
        Path::new(path).with_extension(extension)
    }
}

impl From<String> for Database {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Accepts any text: an error of the command line parser would quote the address with its password.
impl FromStr for Database {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::new(text))
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once("://") {
            Some(_) => write!(f, "{:?} server", self.kind()),
            None => write!(f, "{:?}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_scheme_is_a_file() {
        let cases = [
            ("daejo.db", Some(DatabaseKind::Sqlite)),
            ("/var/lib/daejo/shop.db", Some(DatabaseKind::Sqlite)),
            ("postgres://shop@db/shop", Some(DatabaseKind::Postgres)),
            ("postgresql://db/shop", Some(DatabaseKind::Postgres)),
            ("mysql://db/shop", Some(DatabaseKind::Mysql)),
            ("mariadb://db/shop", Some(DatabaseKind::Mysql)),
            ("oracle://db/shop", None),
        ];
        for (text, kind) in cases {
            assert_eq!(Database::new(text).kind(), kind, "{text}");
        }
    }

    #[test]
    fn an_address_is_not_printed() {
        let printed = format!("{:?}", Database::new("postgres://shop:k7QzP2mW@db/shop"));
        assert!(!printed.contains("k7Qz") && printed.contains("Postgres"), "{printed}");
    }
}
