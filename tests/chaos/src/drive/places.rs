//! Where things are in one run: a folder of its own, addresses on the loopback, programs.

use super::options::Options;
use anyhow::{Context as _, Result, ensure};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The run's own folder; it goes with the run unless it was asked to stay.
pub(super) struct Folder {
    path: PathBuf,
    _temporary: Option<TempDir>,
}

impl Folder {
    pub(super) fn new(options: &Options) -> Result<Self> {
        match &options.keep {
            Some(path) => {
                std::fs::create_dir_all(path)?;
                ensure!(std::fs::read_dir(path)?.next().is_none(), "{} is not empty", path.display());
                Ok(Self { path: path.canonicalize()?, _temporary: None })
            }
            None => {
                let temporary = tempfile::Builder::new().prefix("daejo-chaos-").tempdir()?;
                Ok(Self { path: temporary.path().to_owned(), _temporary: Some(temporary) })
            }
        }
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

/// A program of the project.
pub(super) fn program(options: &Options, name: &str) -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = options.programs.as_deref().or(here.parent()).unwrap_or(Path::new("."));
    let path = folder.join(name);
    ensure!(
        path.is_file(),
        "{name} is not built: cargo build --release --package daejo-server --package daejo-sandbox-pg --package daejo-chaos"
    );
    Ok(path)
}

/// Addresses that stay free while nobody listens there: below the ports that the system hands out by itself, or
/// somebody's outgoing connection would sit on a killed server's port.
pub(super) fn addresses(count: u64) -> Result<Vec<String>> {
    let mut held = Vec::new();
    let first = 10_000_u32.saturating_add(std::process::id().checked_rem(20_000).unwrap_or_default());
    for port in (first..32_000).chain(10_000..first) {
        if u64::try_from(held.len())? == count {
            break;
        }
        let listener = u16::try_from(port).ok().and_then(|port| TcpListener::bind(("127.0.0.1", port)).ok());
        held.extend(listener);
    }
    ensure!(u64::try_from(held.len())? == count, "no free ports");
    held.iter()
        .map(|listener| Ok(listener.local_addr().context("a listener without address")?.to_string()))
        .collect()
}
