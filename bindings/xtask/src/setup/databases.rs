//! Installs PostgreSQL and MariaDB. The tests start their own servers from these programs.

use super::{is_root, on_path};
use crate::run;
use anyhow::Result;
use std::process::Command;

const PACKAGES: [&str; 2] = ["postgresql", "mariadb-server"];

/// Installs a missing database if this user may. Otherwise the tests of `part` that need it are skipped, and with
/// `CI=true` this is an error.
pub(crate) fn databases(part: &str) -> Result<()> {
    if are_installed() {
        return Ok(());
    }
    if is_root() && on_path("apt-get").is_some() {
        // Installed one by one: if one is not available, the other still is.
        let _ = run::run("reading the package lists", Command::new("apt-get").args(["update", "-qq"]));
        for package in PACKAGES {
            let mut apt = Command::new("apt-get");
            apt.args(["install", "-y", "-qq", package]).env("DEBIAN_FRONTEND", "noninteractive");
            let _ = run::run(&format!("installing {package}"), &mut apt);
        }
    }
    if are_installed() {
        return Ok(());
    }
    run::skip(part, "PostgreSQL or MariaDB is missing: install them")
}

fn are_installed() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let has_postgres = on_path("initdb").is_some()
        || versions.map(|version| version.path().join("bin/initdb")).any(|file| file.is_file());
    has_postgres && on_path("mariadb-install-db").is_some()
}
