//! Folders and commands of this workspace.

use crate::run;
use anyhow::{Context as _, Result};
use std::path::PathBuf;
use std::process::Command;

/// The root folder of the source tree.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

/// The cargo that runs xtask, in the root folder.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Cargo's target directory, which the environment or a configuration may have moved.
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = run::read(cargo().args(["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let target = metadata.get("target_directory").and_then(|path| path.as_str());
    Ok(PathBuf::from(target.context("`cargo metadata` names no target directory")?))
}

/// `RUSTFLAGS` for builds that are published, and for builds that share their crates: they contain no path of this machine.
pub(crate) fn release_flags() -> String {
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    let (cargo_home, root) = (cargo_home.display(), root());
    let root = root.display();
    format!("{flags} --remap-path-prefix={cargo_home}=/cargo --remap-path-prefix={root}=/daejo").trim().into()
}
