//! `@daejo/node`: the native module of this platform.

use super::sources::{self, Modules};
use crate::{run, setup, workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the package in `folder`.
pub(super) fn build(folder: &Path) -> Result<()> {
    let host = host()?;
    run::run(
        "@daejo/node: compiling the core",
        workspace::cargo()
            .args(["rustc", "--quiet", "--package", "daejo-node", "--release", "--target", &host])
            // Node does not use symbols, and they are half of the file.
            .args(["--", "-C", "strip=symbols"])
            .env("RUSTFLAGS", workspace::release_flags()),
    )?;
    let dist = folder.join("dist");
    sources::empty(&dist)?;
    sources::copy(&folder.join("js"), &dist)?;
    fs::write(dist.join("crossing.js"), sources::crossing(Modules::CommonJs))?;
    fs::write(dist.join("types.d.ts"), daejo_typescript::types())?;
    fs::write(dist.join("index.d.ts"), "export * from './types.js';\n")?;
    let all = [daejo::api::CLIENT_OPERATIONS, daejo::api::SERVER_OPERATIONS].concat();
    fs::write(dist.join("index.js"), sources::commonjs_module(&all))?;

    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let library =
        workspace::target()?.join(&host).join("release").join(format!("{prefix}daejo_node{suffix}"));
    let module = format!("daejo.{}.node", platform()?);
    fs::copy(&library, dist.join(module)).with_context(|| library.display().to_string())?;
    Ok(())
}

/// The compiler's host target.
fn host() -> Result<String> {
    let about = run::read(Command::new("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("`rustc -vV` names no host")?.to_owned())
}

/// The name of this platform in Node and in npm packages, such as `linux-x64-gnu`.
pub(super) fn platform() -> Result<String> {
    let name = run::read(setup::node()?.args(["--print", "process.platform + '-' + process.arch"]))?;
    let variant = match std::env::consts::OS {
        "linux" if cfg!(target_env = "musl") => "-musl",
        "linux" => "-gnu",
        "windows" => "-msvc",
        _ => "",
    };
    Ok(format!("{}{variant}", name.trim()))
}
