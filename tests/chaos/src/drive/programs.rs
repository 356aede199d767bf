//! The programs of a run, as child processes that end with it.

use super::options::Options;
use super::resources::{Folder, program};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Test keys; only the sandbox PG accepts them.
pub(super) const SECRET_KEY: &str = "test_sk_k7QzP2mW9xV4tR8nB3cL6hJ1g";
pub(super) const CLIENT_KEY: &str = "test_ck_k7QzP2mW9xV4tR8nB3cL6hJ1g";
/// The PG's ledger file in the folder of the run.
pub(super) const LEDGER: &str = "pg.jsonl";
const MERCHANT_ID: &str = "daejochaos";
const SESSION_KEY: &str = "k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE";
pub(super) const OPERATOR_TOKEN: &str = "op_k7QzP2mW9xV4tR8nB3cL6hJ1gF5dS0aE";

/// The longest time until a program prints that it is ready, on a busy machine.
const STARTS_WITHIN: Duration = Duration::from_secs(60);
/// How many times a failed start is repeated.
const STARTS: u32 = 20;
const STOPS_WITHIN: Duration = Duration::from_secs(60);

/// How long a checkout holds its stock: longer than a shopper who pays without a pause takes, even across a kill.
pub(super) const RESERVATION: Duration = Duration::from_secs(15);

/// Short limits, so that they expire within a run: an unknown outcome is quarantined after 15 s.
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

/// One program, which is started and killed repeatedly.
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
            ("--ledger", folder.file(LEDGER).display().to_string()),
            ("--webhook-url", webhooks.to_owned()),
            // A query may return the state of 40 ms ago.
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

    /// Starts it as a supervisor does: tries again if it fails, for instance because the database is recovering.
    /// Returns the number of failed starts.
    pub(super) async fn start_with_retries(&mut self) -> Result<u32> {
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

    /// Starts it, and waits for the line that says that it is ready.
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
        let output = child.stdout.take().context("the child process has no stdout")?;
        let mut lines = BufReader::new(output).lines();
        let first = timeout(STARTS_WITHIN, lines.next_line()).await;
        self.child = Some(child);
        match first {
            Ok(Ok(Some(_))) => Ok(()),
            _ => bail!("{} does not start: {}", self.name, self.last_log_line()),
        }
    }

    fn last_log_line(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        log.lines().last().unwrap_or_default().to_owned()
    }

    /// A message if it ended without being killed or stopped, which is a defect.
    pub(super) fn unexpected_exit(&mut self) -> Option<String> {
        let status = self.child.as_mut()?.try_wait().ok()??;
        Some(format!("{} ended unexpectedly with {status}: {}", self.name, self.last_log_line()))
    }

    /// Kills it with SIGKILL, like a power cut: no handler runs.
    pub(super) async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Stops it with SIGTERM, as an operator does.
    pub(super) async fn stop(&mut self) -> Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        if let Some(id) = child.id() {
            Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
        }
        if timeout(STOPS_WITHIN, child.wait()).await.is_err() {
            child.kill().await?;
            bail!("{} did not stop after SIGTERM", self.name);
        }
        Ok(())
    }
}
