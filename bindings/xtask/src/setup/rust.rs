//! Installs targets of the Rust compiler.

use crate::run;
use anyhow::Result;
use std::process::Command;

/// Installs a target unless it is installed already.
pub(crate) fn target(triple: &str) -> Result<()> {
    let installed = run::read(Command::new("rustup").args(["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line.trim() == triple) {
        return Ok(());
    }
    run::run(
        &format!("installing Rust's target {triple}"),
        Command::new("rustup").args(["target", "add", triple]),
    )
}
