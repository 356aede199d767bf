//! Every vector in every runtime, and one hash for all of them.

use crate::tally::Counter;
use crate::{kotlin, run, setup, workspace};
use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The runners, in the order in which they are shown.
const RUNNERS: [&str; 6] = ["rust", "node-native", "node-wasm", "browser", "jvm", "command-line"];

/// A vector whose expectation is wrong: a runner that passes it would pass anything.
const WRONG: &str = r#"{"about": "A wrong expectation, on purpose.", "vectors": [{"name": "the amount is another",
    "guards": "a runner that compares nothing", "input": {"amount": 15000, "currency": "KRW"},
    "expect": {"text": "₩15,001"}}]}"#;

/// Every runner has to fail over a vector that was changed by hand.
pub(crate) fn must_fail(counter: &mut Counter) -> Result<()> {
    let folder = workspace::target()?.join("daejo/wrong-vectors");
    fs::create_dir_all(folder.join("display_amount"))?;
    fs::write(folder.join("display_amount/wrong.json"), WRONG)?;
    let javascript = workspace::root().join("tests/conformance/javascript");
    let out = outcomes()?.join("wrong.jsonl");
    let mut runners = vec![
        ("rust", rust_command(&out)),
        ("command-line", command_line_command(&out)),
        ("jvm", kotlin::command(&out)?),
    ];
    for (name, script) in
        [("node-native", "node-native.mjs"), ("node-wasm", "node-wasm.mjs"), ("browser", "browser.mjs")]
    {
        let mut node = setup::node()?;
        node.args([script, "--out"]).arg(&out).current_dir(&javascript);
        if name == "browser" {
            let Some(chromium) = setup::chromium("vectors: browser")? else { continue };
            node.env("CHROMIUM", chromium);
        }
        runners.push((name, node));
    }
    for (name, mut command) in runners {
        let output = command.env("DAEJO_EXTRA_VECTORS", &folder).output()?;
        counter.check(
            &format!("{name} fails over a wrong vector"),
            (|| {
                ensure!(!output.status.success(), "{name} passed it");
                let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
                // It failed for that, and not because it could not start.
                ensure!(said.contains("wrong.json"), "{name} failed for another reason:\n{said}");
                Ok(())
            })(),
        )?;
    }
    Ok(())
}

/// Where each runner leaves its outcomes.
pub(crate) fn outcomes() -> Result<PathBuf> {
    let folder = workspace::target()?.join("daejo/conformance");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Natively.
pub(crate) fn rust(counter: &mut Counter) -> Result<()> {
    counter.run("vectors: rust", &mut rust_command(&fresh("rust")?))
}

fn rust_command(out: &Path) -> Command {
    let mut cargo = workspace::cargo();
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "daejo-conformance",
        "--bin",
        "daejo-conformance",
        "--",
        "--out",
    ]);
    cargo.arg(out);
    cargo
}

/// Through the `daejo` command, as another language would call it.
pub(crate) fn command_line(counter: &mut Counter) -> Result<()> {
    run::run(
        "building the daejo command",
        workspace::cargo().args(["build", "--quiet", "--package", "daejo-cli"]),
    )?;
    counter.run("vectors: command line", &mut command_line_command(&fresh("command-line")?))
}

fn command_line_command(out: &Path) -> Command {
    let mut cargo = workspace::cargo();
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "daejo-conformance",
        "--bin",
        "daejo-conformance-command-line",
    ]);
    cargo.args(["--", "--out"]).arg(out);
    cargo
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
