//! Shows that the core needs no host: compiled to WebAssembly alone, it has no import and no `std`.

use crate::{setup, workspace};
use anyhow::{Result, ensure};
use wasmparser::{Parser, Payload};

/// Builds the core without `std`, and reads the list of imports from the WebAssembly module.
pub(crate) fn check() -> Result<()> {
    setup::target("wasm32-unknown-unknown")?;
    crate::run::run(
        "building the core without std",
        workspace::cargo()
            .args([
                "build",
                "--quiet",
                "--package",
                "daejo-bare",
                "--target",
                "wasm32-unknown-unknown",
                "--profile",
                "wasm",
            ])
            // The flags of the packages: with others, cargo would compile the shared crates twice.
            .env("RUSTFLAGS", workspace::release_flags()),
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
    ensure!(imports == 0, "the core has {imports} imports");
    ensure!(exports > 1, "the module has no exports, so it shows nothing");
    Ok(())
}
