//! Node and npm packages.

use crate::run;
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The oldest Node that the packages support.
const OLDEST_NODE: u32 = 18;

/// A `node` command.
///
/// # Errors
/// If Node is missing or older than [`OLDEST_NODE`].
pub(crate) fn node() -> Result<Command> {
    let version = run::read(Command::new("node").arg("--version")).context("Node is needed")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    ensure!(
        major.is_some_and(|major: u32| major >= OLDEST_NODE),
        "Node {OLDEST_NODE} or newer is needed, and this is {}",
        version.trim()
    );
    Ok(Command::new("node"))
}

/// Installs the packages of a folder's lock file, unless they are installed already.
pub(crate) fn packages(folder: &Path) -> Result<()> {
    node()?;
    let modified_at = |path| fs::metadata(folder.join(path)).and_then(|file| file.modified()).ok();
    let wanted = modified_at("package-lock.json").context("there is no package-lock.json")?;
    if modified_at("node_modules/.package-lock.json").is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    run::run(
        &format!("installing the npm packages of {name}"),
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder),
    )
}
