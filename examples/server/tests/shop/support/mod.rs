//! A shop, its shoppers, and the checks of its records.

mod browser;
mod child;
mod db;
mod receiver;
mod records;
mod wait;

pub(crate) use browser::{Browser, Placed, answer, fresh_key};
pub(crate) use child::{ShopProcess, free_address};
pub(crate) use db::Db;
pub(crate) use receiver::{NEW_SECRET, Plan, Receiver, SECRET, resume};
pub(crate) use records::Records;
pub(crate) use wait::wait_until;

use daejo::id::MerchantId;
use daejo::payment::Policy;
use daejo::redact::Secret;
use daejo_sandbox_pg::{Fault, LedgerEntry, Match, Operation, Scenario};
use daejo_server::{Config, Database, Limits, Sandbox, Server};
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const SECRET_KEY: &str = "test_sk_plantedSecretOfTheTests77";
pub(crate) const SESSION_KEY: &str = "planted session key of the tests 5f2a9c";
pub(crate) const OPERATOR_TOKEN: &str = "planted operator token of the tests 8c1d";

/// A running shop with its sandbox PG.
pub(crate) struct Shop {
    pub(crate) server: Server,
    pub(crate) url: String,
    pub(crate) pg_url: String,
    address: String,
    _directory: TempDir,
}

impl Shop {
    pub(crate) async fn open(db: Db) -> Self {
        Self::open_on(db, |_| ()).await
    }

    pub(crate) async fn open_on(db: Db, adjust: impl FnOnce(&mut Config)) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let address = db.fresh(directory.path()).await;
        let mut config = config(Database::new(address.as_str()));
        adjust(&mut config);
        let server = Server::start(config).await.unwrap();
        let (url, pg_url) = (server.public_url().to_owned(), server.sandbox_url().unwrap().to_owned());
        Self { server, url, pg_url, address, _directory: directory }
    }

    /// The database, for a second process.
    pub(crate) fn database(&self) -> Database {
        Database::new(self.address.as_str())
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.url, &self.pg_url)
    }

    /// The PG misbehaves `times` times (0: always) at `operation`.
    pub(crate) fn fault(&self, operation: Operation, times: u32, fault: Fault) {
        let matching = Match { operation, ..Match::default() };
        self.server.sandbox().unwrap().set_scenario(Scenario { matching, times, fault });
    }

    /// The PG's record of an order.
    pub(crate) fn ledger(&self, order_id: &str) -> LedgerEntry {
        let ledger = self.server.sandbox().unwrap().ledger();
        ledger.into_iter().find(|entry| entry.order_id == order_id).unwrap()
    }

    pub(crate) async fn records(&self) -> Records {
        Records::open(self.address.as_str()).await
    }

    /// Waits until every stored webhook is processed, and there are at least `count`.
    pub(crate) async fn webhooks_processed(&self, count: i64) {
        let records = self.records().await;
        wait_until("webhooks", async || {
            // In this order: a webhook that arrives between the two queries is counted as open.
            let all = records.count("SELECT count(*) FROM inbox").await;
            let open = records.count("SELECT count(*) FROM inbox WHERE handled_at IS NULL").await;
            if open == 0 && all >= count { Ok(()) } else { Err((open, all)) }
        })
        .await;
    }

    /// Waits until the order has an alert, and returns all of its alerts.
    pub(crate) async fn alerts(&self, order_id: &str) -> Vec<String> {
        let records = self.records().await;
        wait_until("an alert", async || {
            let alerts = records.alerts(order_id).await;
            if alerts.is_empty() { Err(alerts) } else { Ok(alerts) }
        })
        .await
    }

    /// Ends the reservation of an order that nobody has paid, without waiting for its time.
    pub(crate) async fn expire(&self, placed: &Placed) {
        self.records().await.expire(placed).await;
    }

    /// Checks that the shop's records, the PG's ledger and the stock agree.
    pub(crate) async fn audit(&self) {
        self.records().await.agree_with(&self.server.sandbox().unwrap().ledger()).await;
    }
}

pub(crate) fn config(database: Database) -> Config {
    Config {
        listen: "127.0.0.1:0".into(),
        database,
        database_connections: 8,
        lease: Duration::from_secs(6),
        public_url: None,
        sandbox: Some(Sandbox { listen: "127.0.0.1:0".into(), public_url: None, ledger: None }),
        pg_base_url: None,
        merchant_id: MerchantId::new("daejotest").ok(),
        client_key: "test_ck_ofTheTests".into(),
        sdk_url: String::new(),
        secret_key: Secret::new(SECRET_KEY),
        session_key: Secret::new(SESSION_KEY),
        operator_token: Some(Secret::new(OPERATOR_TOKEN)),
        events: None,
        limits: Limits::default(),
        // Shorter pauses for tests; otherwise the shop's own settings.
        policy: Policy {
            call_timeout_ms: 5_000,
            first_pause_ms: 200,
            longest_pause_ms: 1_000,
            ..Policy::default()
        },
        reservation: Duration::from_secs(600),
        confirm_wait: Duration::from_secs(8),
        drain: Duration::from_secs(2),
        shop_dir: None,
        daejo_web_dir: None,
    }
}
