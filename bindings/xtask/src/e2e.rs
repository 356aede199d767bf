//! The shop in a real browser: server, sandbox PG and pages together.

use crate::tally::Counter;
use crate::{run, setup, workspace};
use anyhow::Result;
use std::env::consts::EXE_SUFFIX;

/// Runs the browser flows.
pub(crate) fn run(counter: &mut Counter) -> Result<()> {
    let Some(chromium) = setup::chromium("the shop in a browser")? else { return Ok(()) };
    let folder = workspace::root().join("tests/e2e");
    setup::packages(&folder)?;
    run::run(
        "building the shop",
        workspace::cargo().args(["build", "--quiet", "--package", "daejo-server"]),
    )?;
    let server = workspace::target()?.join(format!("debug/daejo-server{EXE_SUFFIX}"));
    counter.run(
        "browser flows",
        std::process::Command::new("npm")
            .args(["test", "--silent"])
            .current_dir(&folder)
            .env("CHROMIUM", chromium)
            .env("DAEJO_SERVER_BIN", server),
    )
}
