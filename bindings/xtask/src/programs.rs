//! The debug builds that the parts of `cargo xtask test` run.

use crate::{run, workspace};
use anyhow::Result;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

const PROGRAMS: [&str; 7] = [
    "daejo",
    "daejo-chaos",
    "daejo-conformance",
    "daejo-conformance-command-line",
    "daejo-mobile-bindgen",
    "daejo-server",
    "sandbox-pg",
];

/// A program of the workspace, ready to be started. The first call in a run of xtask builds all of them.
///
/// # Errors
/// If the build fails.
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    static BUILT: OnceLock<()> = OnceLock::new();
    if BUILT.get().is_none() {
        let bins = PROGRAMS.iter().flat_map(|name| ["--bin", *name]);
        run::run("building the programs", like_cargo_test().args(bins))?;
        // Set only once, because xtask has one thread.
        let _ = BUILT.set(());
    }
    Ok(workspace::target()?.join("debug").join(format!("{name}{EXE_SUFFIX}")))
}

/// The library that a JVM loads, with the operations of the server. Built on every call: `cargo test` leaves the
/// phone's library, which has fewer operations, in the same place.
///
/// # Errors
/// If the build fails.
pub(crate) fn jvm_library() -> Result<PathBuf> {
    run::run("building the JVM's library", like_cargo_test().args(["--features", "daejo-mobile/server"]))?;
    // Cargo copies a library out of `deps` only if it was selected itself, and here it is built for the tests.
    Ok(workspace::target()?.join("debug").join("deps").join(format!("{DLL_PREFIX}daejo_mobile{DLL_SUFFIX}")))
}

/// A build of the same packages and targets as `cargo test --workspace`. Cargo chooses the features of a dependency from
/// everything that is selected: `--package daejo-server` alone would compile SQLx, tokio and a hundred other crates again.
fn like_cargo_test() -> Command {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--quiet", "--workspace", "--tests"]);
    cargo
}
