//! Installs Chromium.

use super::{is_root, on_path};
use crate::run;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The path of Chromium. Installs it if it is missing and this user may; `None` if `part` is skipped without it.
pub(crate) fn chromium(part: &str) -> Result<Option<PathBuf>> {
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    if is_root() && on_path("apt-get").is_some() {
        let mut apt = Command::new("apt-get");
        apt.args(["install", "-y", "-qq", "chromium", "fonts-noto-cjk"])
            .env("DEBIAN_FRONTEND", "noninteractive");
        let installed =
            run::run("reading the package lists", Command::new("apt-get").args(["update", "-qq"]))
                .and_then(|()| run::run("installing Chromium and Korean fonts", &mut apt));
        if installed.is_ok()
            && let Some(found) = find()
        {
            return Ok(Some(found));
        }
    }
    run::skip(part, "Chromium is missing: install it, or set CHROMIUM to its path")?;
    Ok(None)
}

fn find() -> Option<PathBuf> {
    std::env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| NAMES.iter().find_map(|name| on_path(name)))
}
