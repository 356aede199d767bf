//! PostgreSQL and MariaDB: the tests start servers of their own from these programs.

use super::{is_root, on_path};
use crate::run;
use anyhow::Result;
use std::process::Command;

const PACKAGES: [&str; 2] = ["postgresql", "mariadb-server"];

/// Installs what is missing, if this machine lets us; `part`'s tests of a missing one are passed over by name, and
/// under `CI=true` they fail.
pub(crate) fn databases(part: &str) -> Result<()> {
    if are_here() {
        return Ok(());
    }
    if is_root() && on_path("apt-get").is_some() {
        // One that cannot be had must not keep the other away, so each has a line of its own.
        let _ = run::run("reading the package lists", Command::new("apt-get").args(["update", "-qq"]));
        for package in PACKAGES {
            let mut apt = Command::new("apt-get");
            apt.args(["install", "-y", "-qq", package]).env("DEBIAN_FRONTEND", "noninteractive");
            let _ = run::run(&format!("installing {package}"), &mut apt);
        }
    }
    if are_here() {
        return Ok(());
    }
    run::skip(part, "there is no PostgreSQL or no MariaDB; install them")
}

fn are_here() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let has_postgres = on_path("initdb").is_some()
        || versions.map(|version| version.path().join("bin/initdb")).any(|file| file.is_file());
    has_postgres && on_path("mariadb-install-db").is_some()
}
