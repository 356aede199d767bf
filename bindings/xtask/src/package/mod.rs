//! Builds the npm packages as they are published.

mod node;
mod pack;
mod sizes;
mod sources;
mod wasm;

pub(crate) use pack::pack;

use crate::{run, workspace};
use anyhow::Result;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs `cargo xtask package`: builds the packages, prints their sizes and packs them.
pub(crate) fn run() -> Result<()> {
    // Not in `build`: otherwise a test run would update the file before the test that finds it out of date.
    run::say("bindings/typescript/types.d.ts");
    std::fs::write(workspace::root().join("bindings/typescript/types.d.ts"), daejo_typescript::types())?;
    build()?;
    sizes::report()?;
    for tarball in pack()? {
        run::say(&tarball.display().to_string());
    }
    Ok(())
}

/// Builds both packages, in `bindings/wasm/dist` and `bindings/node/dist`. Later calls in a run of xtask do nothing.
pub(crate) fn build() -> Result<()> {
    static BUILT: AtomicBool = AtomicBool::new(false);
    if BUILT.load(Ordering::Relaxed) {
        return Ok(());
    }
    let root = workspace::root();
    wasm::build(&root.join("bindings/wasm"))?;
    node::build(&root.join("bindings/node"))?;
    BUILT.store(true, Ordering::Relaxed);
    Ok(())
}

/// Builds only the browser's package.
pub(crate) fn web() -> Result<()> {
    wasm::build(&workspace::root().join("bindings/wasm"))
}
