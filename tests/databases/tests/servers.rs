//! Each server creates new databases and is durable.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use daejo_databases::Server;
use sqlx::{AnyConnection, Connection, Row};

async fn text_of(url: &str, sql: &'static str) -> String {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get(0)
}

#[tokio::test]
async fn postgresql_creates_a_new_database_each_time_and_commits_durably() {
    let Some(first) = Server::Postgres.fresh_or_skip().await else { return };
    let second = Server::Postgres.fresh().await.unwrap();
    assert_ne!(first, second);
    assert_eq!(text_of(&first, "SELECT current_setting('fsync')").await, "on");
    assert_eq!(text_of(&first, "SELECT current_setting('synchronous_commit')").await, "on");
}

#[tokio::test]
async fn mariadb_creates_a_new_database_each_time_and_commits_durably() {
    let Some(first) = Server::Mysql.fresh_or_skip().await else { return };
    let second = Server::Mysql.fresh().await.unwrap();
    assert_ne!(first, second);
    let flush = "SELECT CAST(@@innodb_flush_log_at_trx_commit AS CHAR)";
    assert_eq!(text_of(&first, flush).await, "1");
}
