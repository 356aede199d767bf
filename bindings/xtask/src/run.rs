//! Running other programs, aloud.

use anyhow::{Context as _, Result, ensure};
use std::process::{Command, Stdio};

/// A line about what is being done.
pub(crate) fn say(line: &str) {
    println!("· {line}");
}

/// Says what is being done and does it; the program speaks for itself.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    say(what);
    let status = command.status().with_context(|| format!("{what}: {command:?} does not start"))?;
    ensure!(status.success(), "{what}: {command:?} ended with {status}");
    Ok(())
}

/// What a program prints.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?} does not start"))?;
    ensure!(output.status.success(), "{command:?} ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// A part that cannot be had here: skipped by name, and an error where everything has to run.
pub(crate) fn skip(part: &str, why: &str) -> Result<()> {
    ensure!(
        std::env::var("CI").is_ok_and(|ci| ci != "true") || std::env::var("CI").is_err(),
        "{part}: {why}"
    );
    println!("! SKIPPED: {part}: {why}");
    Ok(())
}
