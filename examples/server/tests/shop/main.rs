//! The real server over real databases, against the sandbox PG on a socket of its own.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![expect(clippy::arithmetic_side_effects, reason = "the sums of a test are small")]

/// The same tests on every database, each under the database's name. Tests of a server that is not installed are skipped
/// with a message.
macro_rules! on_each_database {
    ($($name:ident),+ $(,)?) => {
        on_each_database!(@ sqlite Sqlite $($name)+);
        on_each_database!(@ postgres Postgres $($name)+);
        on_each_database!(@ mysql Mysql $($name)+);
    };
    (@ $module:ident $on:ident $($name:ident)+) => {
        mod $module {
            use crate::support::On;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if On::$on.is_here().await {
                        super::$name(On::$on).await;
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
mod late;
mod outage;
mod paying;
mod pressure;
mod processes;
mod refunds;
mod secrets;
mod slow;
mod storm;
mod streams;
mod support;
mod surface;
mod tampering;
mod twice;
mod webhooks;
