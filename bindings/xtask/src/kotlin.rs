//! The Kotlin package: its generated sources, its tests and its run of the vectors.

use crate::conformance::WRONG_FILE;
use crate::programs::{jvm_library, program};
use crate::tally::{Counter, Counts};
use crate::{run, workspace};
use anyhow::{Context as _, Result, ensure};
use std::env::consts::{ARCH, OS};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// JNA's name for this platform: the folder of the library in the jar.
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

/// Builds the library with every operation, generates its Kotlin, and runs the tests and the vectors on the JVM.
///
/// `wrong_vectors` is a folder with one wrong vector: exactly that one has to fail.
pub(crate) fn conformance(counter: &mut Counter, out: &Path, wrong_vectors: &Path) -> Result<()> {
    ensure_installed("mvn")?;
    // Before the library: building all programs puts the phone's library in its place.
    let bindgen = program("daejo-mobile-bindgen")?;
    let library = jvm_library()?;
    let sources = workspace::target()?.join("daejo/kotlin/server");
    run::run(
        "generating Kotlin",
        Command::new(bindgen)
            .current_dir(workspace::root())
            .arg("--library")
            .arg(&library)
            .arg("--out-dir")
            .arg(&sources),
    )?;
    run::say("vectors: JVM");
    let output = maven(&sources, &library, out)?
        .env("DAEJO_EXTRA_VECTORS", wrong_vectors)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("Maven does not start")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let outcome = judge(&printed, output.status.success());
    match &outcome {
        Ok(passed) => {
            counter.add(*passed, 0);
            run::say(&format!("JVM: {passed} passed"));
        }
        // Maven prints much, so its output is shown only here.
        Err(_) => println!("{printed}"),
    }
    counter.check("jvm fails on a wrong vector and on no other", outcome.map(|_| ()))
}

/// The tests and vectors that passed, if exactly the wrong vector failed.
fn judge(printed: &str, succeeded: bool) -> Result<u64> {
    let vectors = printed.lines().find_map(Counts::of_vectors).context("the vectors did not run")?;
    ensure!(vectors.failed > 0, "the wrong vector passed");
    ensure!(vectors.failed == 1, "{} vectors failed beside the wrong one", vectors.failed.saturating_sub(1));
    ensure!(
        printed.lines().any(|line| line.starts_with(WRONG_FILE)),
        "another vector failed than the wrong one"
    );
    ensure!(!succeeded, "a vector failed, but Maven did not");
    let tests: Vec<Counts> = printed.lines().filter_map(Counts::of_surefire).collect();
    let passed = tests.iter().fold(vectors.passed, |sum, test| sum.saturating_add(test.passed));
    // The test that runs the vectors.
    let failed = tests.iter().fold(0_u64, |sum, test| sum.saturating_add(test.failed));
    ensure!(failed == 1, "{failed} tests failed instead of the one that runs the vectors");
    Ok(passed)
}

/// Maven's tests over the generated sources and the library.
fn maven(sources: &Path, library: &Path, out: &Path) -> Result<Command> {
    let root = workspace::root();
    let define = |name: &str, value: &Path| format!("-Ddaejo.{name}={}", value.display());
    let library_folder = library.parent().map_or_else(PathBuf::new, PathBuf::from);
    let mut maven = Command::new("mvn");
    maven
        .args(["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never", "--file"])
        .arg(root.join("bindings/mobile/kotlin/pom.xml"))
        // Without this, a compiler process keeps running after the tests.
        .args(["test", "-Dkotlin.compiler.daemon=false", "-Ddaejo.surface=server"])
        .arg(define("generated", sources))
        .arg(define("library", &library_folder))
        .arg(define("build", &workspace::target()?.join("daejo/kotlin/build")))
        .arg(define("vectors", &root.join("tests/vectors")))
        .arg(define("out", out))
        .arg(format!("-Ddaejo.platform={}", platform()));
    Ok(maven)
}

fn ensure_installed(program: &str) -> Result<()> {
    run::read(Command::new(program).arg("--version"))
        .map(|_| ())
        .with_context(|| format!("{program} is needed"))
}

#[cfg(test)]
mod tests {
    use super::judge;

    const PACKAGE: &str = "[INFO] Tests run: 10, Failures: 0, Errors: 0, Skipped: 1\n";
    const CLASS: &str =
        "[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 2 s <<< FAILURE!\n";
    const VECTORS: &str = "[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0\n";
    const WRONG: &str = "display_amount/wrong.json#0: the amount is another\n    expected …\n";

    #[test]
    fn exactly_the_wrong_vector_fails() {
        let printed = format!("{PACKAGE}{WRONG}1121 passed, 1 failed\n{CLASS}{VECTORS}");
        assert_eq!(judge(&printed, false).ok(), Some(1130));
    }

    #[test]
    fn anything_else_is_an_error() {
        let refused = |printed: &str, succeeded| judge(printed, succeeded).is_err();
        assert!(refused(PACKAGE, false), "the vectors did not run");
        assert!(refused(&format!("{PACKAGE}1122 passed, 0 failed\n"), true), "the wrong vector passed");
        assert!(refused(&format!("{PACKAGE}{WRONG}1121 passed, 1 failed\n"), true), "Maven passed");
        let two = format!("{PACKAGE}{WRONG}read_answer/a.json#0: b\n1120 passed, 2 failed\n{VECTORS}");
        assert!(refused(&two, false), "two vectors failed");
        let other = format!("{PACKAGE}read_answer/a.json#0: b\n1121 passed, 1 failed\n{VECTORS}");
        assert!(refused(&other, false), "another vector failed");
        let test = PACKAGE.replace("Failures: 0", "Failures: 1");
        assert!(
            refused(&format!("{test}{WRONG}1121 passed, 1 failed\n{VECTORS}"), false),
            "another test failed"
        );
    }
}
