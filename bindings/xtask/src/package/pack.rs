//! The packages as the tarballs that `npm publish` would upload.

use super::node;
use crate::{run, setup, workspace};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Packs the built packages into `npm/` in Cargo's target directory, and returns the tarballs.
pub(crate) fn pack() -> Result<Vec<PathBuf>> {
    let platform = node::platform()?;
    let target = workspace::target()?.join("npm");
    run::run(
        "writing the packages as they are published",
        setup::node()?
            .args(["--input-type=module", "--eval", include_str!("pack.mjs")])
            .arg(workspace::root())
            .arg(&target)
            .arg(&platform),
    )?;
    let names = ["web".to_owned(), format!("node-{platform}"), "node".to_owned()];
    names
        .iter()
        .map(|name| {
            let mut npm = Command::new("npm");
            npm.args(["pack", "--silent", "--pack-destination"]).arg(&target).current_dir(target.join(name));
            Ok(target.join(run::read(&mut npm)?.trim()))
        })
        .collect()
}
