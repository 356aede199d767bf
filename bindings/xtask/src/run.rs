//! Starts other programs, and prints what is done.

use anyhow::{Context as _, Result, ensure};
use std::process::{Command, Stdio};

/// Prints a line about the next step.
pub(crate) fn say(line: &str) {
    println!("· {line}");
}

/// Prints `what` and runs a program, whose output is shown.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    say(what);
    let status = command.status().with_context(|| format!("{what}: {command:?} does not start"))?;
    ensure!(status.success(), "{what}: {command:?} ended with {status}");
    Ok(())
}

/// Runs a program and returns what it prints.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?} does not start"))?;
    ensure!(output.status.success(), "{command:?} ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// Skips a part that cannot run on this machine. With `CI=true` every part has to run, so it is an error there.
pub(crate) fn skip(part: &str, why: &str) -> Result<()> {
    ensure!(std::env::var("CI").as_deref() != Ok("true"), "{part}: {why}");
    println!("! SKIPPED: {part}: {why}");
    Ok(())
}
