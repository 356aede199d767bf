//! The programs of a run, as children that die with it.

use super::options::Options;
use super::places::{Folder, program};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Keys of this run alone; no PG but the sandbox takes them.
pub(super) const SECRET_KEY: &str = "test_sk_k7QzP2mW9xV4tR8nB3cL6hJ1g";
pub(super) const CLIENT_KEY: &str = "test_ck_k7QzP2mW9xV4tR8nB3cL6hJ1g";
const MERCHANT_ID: &str = "daejochaos";
const SESSION_KEY: &str = "k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE";
pub(super) const OPERATOR_TOKEN: &str = "op_k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE";

/// A server that found its feet says so within this.
const STARTS_WITHIN: Duration = Duration::from_secs(30);
/// How often a supervisor tries.
const STARTS: u32 = 20;
const STOPS_WITHIN: Duration = Duration::from_secs(20);

/// How long a checkout holds its stock: longer than any shopper who means to pay takes, even past a kill.
pub(super) const RESERVATION: Duration = Duration::from_secs(15);

/// Short, so that a run sees their ends: an open outcome goes before a person after a quarter of a minute.
const POLICY: &str = "[policy]
firstPauseMs = 200
longestPauseMs = 1500
unprovenNoticePauseMs = 500
unknownBudgetMs = 15000
refundBudgetMs = 30000
refundLongestPauseMs = 1500
depositPollMs = 3000
depositGraceMs = 2000
";

/// One program, started and killed again and again.
pub(super) struct Program {
    name: String,
    path: PathBuf,
    arguments: Vec<String>,
    secrets: Vec<(&'static str, &'static str)>,
    log: PathBuf,
    child: Option<Child>,
}

impl Program {
    /// A shop server.
    pub(super) fn shop(
        options: &Options,
        folder: &Folder,
        listen: &str,
        database: &str,
        pg_url: &str,
    ) -> Result<Self> {
        let config = folder.file("shop.toml");
        std::fs::write(&config, POLICY)?;
        let settings = [
            ("--config", config.display().to_string()),
            ("--listen", listen.to_owned()),
            ("--database", database.to_owned()),
            ("--pg-base-url", pg_url.to_owned()),
            ("--pg-client-key", CLIENT_KEY.to_owned()),
            ("--pg-merchant-id", MERCHANT_ID.to_owned()),
            ("--call-timeout-ms", "1000".to_owned()),
            ("--confirm-wait-ms", "1500".to_owned()),
            ("--reservation-ms", RESERVATION.as_millis().to_string()),
            ("--drain-ms", "5000".to_owned()),
        ];
        Ok(Self {
            name: format!("shop on {listen}"),
            path: program(options, "daejo-server")?,
            arguments: settings.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]).collect(),
            secrets: vec![
                ("DAEJO_PG_SECRET_KEY", SECRET_KEY),
                ("DAEJO_SESSION_KEY", SESSION_KEY),
                ("DAEJO_OPERATOR_TOKEN", OPERATOR_TOKEN),
            ],
            log: folder.file(&format!("shop-{}.log", listen.replace([':', '.'], "-"))),
            child: None,
        })
    }

    /// The PG.
    pub(super) fn pg(options: &Options, folder: &Folder, listen: &str, webhooks: &str) -> Result<Self> {
        let settings = [
            ("--listen", listen.to_owned()),
            ("--client-key", CLIENT_KEY.to_owned()),
            ("--merchant-id", MERCHANT_ID.to_owned()),
            ("--ledger", folder.file("pg.jsonl").display().to_string()),
            ("--webhook-url", webhooks.to_owned()),
            // What was just done does not show at once: a query may be behind.
            ("--visibility-delay-ms", "40".to_owned()),
        ];
        Ok(Self {
            name: "sandbox PG".into(),
            path: program(options, "sandbox-pg")?,
            arguments: settings.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]).collect(),
            secrets: vec![("SANDBOX_PG_SECRET_KEY", SECRET_KEY)],
            log: folder.file("pg.log"),
            child: None,
        })
    }

    /// Starts it as a supervisor does: again, if a database that comes back from its log keeps it from starting.
    /// Answers how often that was.
    pub(super) async fn start_again(&mut self) -> Result<u32> {
        for failed in 0..STARTS {
            match self.start().await {
                Ok(()) => return Ok(failed),
                Err(_) => self.kill().await?,
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        self.start().await?;
        Ok(STARTS)
    }

    /// Starts it; returns when it says that it is ready.
    pub(super) async fn start(&mut self) -> Result<()> {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut child = Command::new(&self.path)
            .args(&self.arguments)
            .envs(self.secrets.iter().copied())
            .env("DAEJO_LOG", std::env::var("DAEJO_LOG").unwrap_or_else(|_| "warn".into()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} does not start", self.name))?;
        let output = child.stdout.take().context("a child without output")?;
        let mut lines = BufReader::new(output).lines();
        let first = timeout(STARTS_WITHIN, lines.next_line()).await;
        self.child = Some(child);
        match first {
            Ok(Ok(Some(_))) => Ok(()),
            _ => bail!("{} does not start: {}", self.name, self.last_words()),
        }
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        log.lines().last().unwrap_or_default().to_owned()
    }

    /// Whether it ended by itself, which nothing here should make it do.
    pub(super) fn has_ended(&mut self) -> Option<String> {
        let status = self.child.as_mut()?.try_wait().ok()??;
        Some(format!("{} ended by itself with {status}: {}", self.name, self.last_words()))
    }

    /// As a power cut would: no handler runs.
    pub(super) async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// As an operator would.
    pub(super) async fn stop(&mut self) -> Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        if let Some(id) = child.id() {
            Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
        }
        if timeout(STOPS_WITHIN, child.wait()).await.is_err() {
            child.kill().await?;
            bail!("{} did not stop when asked", self.name);
        }
        Ok(())
    }
}
