//! Every vector in every runtime, and one hash for all of them.

use crate::tally::Counter;
use crate::{kotlin, run, setup, workspace};
use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The runners, in the order in which they are shown.
const RUNNERS: [&str; 6] = ["rust", "node-native", "node-wasm", "browser", "jvm", "command-line"];

/// Where each runner leaves its outcomes.
pub(crate) fn outcomes() -> Result<PathBuf> {
    let folder = workspace::target()?.join("daejo/conformance");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Natively.
pub(crate) fn rust(counter: &mut Counter) -> Result<()> {
    counter.run(
        "vectors: rust",
        workspace::cargo()
            .args([
                "run",
                "--quiet",
                "--package",
                "daejo-conformance",
                "--bin",
                "daejo-conformance",
                "--",
                "--out",
            ])
            .arg(fresh("rust")?),
    )
}

/// Through the `daejo` command, as another language would call it.
pub(crate) fn command_line(counter: &mut Counter) -> Result<()> {
    run::run(
        "building the daejo command",
        workspace::cargo().args(["build", "--quiet", "--package", "daejo-cli"]),
    )?;
    counter.run(
        "vectors: command line",
        workspace::cargo()
            .args([
                "run",
                "--quiet",
                "--package",
                "daejo-conformance",
                "--bin",
                "daejo-conformance-command-line",
            ])
            .args(["--", "--out"])
            .arg(fresh("command-line")?),
    )
}

/// In Node, natively and as WebAssembly, and in a browser.
pub(crate) fn javascript(counter: &mut Counter) -> Result<()> {
    let folder = workspace::root().join("tests/conformance/javascript");
    setup::packages(&folder)?;
    for runner in ["node-native", "node-wasm"] {
        counter.run(
            &format!("vectors: {runner}"),
            setup::node()?.args([&format!("{runner}.mjs"), "--out"]).arg(fresh(runner)?).current_dir(&folder),
        )?;
    }
    let Some(chromium) = setup::chromium("vectors: browser")? else { return Ok(()) };
    counter.run(
        "vectors: browser",
        setup::node()?
            .args(["browser.mjs", "--out"])
            .arg(fresh("browser")?)
            .env("CHROMIUM", chromium)
            .current_dir(&folder),
    )
}

/// On the JVM.
pub(crate) fn jvm(counter: &mut Counter) -> Result<()> {
    kotlin::conformance(counter, &fresh("jvm")?)
}

/// Shows every runner's hash, and fails unless there is just one.
pub(crate) fn compare(counter: &mut Counter) -> Result<()> {
    let folder = outcomes()?;
    println!("{:<14} {:>7}  sha256 of the outcomes", "runtime", "vectors");
    let mut hashes = Vec::new();
    for runner in RUNNERS {
        let Ok(written) = fs::read(path(&folder, runner)) else {
            run::skip(&format!("hash of {runner}"), "the runner left no outcomes")?;
            continue;
        };
        let lines = written.iter().filter(|byte| **byte == b'\n').count();
        let hash = base16ct::lower::encode_string(&Sha256::digest(&written));
        println!("{runner:<14} {lines:>7}  {hash}");
        hashes.push(hash);
    }
    let first = hashes.first().context("no runner ran")?.clone();
    let same = hashes.iter().all(|hash| *hash == first);
    counter.check(
        "every runtime gives the same answers",
        (|| {
            ensure!(same, "the runtimes differ");
            Ok(())
        })(),
    )
}

fn path(folder: &Path, runner: &str) -> PathBuf {
    folder.join(format!("{runner}.jsonl"))
}

/// The runner's file, without what an earlier run left: a runner that does not run must not look as if it had.
fn fresh(runner: &str) -> Result<PathBuf> {
    let file = path(&outcomes()?, runner);
    if file.exists() {
        fs::remove_file(&file)?;
    }
    Ok(file)
}
