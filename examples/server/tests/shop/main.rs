//! The real server over real databases, against the sandbox PG on a socket of its own.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![expect(clippy::arithmetic_side_effects, reason = "the sums of a test are small")]

/// The same tests on every database, each under the database's name. Tests of a server that is not installed are
/// skipped with a message.
macro_rules! on_each_database {
    ($($name:ident),+ $(,)?) => {
        on_each_database!(@ sqlite Sqlite $($name)+);
        on_each_database!(@ postgres Postgres $($name)+);
        on_each_database!(@ mysql Mysql $($name)+);
    };
    (@ $module:ident $db:ident $($name:ident)+) => {
        mod $module {
            use crate::support::Db;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if Db::$db.is_here().await {
                        super::$name(Db::$db).await;
                    }
                }
            )+
        }
    };
}

mod crash;
mod deadlines;
mod decisions;
mod deposits;
mod events;
mod faulty_answers;
mod http;
mod late_money;
mod load;
mod outage;
mod overload;
mod payments;
mod processes;
mod refunds;
mod repeated_requests;
mod secrets;
mod streams;
mod support;
mod tampering;
mod webhooks;
