//! Runs the command.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

/// The result of a run.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `daejo` with `input` on its standard input.
pub(crate) fn daejo(arguments: &[&str], input: &[u8]) -> io::Result<Ran> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_daejo"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().ok_or_else(|| io::Error::other("no pipe"))?;
    let input = input.to_vec();
    // Written in another thread: otherwise both processes could wait for a full pipe.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output()?;
    // A command that ends early closes its input. Only its output matters.
    let _ = writer.join();
    Ok(Ran {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
