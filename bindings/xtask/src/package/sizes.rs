//! The sizes of the packages.

use crate::{run, setup, workspace};
use anyhow::{Context as _, Result};
use std::fs;

/// The groups of files: a name and the paths, which may be folders.
const PARTS: [(&str, &[&str]); 3] = [
    (
        "@daejo/web in a browser",
        &[
            "bindings/wasm/dist/browser.js",
            "bindings/wasm/dist/crossing.js",
            "bindings/wasm/dist/client/operations.js",
            "bindings/wasm/dist/client/daejo.js",
            "bindings/wasm/dist/client/daejo_bg.wasm",
        ],
    ),
    (
        "@daejo/web/server",
        &[
            "bindings/wasm/dist/server.js",
            "bindings/wasm/dist/crossing.js",
            "bindings/wasm/dist/server/operations.js",
            "bindings/wasm/dist/server/daejo.js",
            "bindings/wasm/dist/server/daejo_bg.wasm",
        ],
    ),
    ("@daejo/node", &["bindings/node/dist"]),
];

/// Prints a table of sizes in bytes and writes the same figures to `target/daejo/package.json`.
pub(super) fn report() -> Result<()> {
    let parts = serde_json::to_string(&PARTS)?;
    let sizes = run::read(
        setup::node()?
            .args(["--input-type=module", "--eval", include_str!("sizes.mjs"), &parts])
            .current_dir(workspace::root()),
    )?;
    let (table, figures) = sizes.split_once("\n\n").context("sizes.mjs printed no sizes")?;
    println!("\n{table}");
    let folder = workspace::target()?.join("daejo");
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join("package.json"), figures)?)
}
