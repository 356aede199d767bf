//! Starts the demo shop in sandbox mode, with the browser package that it serves.

use crate::{package, setup, workspace};
use anyhow::{Context as _, Result};
use clap::Args;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

/// The addresses to listen on.
#[derive(Args)]
pub(crate) struct Options {
    /// The shop's address.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// The sandbox PG's address.
    #[arg(long, default_value = "127.0.0.1:8090")]
    sandbox_listen: String,
}

/// Runs `cargo xtask demo`.
pub(crate) fn run(options: &Options) -> Result<()> {
    setup::target("wasm32-unknown-unknown")?;
    package::web()?;
    let root = workspace::root();
    let data = workspace::target()?.join("daejo/demo");
    std::fs::create_dir_all(&data)?;
    let mut shop = workspace::cargo()
        .args(["run", "--quiet", "--package", "daejo-server", "--", "--sandbox"])
        .args(["--listen", &options.listen, "--sandbox-listen", &options.sandbox_listen])
        .arg("--database")
        .arg(data.join("shop.sqlite"))
        .arg("--shop-dir")
        .arg(root.join("examples/server/shop"))
        .arg("--daejo-web-dir")
        .arg(root.join("bindings/wasm/dist"))
        .stdout(Stdio::piped())
        .spawn()
        .context("the shop does not start")?;
    let output = shop.stdout.take().context("the shop has no output")?;
    let mut address = None;
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if let Some(shop) = line.strip_prefix("daejo shop on ") {
            address = Some(shop.to_owned());
        }
        // The sandbox PG starts last, so both are ready.
        if line.starts_with("sandbox PG on ")
            && let Some(shop) = &address
        {
            println!("\n  Open {shop} and buy something: no real money is charged. Press Ctrl-C to stop.\n");
        }
    }
    let status = shop.wait()?;
    anyhow::ensure!(status.success(), "the shop ended with {status}");
    Ok(())
}
