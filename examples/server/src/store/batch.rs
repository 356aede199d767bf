//! Several changes as one: a statement for each in a transaction, or on PostgreSQL one statement for all of them. That
//! statement is its own transaction, with one round trip instead of one for each change and two around them.

use super::dialect::Dialect;
use super::transaction::Tx;
use crate::config::DatabaseKind;
use crate::measure;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyPool, Row};
use std::fmt::Write;
use std::time::Instant;

/// A value of a row.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Number(Option<i64>),
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(Some(number.into()))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(String::from))
    }
}

/// A row of values of different types.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::batch::Value::from($value)),*] };
}
pub(super) use row;

fn bound<'q>(query: Query<'q, Any, AnyArguments>, values: Vec<Value>) -> Query<'q, Any, AnyArguments> {
    values.into_iter().fold(query, |query, value| match value {
        Value::Number(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
    })
}

/// A change that is made if the guard finds its row.
#[derive(Clone, Debug)]
enum Change {
    Insert {
        table: &'static str,
        columns: &'static str,
        rows: Vec<Vec<Value>>,
    },
    /// `UPDATE … WHERE …`, to which a condition can be added.
    Update {
        sql: &'static str,
        values: Vec<Value>,
    },
    /// PostgresSteps for PostgreSQL only, each `name AS (…)`, which depend on `changed`.
    PostgresSteps {
        sql: &'static str,
        values: Vec<Value>,
    },
}

/// Changes that happen together or not at all.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// An `UPDATE` that must find its row, or nothing happens.
    guard: Option<(String, Vec<Value>)>,
    changes: Vec<Change>,
}

impl Batch {
    pub(super) fn guarded(sql: String, values: Vec<Value>) -> Self {
        Self { guard: Some((sql, values)), changes: Vec::new() }
    }

    pub(super) fn insert(&mut self, table: &'static str, columns: &'static str, row: Vec<Value>) {
        let same = self.changes.iter_mut().find_map(|change| match change {
            Change::Insert { table: its, rows, .. } if *its == table => Some(rows),
            Change::Insert { .. } | Change::Update { .. } | Change::PostgresSteps { .. } => None,
        });
        match same {
            Some(rows) => rows.push(row),
            None => self.changes.push(Change::Insert { table, columns, rows: vec![row] }),
        }
    }

    pub(super) fn update(&mut self, sql: &'static str, values: Vec<Value>) {
        self.changes.push(Change::Update { sql, values });
    }

    pub(super) fn postgres_steps(&mut self, sql: &'static str, values: Vec<Value>) {
        self.changes.push(Change::PostgresSteps { sql, values });
    }

    /// Makes the changes in `tx`; returns whether the guard found its row. If not, `tx` has to be dropped.
    pub(super) async fn run_in(self, tx: &mut Tx) -> Result<bool, sqlx::Error> {
        if tx.dialect.0 == DatabaseKind::Postgres {
            let (sql, values) = self.into_statement();
            let row = bound(tx.query(&sql), values).fetch_one(&mut **tx).await?;
            return Ok(row.try_get::<i64, _>("changed")? == 1);
        }
        if let Some((sql, values)) = self.guard
            && bound(tx.query(&sql), values).execute(&mut **tx).await?.rows_affected() == 0
        {
            return Ok(false);
        }
        for change in self.changes {
            let (sql, values) = match change {
                Change::Insert { table, columns, rows } => {
                    (format!("INSERT INTO {table} ({columns}) VALUES {}", places(&rows)), rows.concat())
                }
                Change::Update { sql, values } | Change::PostgresSteps { sql, values } => {
                    (sql.to_owned(), values)
                }
            };
            bound(tx.query(&sql), values).execute(&mut **tx).await?;
        }
        Ok(true)
    }

    /// PostgreSQL: makes the changes as a transaction of their own, in one round trip.
    pub(super) async fn run_alone(self, pool: &AnyPool, dialect: Dialect) -> Result<bool, sqlx::Error> {
        let (sql, values) = self.into_statement();
        let mut connection = pool.acquire().await?;
        let begun = Instant::now();
        let row = bound(dialect.query(&sql), values).fetch_one(&mut *connection).await;
        measure::connection_held(begun.elapsed());
        let row = row?;
        Ok(row.try_get::<i64, _>("changed")? == 1)
    }

    /// One statement. Each change depends on `changed`, so that nothing happens without the guarded row.
    fn into_statement(self) -> (String, Vec<Value>) {
        let mut sql = String::with_capacity(2_048);
        let mut values = Vec::new();
        match self.guard {
            Some((guard, its)) => {
                // Writing to a String does not fail.
                let _ = write!(sql, "WITH changed AS ({guard} RETURNING 1)");
                values.extend(its);
            }
            None => sql.push_str("WITH changed AS (SELECT 1)"),
        }
        let holds = "EXISTS (SELECT 1 FROM changed)";
        for (place, change) in self.changes.into_iter().enumerate() {
            match change {
                Change::Insert { table, columns, rows } => {
                    let places = places(&rows);
                    let _ = write!(
                        sql,
                        ", c{place} AS (INSERT INTO {table} ({columns})
                             SELECT * FROM (VALUES {places}) AS v WHERE {holds})"
                    );
                    values.extend(rows.concat());
                }
                Change::Update { sql: update, values: its } => {
                    let _ = write!(sql, ", c{place} AS ({update} AND {holds})");
                    values.extend(its);
                }
                Change::PostgresSteps { sql: steps, values: its } => {
                    let _ = write!(sql, ", {steps}");
                    values.extend(its);
                }
            }
        }
        sql.push_str(" SELECT count(*) AS changed FROM changed");
        (sql, values)
    }
}

fn places(rows: &[Vec<Value>]) -> String {
    let row = |row: &Vec<Value>| format!("({})", vec!["?"; row.len()].join(", "));
    rows.iter().map(row).collect::<Vec<_>>().join(", ")
}
