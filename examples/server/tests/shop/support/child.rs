//! The server's own binary as a child process that can be killed, and a PG that outlives it.

use super::{Browser, Db, OPERATOR_TOKEN, Records, SECRET_KEY, SESSION_KEY, wait_until};
use daejo_sandbox_pg::{Config, Fault, LedgerEntry, Match, Operation, Sandbox, Scenario};
use std::future::IntoFuture;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A PG in this process, and a shop in another.
pub(crate) struct ShopProcess {
    pub(crate) pg: Sandbox,
    pub(crate) pg_url: String,
    pub(crate) directory: TempDir,
    address: String,
    listen: String,
    /// Further environment variables of the next process.
    pub(crate) environment: Vec<(&'static str, String)>,
    child: Option<Child>,
}

impl ShopProcess {
    /// `webhooks`: whether the PG sends webhooks. Without them recovery has to query.
    pub(crate) async fn start(db: Db, webhooks: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let address = db.fresh(directory.path()).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let pg_url = format!("http://{}", listener.local_addr().unwrap());
        let listen = free_address().await;
        let mut config = Config::demo(&pg_url);
        config.secret_key = SECRET_KEY.into();
        config.client_key = "test_ck_ofTheTests".into();
        config.merchant_id = "daejotest".into();
        config.ledger_file = Some(directory.path().join("pg.jsonl"));
        config.webhook_url = webhooks.then(|| format!("http://{listen}/api/v1/webhooks/toss_payments"));
        let pg = Sandbox::new(config).unwrap();
        tokio::spawn(axum::serve(listener, pg.router()).into_future());
        let mut shop = Self { pg, pg_url, directory, address, listen, environment: Vec::new(), child: None };
        shop.restart();
        shop
    }

    /// Starts the server; returns when it has printed that it is ready.
    pub(crate) fn restart(&mut self) {
        self.child = Some(self.run(&self.listen));
    }

    /// Another process of the same shop.
    pub(crate) async fn another(&self) -> Another {
        let listen = free_address().await;
        Another { child: self.run(&listen), listen }
    }

    fn run(&self, listen: &str) -> Child {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log_file()).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_daejo-server"))
            .args(["--listen", listen, "--pg-base-url", &self.pg_url])
            .args(["--pg-client-key", "test_ck_ofTheTests", "--pg-merchant-id", "daejotest"])
            .args(["--call-timeout-ms", "1500", "--confirm-wait-ms", "3000", "--lease-ms", "3000"])
            .env("DAEJO_DATABASE", &self.address)
            .env("DAEJO_PG_SECRET_KEY", SECRET_KEY)
            .env("DAEJO_SESSION_KEY", SESSION_KEY)
            .env("DAEJO_OPERATOR_TOKEN", OPERATOR_TOKEN)
            .env("DAEJO_LOG", "debug")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, format!("daejo shop on http://{listen}\n"), "{}", self.log());
        child
    }

    /// As a power cut would: no handler runs.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// As an operator would: SIGTERM, and the process has to end without an error.
    pub(crate) fn terminate(&mut self) {
        self.ask_to_stop();
        self.wait_for_the_end();
    }

    pub(crate) fn ask_to_stop(&self) {
        let id = self.child.as_ref().unwrap().id();
        Command::new("kill").args(["-TERM", &id.to_string()]).status().unwrap();
    }

    pub(crate) fn wait_for_the_end(&mut self) {
        assert!(self.child.take().unwrap().wait().unwrap().success());
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&format!("http://{}", self.listen), &self.pg_url)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    pub(crate) fn fault(&self, operation: Operation, fault: Fault) {
        let matching = Match { operation, ..Match::default() };
        self.pg.set_scenario(Scenario { matching, times: 1, fault });
    }

    pub(crate) fn ledger(&self, order_id: &str) -> LedgerEntry {
        self.pg.ledger().into_iter().find(|entry| entry.order_id == order_id).unwrap()
    }

    /// Waits until the PG's record of the order is as wanted.
    pub(crate) async fn wait_for(&self, order_id: &str, wanted: impl Fn(&LedgerEntry) -> bool) {
        wait_until("the PG's record", async || {
            let entry = self.ledger(order_id);
            if wanted(&entry) { Ok(()) } else { Err(entry) }
        })
        .await;
    }

    pub(crate) async fn records(&self) -> Records {
        Records::open(&self.address).await
    }

    pub(crate) async fn audit(&self) {
        self.records().await.agree_with(&self.pg.ledger()).await;
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    fn log_file(&self) -> PathBuf {
        self.directory.path().join("shop.log")
    }
}

/// Another process of the same shop.
pub(crate) struct Another {
    child: Child,
    listen: String,
}

impl Another {
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.listen)
    }
}

impl Drop for Another {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for ShopProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An address that a restarted server can have again.
pub(crate) async fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}
