//! The server under test, in a process of its own.

use crate::pg::{CLIENT_KEY, MERCHANT_ID, Pg, SECRET_KEY};
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A running server.
pub(crate) struct Server {
    pub(crate) url: String,
    child: Child,
}

impl Server {
    pub(crate) async fn start(
        program: &Path,
        pg: &Pg,
        database: &str,
        verify: bool,
        folder: &Path,
    ) -> Result<Self> {
        let settings = folder.join("load.toml");
        std::fs::write(&settings, format!("[policy]\nverifyBeforeConfirm = {verify}\n"))?;
        let mut child = Command::new(program)
            .arg("--config")
            .arg(&settings)
            .args(["--listen", "127.0.0.1:0", "--pg-base-url", &pg.url, "--database", database])
            .args(["--pg-client-key", CLIENT_KEY, "--pg-merchant-id", MERCHANT_ID])
            .env("DAEJO_PG_SECRET_KEY", SECRET_KEY)
            .env("DAEJO_SESSION_KEY", "only for measuring 0123456789abcdef")
            .env("DAEJO_LOG", "error")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take().context("the server process has no stdout")?;
        let line = BufReader::new(output).lines().next_line().await?.context("the server printed nothing")?;
        let url = line.rsplit(' ').next().context("no address")?.to_owned();
        Ok(Self { url, child })
    }

    /// Stops it with SIGTERM and waits until it has ended.
    pub(crate) async fn terminate(mut self) -> Result<()> {
        let id = self.child.id().context("the server has ended already")?;
        Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
        tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await??;
        Ok(())
    }

    /// Its peak memory, in megabytes. `None` where there is no `/proc`.
    pub(crate) fn peak_megabytes(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes / 1024.0)
    }

    /// The sum of a metric over its labels.
    pub(crate) async fn metric(&self, name: &str) -> Result<f64> {
        let page = reqwest::get(format!("{}/metrics", self.url)).await?.text().await?;
        let lines = page.lines().filter(|line| {
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ') || rest.starts_with('{'))
        });
        Ok(lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum())
    }
}
