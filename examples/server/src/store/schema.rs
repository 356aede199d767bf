//! The schema: one text for three dialects. If several processes start on an empty database, one creates the tables.

use super::transaction::Tx;
use super::{Store, StoreError, seed};
use crate::config::DatabaseKind;
use daejo::payment::State;
use sqlx::{AssertSqlSafe, Row};

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 3;
/// States in which another payment may use the same PG's payment key.
const ENDED: &str = "('declined', 'canceled', 'expired')";
/// States of which an order can have one payment only.
const ACTIVE: &str = "('ready', 'confirming', 'awaiting_deposit', 'unknown', 'paid')";

/// One lock for each database of the server. A name has at most 64 characters.
macro_rules! mysql_lock_name {
    () => {
        "left(concat('daejo ', database()), 64)"
    };
}

impl Store {
    /// Creates the tables and the demo's products if there are none. One process creates them, the others wait.
    pub(super) async fn prepare(&self) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut tx = self.begin().await?;
            lock(&mut tx, self.dialect.0).await?;
            let created = create(&mut tx, self.dialect.0).await;
            if self.dialect.0 == DatabaseKind::Mysql {
                // Committed before the release: the next server must see the version and the products.
                if created.is_ok() {
                    tx.commit_and_keep().await?;
                }
                // The lock belongs to the connection, which goes back to the pool.
                sqlx::query(concat!("DO RELEASE_LOCK(", mysql_lock_name!(), ")")).execute(&mut *tx).await?;
            }
            created?;
            tx.commit().await
        })
        .await
    }
}

/// Waits until no other server creates the schema, at most 60 s. SQLite's transaction has the write lock from its
/// beginning.
pub(super) async fn lock(tx: &mut Tx, kind: DatabaseKind) -> Result<(), StoreError> {
    match kind {
        DatabaseKind::Sqlite => {}
        DatabaseKind::Postgres => {
            // The first server also inserts the products, which takes longer than a step may wait. The wait for the
            // lock is one statement: its own time-out would end it earlier.
            sqlx::raw_sql("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '60s'")
                .execute(&mut **tx)
                .await?;
            sqlx::query("SELECT pg_advisory_xact_lock(7161532901)").execute(&mut **tx).await?;
        }
        DatabaseKind::Mysql => {
            // A lock that is not had is an answer here, not an error: 0 after the time-out, NULL after a failure.
            let sql = concat!("SELECT GET_LOCK(", mysql_lock_name!(), ", 60) AS locked");
            let row = sqlx::query(sql).fetch_one(&mut **tx).await?;
            if row.try_get::<Option<i64>, _>("locked")? != Some(1) {
                return Err(StoreError::SchemaLocked);
            }
        }
    }
    Ok(())
}

async fn create(tx: &mut Tx, kind: DatabaseKind) -> Result<(), StoreError> {
    match version(tx, kind).await? {
        Some(SCHEMA_VERSION) => return Ok(()),
        Some(_) => return Err(StoreError::OtherVersion),
        None => {}
    }
    sqlx::raw_sql(AssertSqlSafe(schema_for(kind))).execute(&mut **tx).await?;
    if kind == DatabaseKind::Mysql {
        // It has committed each table. The version, which is written last with the products, shows that all are there.
        tx.begin_again().await?;
    }
    seed::insert_products(tx).await?;
    tx.query("INSERT INTO schema_version (version) VALUES (?)")
        .bind(SCHEMA_VERSION)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The schema version of the database; `None` if it has no tables.
async fn version(tx: &mut Tx, kind: DatabaseKind) -> Result<Option<i64>, StoreError> {
    let tables = match kind {
        DatabaseKind::Sqlite => "SELECT count(*) AS tables FROM sqlite_master WHERE name = 'schema_version'",
        DatabaseKind::Postgres => {
            "SELECT count(*) AS tables FROM pg_class WHERE oid = to_regclass('schema_version')"
        }
        DatabaseKind::Mysql => {
            "SELECT count(*) AS tables FROM information_schema.tables
             WHERE table_schema = database() AND table_name = 'schema_version'"
        }
    };
    let tables: i64 = sqlx::query(tables).fetch_one(&mut **tx).await?.try_get("tables")?;
    if tables > 0 {
        let row = sqlx::query("SELECT version FROM schema_version").fetch_optional(&mut **tx).await?;
        return Ok(row.map(|row| row.try_get("version")).transpose()?);
    }
    if kind == DatabaseKind::Sqlite {
        // The first version stored its number in another place.
        let old: i64 = sqlx::query("SELECT count(*) AS tables FROM sqlite_master WHERE name = 'payments'")
            .fetch_one(&mut **tx)
            .await?
            .try_get("tables")?;
        return Ok((old > 0).then_some(1));
    }
    Ok(None)
}

/// The schema in the dialect of `kind`.
fn schema_for(kind: DatabaseKind) -> String {
    let (name, words) = match kind {
        DatabaseKind::Sqlite => (
            "sqlite",
            ["", "TEXT", "TEXT", "TEXT", "INTEGER", "BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT", " STRICT"],
        ),
        DatabaseKind::Postgres => (
            "postgres",
            [
                "",
                "TEXT",
                "TEXT",
                "TEXT",
                "BIGINT",
                "BYTEA",
                "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                "",
            ],
        ),
        // An index key has at most 768 characters. `_bin`: keys that differ only in case are different.
        DatabaseKind::Mysql => (
            "mysql",
            [
                "IF NOT EXISTS",
                "VARCHAR(64)",
                "VARCHAR(300)",
                "MEDIUMTEXT",
                "BIGINT",
                "MEDIUMBLOB",
                "BIGINT AUTO_INCREMENT PRIMARY KEY",
                " ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            ],
        ),
    };
    let lines = SCHEMA.lines().filter_map(|line| match line.trim_start().strip_prefix('[') {
        None => Some(line),
        Some(rest) => {
            let (names, line) = rest.split_once(']')?;
            names.split(' ').any(|named| named == name).then_some(line)
        }
    });
    let mut text = lines.collect::<Vec<_>>().join("\n");
    let states: Vec<String> = State::ALL.iter().map(|state| format!("'{}'", state.code())).collect();
    text = text
        .replace("{moves}", &moves())
        .replace("{states}", &states.join(", "))
        .replace("{ended}", ENDED)
        .replace("{active}", ACTIVE);
    let places = ["{new}", "{word}", "{id}", "{text}", "{int}", "{blob}", "{counter}", "{table}"];
    for (place, word) in places.iter().zip(words) {
        text = text.replace(place, word);
    }
    text
}

/// The state changes that the core allows, as a condition on a history row: neither a bug nor a manual statement can
/// record another one.
fn moves() -> String {
    let from_each = State::ALL.iter().filter_map(|from| {
        let to: Vec<_> = State::ALL
            .iter()
            .filter(|to| from.can_become(**to))
            .map(|to| format!("'{}'", to.code()))
            .collect();
        (!to.is_empty())
            .then(|| format!("(from_state = '{}' AND to_state IN ({}))", from.code(), to.join(", ")))
    });
    from_each.collect::<Vec<_>>().join("\n        OR ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_of_the_schema_is_replaced() {
        for kind in [DatabaseKind::Sqlite, DatabaseKind::Postgres, DatabaseKind::Mysql] {
            let text = schema_for(kind);
            let sql: String = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
            assert!(!sql.contains(['{', '}', '[', ']']), "{kind:?}: {sql}");
        }
    }

    /// The groups of states in the schema use the core's codes.
    #[test]
    fn every_state_of_a_group_exists_in_the_core() {
        for word in [ENDED, ACTIVE].iter().flat_map(|group| group.split(['(', ')', ',', '\'', ' '])) {
            assert!(word.is_empty() || State::ALL.iter().any(|state| state.code() == word), "{word}");
        }
    }
}
