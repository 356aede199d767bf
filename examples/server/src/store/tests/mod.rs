//! Tests of the store, the same on every database.

mod guards;
mod opening;
mod outbox;
mod retries;
mod stock;
mod unique_keys;
mod workers;

use super::{Idempotency, Lease, NewOrder, Placed, SaveRequest, Store, StoreError, Stored};
use crate::clock::now;
use crate::config::Database;
use crate::random;
use daejo::id::{CustomerId, OrderId, PaymentId, PaymentKey};
use daejo::money::{Amount, Currency};
use daejo::order::{Order, OrderLine, Tax};
use daejo::payment::{Effect, Payment, State, Transition};
use daejo::pg::Pg;
use daejo_databases::Server;
use sqlx::{AssertSqlSafe, Row};
use std::time::Duration;
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Db {
    Sqlite,
    Postgres,
    Mysql,
}

/// The same tests on every database. Tests of a server that is not installed are skipped with a message.
macro_rules! on_each_database {
    ($($(#[$how:meta])? $name:ident),+ $(,)?) => {
        on_each_database!(@ sqlite Sqlite $($(#[$how])? $name)+);
        on_each_database!(@ postgres Postgres $($(#[$how])? $name)+);
        on_each_database!(@ mysql Mysql $($(#[$how])? $name)+);
    };
    (@ $module:ident $db:ident $($(#[$how:meta])? $name:ident)+) => {
        mod $module {
            use crate::store::tests::{Db, TestDatabase};

            $(
                $(#[$how])?
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if let Some(database) = TestDatabase::of(Db::$db).await {
                        super::$name(&database).await;
                    }
                }
            )+
        }
    };
}
pub(super) use on_each_database;

/// An empty database.
pub(super) struct TestDatabase {
    pub(super) db: Db,
    pub(super) address: Database,
    _directory: TempDir,
}

impl TestDatabase {
    pub(super) async fn of(db: Db) -> Option<Self> {
        let directory = tempfile::tempdir().ok()?;
        let address = match db {
            Db::Sqlite => directory.path().join("shop.db").to_str()?.to_owned(),
            Db::Postgres => Server::Postgres.fresh_or_skip().await?,
            Db::Mysql => Server::Mysql.fresh_or_skip().await?,
        };
        Some(Self { db, address: Database::new(address), _directory: directory })
    }

    pub(super) async fn try_store(&self) -> Result<Store, StoreError> {
        Store::open(&self.address, 8, Duration::from_secs(5)).await
    }

    /// The store of one process. Several may be open.
    pub(super) async fn store(&self) -> Store {
        good(self.try_store().await)
    }
}

/// The value, or the end of the test.
pub(super) fn good<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| unreachable!("{error:?}"))
}

impl Store {
    pub(super) async fn do_sql(&self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&self.writer).await.map(drop)
    }

    pub(super) async fn count(&self, sql: &str) -> i64 {
        let row = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_one(&self.readers).await;
        good(good(row).try_get(0))
    }

    /// Free, held and sold.
    pub(super) async fn stock_of(&self, product: &str) -> (i64, i64, i64) {
        let sql = "SELECT free, held, sold FROM stock WHERE product_id = ?";
        let row = good(self.dialect.query(sql).bind(product.to_owned()).fetch_one(&self.readers).await);
        (good(row.try_get(0)), good(row.try_get(1)), good(row.try_get(2)))
    }

    pub(super) async fn newest(&self, id: &PaymentId) -> Stored {
        good(self.payment(id).await).unwrap_or_else(|| unreachable!("{id} is not there"))
    }

    /// Places an order without retries.
    pub(super) async fn place_lines(&self, lines: &[(&str, u32)]) -> Result<PaymentId, StoreError> {
        let order = order(lines);
        let id = good(PaymentId::new(good(random::letters("pay_", 20))));
        let payment = Payment::start(id.clone(), &order, now().plus_millis(600_000));
        let new = NewOrder { order: &order, payment: &payment, order_name: "n", answer: "{}", now: now() };
        let key = good(random::letters("key_", 20));
        let idempotency = Idempotency { route: "checkout", key: &key, fingerprint: "f" };
        let placed = self.place_once(&new, idempotency).await?;
        assert!(matches!(placed, Placed::New));
        Ok(id)
    }

    pub(super) async fn placed(&self) -> Stored {
        let id = good(self.place_lines(&[("tea-jeju", 1)]).await);
        self.newest(&id).await
    }

    /// Stores the payment in `state`, with `effects`.
    pub(super) async fn move_to(
        &self,
        before: &Stored,
        state: State,
        effects: &[Effect],
        lease: Option<Lease>,
    ) -> Result<super::SaveResult, StoreError> {
        let transitions = [moved(&before.payment, state, effects)];
        self.save(&saved(before, &transitions, lease)).await
    }
}

fn order(lines: &[(&str, u32)]) -> Order {
    let lines = lines.iter().map(|&(product, quantity)| OrderLine {
        product_id: product.into(),
        unit_price: good(Amount::new(1_000)),
        quantity,
        discount: Amount::ZERO,
        tax: Tax::Taxable,
    });
    let lines: Vec<OrderLine> = lines.collect();
    Order {
        order_id: good(OrderId::new(good(random::letters("order_", 20)))),
        customer_id: good(CustomerId::new("cus_1")),
        pg: Pg::TossPayments,
        merchant_id: None,
        currency: Currency::Krw,
        total: good(daejo::order::total(&lines)).total,
        lines,
    }
}

/// A change to `state`, with the history record of the core.
pub(super) fn moved(before: &Payment, state: State, effects: &[Effect]) -> Transition {
    let mut next = before.clone();
    next.version = next.version.saturating_add(1);
    next.state = state;
    let record = Effect::Record {
        from: before.state,
        to: state,
        event: "time_passed".into(),
        reason: None,
        at: now(),
        by: None,
    };
    let effects = [record].into_iter().chain(effects.iter().cloned()).collect();
    Transition { next, effects }
}

pub(super) fn saved<'a>(
    before: &'a Stored,
    transitions: &'a [Transition],
    lease: Option<Lease>,
) -> SaveRequest<'a> {
    SaveRequest { before, transitions, due_at: None, receipt_url: None, account: None, lease, now: now() }
}

pub(super) fn key(text: &str) -> PaymentKey {
    good(PaymentKey::new(text))
}
