//! The resources of one run: a folder, addresses on the loopback interface, and the programs.

use super::options::Options;
use anyhow::{Context as _, Result, ensure};
use daejo_databases::free_port;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The run's folder. It is deleted after the run unless `--keep` names one.
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

/// The path of a built program.
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

/// Free addresses, which also stay free while a killed server is down (see [`free_port`]).
pub(super) fn addresses(count: u64) -> Result<Vec<String>> {
    (0..count).map(|_| Ok(format!("127.0.0.1:{}", free_port().context("no port is free")?))).collect()
}
