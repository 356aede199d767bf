//! Proves that the core needs nothing: compiled by itself to WebAssembly, it has no import and no `std`.

use crate::{setup, workspace};
use anyhow::{Result, ensure};
use wasmparser::{Parser, Payload};

/// Builds the core by itself and reads the module's list of imports.
pub(crate) fn check() -> Result<()> {
    setup::target("wasm32-unknown-unknown")?;
    crate::run::run(
        "building the core by itself",
        workspace::cargo().args([
            "build",
            "--quiet",
            "--package",
            "daejo-bare",
            "--target",
            "wasm32-unknown-unknown",
            "--profile",
            "wasm",
        ]),
    )?;
    let module = std::fs::read(workspace::target()?.join("wasm32-unknown-unknown/wasm/daejo_bare.wasm"))?;
    let mut imports = 0_u32;
    let mut exports = 0_u32;
    for payload in Parser::new(0).parse_all(&module) {
        let payload = payload?;
        if let Payload::ImportSection(section) = &payload {
            imports = section.count();
        } else if let Payload::ExportSection(section) = &payload {
            exports = section.count();
        }
    }
    ensure!(imports == 0, "the core by itself has {imports} imports");
    ensure!(exports > 1, "the module is empty, so that it proves nothing");
    Ok(())
}
