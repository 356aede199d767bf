//! `@daejo/web`: the client's WebAssembly for browsers and the whole for edge functions.

use super::sources::{self, Modules};
use crate::{run, setup, workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// What every browser of the last years has; named, because the compiler's own note is stripped.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the package in `folder`.
pub(super) fn build(folder: &Path) -> Result<()> {
    setup::target(TARGET)?;
    setup::packages(folder)?;
    let dist = folder.join("dist");
    sources::empty(&dist)?;
    sources::copy(&folder.join("js"), &dist)?;
    fs::write(dist.join("crossing.js"), sources::crossing(Modules::Ecmascript))?;
    fs::write(dist.join("types.d.ts"), daejo_typescript::types())?;
    fs::write(dist.join("client.d.ts"), daejo_typescript::client())?;
    fs::write(dist.join("server.d.ts"), "export * from './types.js';\n")?;

    let client = daejo::api::CLIENT_OPERATIONS;
    let all = [client, daejo::api::SERVER_OPERATIONS].concat();
    surface(folder, "client", client, &["--no-default-features"])?;
    surface(folder, "server", &all, &[])?;
    fs::write(dist.join("server/absent.js"), sources::absent(&all))?;
    Ok(())
}

/// One WebAssembly with the functions around it.
fn surface(package: &Path, name: &str, operations: &[&str], features: &[&str]) -> Result<()> {
    let folder = package.join("dist").join(name);
    run::run(
        &format!("@daejo/web: compiling the {name}'s core"),
        workspace::cargo()
            .args(["build", "--quiet", "--package", "daejo-wasm", "--profile", "wasm", "--target", TARGET])
            .args(features)
            .env("RUSTFLAGS", workspace::release_flags()),
    )?;
    let compiled = workspace::target()?.join(TARGET).join("wasm/daejo_wasm.wasm");
    Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .out_name("daejo")
        .generate(&folder)
        .context("wasm-bindgen")?;
    let wasm = folder.join("daejo_bg.wasm");
    run::run(
        &format!("@daejo/web: making the {name}'s core small"),
        setup::node()?
            .arg(package.join("node_modules/binaryen/bin/wasm-opt"))
            .arg("-Oz")
            .args(FEATURES)
            .args([&wasm, Path::new("-o"), &wasm]),
    )?;
    fs::write(folder.join("operations.js"), sources::exported(operations))?;
    run::run(
        &format!("@daejo/web: the {name}'s core as a module"),
        setup::node()?.args(["--input-type=module", "--eval", include_str!("module.mjs")]).arg(&folder),
    )
}
