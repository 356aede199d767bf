//! The shop in a real browser, with the server and the sandbox PG.

use crate::programs::program;
use crate::tally::Counter;
use crate::{setup, workspace};
use anyhow::Result;

/// Runs the browser flows.
pub(crate) fn run(counter: &mut Counter) -> Result<()> {
    let Some(chromium) = setup::chromium("the shop in a browser")? else { return Ok(()) };
    let folder = workspace::root().join("tests/e2e");
    setup::packages(&folder)?;
    let server = program("daejo-server")?;
    counter.run(
        "browser flows",
        std::process::Command::new("npm")
            .args(["test", "--silent"])
            .current_dir(&folder)
            .env("CHROMIUM", chromium)
            .env("DAEJO_SERVER_BIN", server),
    )
}
