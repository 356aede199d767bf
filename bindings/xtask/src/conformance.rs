//! Every vector in every runtime. The outcomes of all runtimes must have one hash, and a wrong vector must fail in each.

use crate::programs::program;
use crate::tally::Counter;
use crate::{kotlin, run, setup, workspace};
use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The runners, in the order in which they are shown.
const RUNNERS: [&str; 6] = ["rust", "node-native", "node-wasm", "browser", "jvm", "command-line"];

/// The file with the wrong vector, below a folder of vectors.
pub(crate) const WRONG_FILE: &str = "display_amount/wrong.json";

/// A vector with a wrong expectation: a runner that passes it compares nothing.
const WRONG: &str = r#"{"about": "A wrong expectation, on purpose.", "vectors": [{"name": "the amount is another",
    "guards": "a runner that compares nothing", "input": {"amount": 15000, "currency": "KRW"},
    "expect": {"text": "₩15,001"}}]}"#;

/// Writes the wrong vector, and returns its folder for `DAEJO_EXTRA_VECTORS`.
fn wrong_vectors() -> Result<PathBuf> {
    let folder = workspace::target()?.join("daejo/wrong-vectors");
    fs::create_dir_all(folder.join("display_amount"))?;
    fs::write(folder.join(WRONG_FILE), WRONG)?;
    Ok(folder)
}

/// Runs each runner with the wrong vector added. The JVM is not here: [`jvm`] shows it in its only run.
pub(crate) fn must_fail(counter: &mut Counter) -> Result<()> {
    let folder = wrong_vectors()?;
    let javascript = workspace::root().join("tests/conformance/javascript");
    let out = outcomes()?.join("wrong.jsonl");
    let mut runners = vec![("rust", rust_command(&out)?), ("command-line", command_line_command(&out)?)];
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
            &format!("{name} fails on a wrong vector"),
            (|| {
                ensure!(!output.status.success(), "{name} passed it");
                let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
                // The wrong vector is the cause, not a runner that does not start.
                ensure!(printed.contains("wrong.json"), "{name} failed for another reason:\n{printed}");
                Ok(())
            })(),
        )?;
    }
    Ok(())
}

/// The folder of the runners' outcomes.
fn outcomes() -> Result<PathBuf> {
    let folder = workspace::target()?.join("daejo/conformance");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Natively.
pub(crate) fn rust(counter: &mut Counter) -> Result<()> {
    counter.run("vectors: rust", &mut rust_command(&fresh_file("rust")?)?)
}

fn rust_command(out: &Path) -> Result<Command> {
    let mut runner = Command::new(program("daejo-conformance")?);
    runner.arg("--out").arg(out);
    Ok(runner)
}

/// Through the `daejo` command, as another language would call it.
pub(crate) fn command_line(counter: &mut Counter) -> Result<()> {
    counter.run("vectors: command line", &mut command_line_command(&fresh_file("command-line")?)?)
}

fn command_line_command(out: &Path) -> Result<Command> {
    let mut runner = Command::new(program("daejo-conformance-command-line")?);
    runner.arg("--out").arg(out);
    Ok(runner)
}

/// In Node, natively and as WebAssembly, and in a browser.
pub(crate) fn javascript(counter: &mut Counter) -> Result<()> {
    let folder = workspace::root().join("tests/conformance/javascript");
    setup::packages(&folder)?;
    for runner in ["node-native", "node-wasm"] {
        counter.run(
            &format!("vectors: {runner}"),
            setup::node()?
                .args([&format!("{runner}.mjs"), "--out"])
                .arg(fresh_file(runner)?)
                .current_dir(&folder),
        )?;
    }
    let Some(chromium) = setup::chromium("vectors: browser")? else { return Ok(()) };
    counter.run(
        "vectors: browser",
        setup::node()?
            .args(["browser.mjs", "--out"])
            .arg(fresh_file("browser")?)
            .env("CHROMIUM", chromium)
            .current_dir(&folder),
    )
}

/// On the JVM. Maven takes a minute, so its only run includes the wrong vector, which must be the only one that fails.
pub(crate) fn jvm(counter: &mut Counter) -> Result<()> {
    let out = fresh_file("jvm")?;
    kotlin::conformance(counter, &out, &wrong_vectors()?)?;
    without_wrong_vector(&out)
}

/// Removes the outcome of the wrong vector from a runner's file: the other runners do not have it.
fn without_wrong_vector(file: &Path) -> Result<()> {
    let outcomes = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let kept: Vec<&str> = outcomes.split_inclusive('\n').filter(|line| !line.contains(WRONG_FILE)).collect();
    Ok(fs::write(file, kept.concat())?)
}

/// Shows the hash of each runner's outcomes, and fails if they differ.
pub(crate) fn compare(counter: &mut Counter) -> Result<()> {
    let folder = outcomes()?;
    println!("{:<14} {:>7}  sha256 of the outcomes", "runtime", "vectors");
    let mut hashes = Vec::new();
    for runner in RUNNERS {
        let Ok(written) = fs::read(path(&folder, runner)) else {
            run::skip(&format!("hash of {runner}"), "the runner wrote no outcomes")?;
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

/// The path of a runner's outcomes. A file of an earlier run is deleted: it must not pass for a result of this run.
fn fresh_file(runner: &str) -> Result<PathBuf> {
    let file = path(&outcomes()?, runner);
    if file.exists() {
        fs::remove_file(&file)?;
    }
    Ok(file)
}
