//! The Kotlin package: its generated sources, its tests, its vectors.

use crate::tally::Counter;
use crate::{run, workspace};
use anyhow::{Context as _, Result};
use std::env::consts::{ARCH, DLL_PREFIX, DLL_SUFFIX, OS};
use std::path::{Path, PathBuf};
use std::process::Command;

/// JNA's name for this platform, under which the library lies in the jar.
fn platform() -> String {
    let os = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let arch = match ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    format!("{os}-{arch}")
}

/// Builds the library with every operation, generates its Kotlin and runs the JVM's tests and vectors.
pub(crate) fn conformance(counter: &mut Counter, out: &Path) -> Result<()> {
    which("mvn")?;
    run::run(
        "building the JVM's library",
        workspace::cargo().args(["build", "--quiet", "--package", "daejo-mobile", "--features", "server"]),
    )?;
    run::run(
        "generating Kotlin",
        workspace::cargo()
            .args(["run", "--quiet", "--package", "daejo-mobile-bindgen", "--", "--library"])
            .arg(workspace::target()?.join(format!("debug/{DLL_PREFIX}daejo_mobile{DLL_SUFFIX}")))
            .arg("--out-dir")
            .arg(generated()?),
    )?;
    counter.run_brief("vectors: JVM", &mut command(out)?)
}

fn generated() -> Result<PathBuf> {
    Ok(workspace::target()?.join("daejo/kotlin/server"))
}

/// Maven's tests, over what [`conformance`] has built.
pub(crate) fn command(out: &Path) -> Result<Command> {
    let root = workspace::root();
    let target = workspace::target()?;
    let define = |name: &str, value: &Path| format!("-Ddaejo.{name}={}", value.display());
    let mut maven = Command::new("mvn");
    maven
        .args(["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never", "--file"])
        .arg(root.join("bindings/mobile/kotlin/pom.xml"))
        // No compiler is left running when the tests have ended.
        .args(["test", "-Dkotlin.compiler.daemon=false", "-Ddaejo.surface=server"])
        .arg(define("generated", &generated()?))
        .arg(define("library", &target.join("debug")))
        .arg(define("build", &target.join("daejo/kotlin/build")))
        .arg(define("vectors", &root.join("tests/vectors")))
        .arg(define("out", out))
        .arg(format!("-Ddaejo.platform={}", platform()));
    Ok(maven)
}

fn which(program: &str) -> Result<()> {
    run::read(Command::new(program).arg("--version"))
        .map(|_| ())
        .with_context(|| format!("{program} is needed"))
}
