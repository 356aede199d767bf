//! The npm packages' tests.

use crate::tally::Counter;
use crate::{package, run, setup, workspace};
use anyhow::Result;
use std::path::PathBuf;

fn folder() -> PathBuf {
    workspace::root().join("tests/conformance/javascript")
}

/// The types as a consumer meets them, the tarballs in an empty project, and what vectors cannot reach.
pub(crate) fn unit(counter: &mut Counter) -> Result<()> {
    let folder = folder();
    setup::packages(&folder)?;
    let script = |name: &str| {
        let mut node = setup::node()?;
        node.arg(name).current_dir(&folder);
        anyhow::Ok(node)
    };
    run::run(
        "TypeScript: the vectors, to be checked against the types",
        &mut script("vectors-as-types.mjs")?,
    )?;
    run::run(
        "TypeScript: the types, as consumers use them",
        script("node_modules/typescript/bin/tsc")?.args(["--project", "."]),
    )?;
    counter.run("unit tests of the npm packages", &mut script("--test")?)?;
    run::run("the tarballs, installed", script("installed.mjs")?.args(package::pack()?))
}
