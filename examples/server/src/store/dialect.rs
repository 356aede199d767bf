//! Differences of the three databases. The SQL is written once, with `?`.

use crate::config::DatabaseKind;
use sqlx::any::AnyArguments;
use sqlx::mysql::MySqlDatabaseError;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};
use std::fmt::Write;

/// The SQL dialect.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Dialect(pub(super) DatabaseKind);

impl Dialect {
    /// A query, with `?` replaced by this database's placeholders.
    pub(super) fn query<'q>(self, text: &str) -> Query<'q, Any, AnyArguments> {
        sqlx::query(AssertSqlSafe(self.numbered(text)))
    }

    fn numbered(self, text: &str) -> String {
        if self.0 != DatabaseKind::Postgres {
            return text.to_owned();
        }
        let mut numbered = String::with_capacity(text.len().saturating_add(32));
        let mut number = 0_u32;
        for (place, part) in text.split('?').enumerate() {
            if place > 0 {
                number = number.saturating_add(1);
                // Writing to a String does not fail.
                let _ = write!(numbered, "${number}");
            }
            numbered.push_str(part);
        }
        numbered
    }

    /// Locks the rows that a query finds, and skips rows that another transaction has locked. SQLite has one writer,
    /// and the transaction around the query is that writer.
    pub(super) const fn skip_locked(self) -> &'static str {
        match self.0 {
            DatabaseKind::Sqlite => "",
            DatabaseKind::Postgres | DatabaseKind::Mysql => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Begins a transaction that writes. SQLite takes the write lock at once: a transaction that reads first can fail
    /// to get it later (SQLITE_BUSY_SNAPSHOT), without the busy time-out.
    pub(super) const fn begin(self) -> &'static str {
        match self.0 {
            DatabaseKind::Sqlite => "BEGIN IMMEDIATE",
            DatabaseKind::Postgres | DatabaseKind::Mysql => "BEGIN",
        }
    }

    /// The settings of every connection. Isolation: each step compares versions itself, and a higher level would only
    /// add conflicts. Time-outs: a longer wait would block all transactions behind it.
    pub(super) const fn session(self) -> &'static str {
        match self.0 {
            // FULL: otherwise a power cut can undo the intent of a confirm that was sent.
            DatabaseKind::Sqlite => {
                "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL"
            }
            DatabaseKind::Postgres => {
                "SET default_transaction_isolation = 'read committed'; SET lock_timeout = '5s';
                 SET statement_timeout = '15s'; SET idle_in_transaction_session_timeout = '15s'"
            }
            // Without the strict mode a value that does not fit is cut off without an error.
            DatabaseKind::Mysql => {
                "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET SESSION innodb_lock_wait_timeout = 5;
                 SET SESSION sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES')"
            }
        }
    }
}

/// The reason for which a transaction may be repeated: nothing of it was stored. `None`: it may not be repeated.
pub(super) fn may_be_retried(error: &sqlx::Error) -> Option<&'static str> {
    let said = error.as_database_error()?;
    if let Some(said) = said.try_downcast_ref::<MySqlDatabaseError>() {
        return match said.number() {
            1213 => Some("deadlock"),
            1205 => Some("lock_wait"),
            // MariaDB: the row was changed since this transaction read it.
            1020 => Some("serialization"),
            _ => None,
        };
    }
    match said.code()?.as_ref() {
        "40P01" => Some("deadlock"),
        "40001" => Some("serialization"),
        "55P03" => Some("lock_wait"),
        // SQLITE_BUSY, SQLITE_LOCKED and their extended codes (recovery, shared cache, snapshot, time-out), and
        // SQLITE_PROTOCOL, which WAL gives when a read lock was lost to other connections too often.
        "5" | "6" | "15" | "261" | "262" | "517" | "773" => Some("busy"),
        _ => None,
    }
}

/// Whether an error says that the unique key over `column`, named `index`, has such a row already.
pub(super) fn is_duplicate(error: &sqlx::Error, index: &str, column: &str) -> bool {
    let Some(said) = error.as_database_error().filter(|said| said.is_unique_violation()) else {
        return false;
    };
    if said.try_downcast_ref::<MySqlDatabaseError>().is_some() {
        // The message quotes the row before it names the key.
        return said.message().trim_end_matches('\'').ends_with(index);
    }
    // SQLite names the columns, and not the index.
    said.constraint().map_or_else(|| said.message().contains(column), |constraint| constraint == index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_only_for_postgresql() {
        let text = "UPDATE t SET a = ?, b = ? WHERE c = ?";
        assert_eq!(Dialect(DatabaseKind::Mysql).numbered(text), text);
        assert_eq!(Dialect(DatabaseKind::Sqlite).numbered(text), text);
        let numbered = "UPDATE t SET a = $1, b = $2 WHERE c = $3";
        assert_eq!(Dialect(DatabaseKind::Postgres).numbered(text), numbered);
    }
}
