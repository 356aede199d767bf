//! `@daejo/web`: the client's operations as WebAssembly for browsers, and all operations for edge functions.

use super::sources::{self, Modules};
use crate::{run, setup, workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// The WebAssembly features that wasm-opt may use; every browser of the last years has them. They are listed because
/// the section in which the compiler names them is stripped.
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
    fs::write(dist.join("server/names.js"), sources::names_only_module(&all))?;
    Ok(())
}

/// Builds one WebAssembly module and the JavaScript functions that call it.
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
        &format!("@daejo/web: optimising the {name}'s core for size"),
        setup::node()?
            .arg(package.join("node_modules/binaryen/bin/wasm-opt"))
            .arg("-Oz")
            .args(FEATURES)
            .args([&wasm, Path::new("-o"), &wasm]),
    )?;
    fs::write(folder.join("operations.js"), sources::ecmascript_module(operations))?;
    run::run(
        &format!("@daejo/web: writing the {name}'s core as a JavaScript module"),
        setup::node()?.args(["--input-type=module", "--eval", include_str!("wasm-module.mjs")]).arg(&folder),
    )
}
