//! The tests of the npm packages.

use crate::tally::Counter;
use crate::{package, run, setup, workspace};
use anyhow::Result;
use std::path::PathBuf;

fn folder() -> PathBuf {
    workspace::root().join("tests/conformance/javascript")
}

/// Checks the types as a consumer uses them, runs the unit tests, and installs the tarballs in an empty project.
pub(crate) fn unit(counter: &mut Counter) -> Result<()> {
    let folder = folder();
    setup::packages(&folder)?;
    let script = |name: &str| {
        let mut node = setup::node()?;
        node.arg(name).current_dir(&folder);
        anyhow::Ok(node)
    };
    run::run("TypeScript: writing the vectors as a program", &mut script("vectors-as-types.mjs")?)?;
    run::run(
        "TypeScript: checking programs against the types",
        script("node_modules/typescript/bin/tsc")?.args(["--project", "."]),
    )?;
    counter.run("unit tests of the npm packages", &mut script("--test")?)?;
    run::run("using the installed tarballs", script("installed.mjs")?.args(package::pack()?))
}
