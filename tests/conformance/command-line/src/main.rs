//! Runs the vectors through the `daejo` command: one process for each operation, one line of input and output a call.

use clap::Parser;
use daejo_conformance::{File, Input, Outcome, Report, folders, read_folders, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::{env, fs};

/// Runs the vectors through the `daejo` command.
#[derive(Parser)]
struct Options {
    /// The folder of the vectors. The folders in DAEJO_EXTRA_VECTORS come after it.
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"))]
    vectors: PathBuf,
    /// The command; by default the one in the folder of this runner.
    #[arg(long, value_name = "FILE")]
    daejo: Option<PathBuf>,
    /// Write the outcomes to this file, one canonical JSON line a vector.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    match start(Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // An error that cannot be printed is ignored.
            let _ = writeln!(io::stderr(), "daejo-conformance-command-line: {error}");
            ExitCode::from(2)
        }
    }
}

fn start(options: Options) -> Result<bool, Box<dyn Error>> {
    let daejo = match options.daejo {
        Some(daejo) => daejo,
        None => env::current_exe()?.with_file_name(format!("daejo{}", env::consts::EXE_SUFFIX)),
    };
    let files = read_folders(&folders(options.vectors))?;
    let report = run_through(&daejo, &files)?;
    if let Some(out) = options.out {
        fs::write(out, &report.outcomes)?;
    }
    let mut stdout = io::stdout().lock();
    write!(stdout, "{}", report.failures)?;
    writeln!(stdout, "{} passed, {} failed", report.passed, report.failed)?;
    writeln!(stdout, "sha256 {}", report.digest())?;
    Ok(report.failed == 0)
}

fn run_through(daejo: &Path, files: &[File]) -> Result<Report, Box<dyn Error>> {
    let mut commands: BTreeMap<String, Running> = BTreeMap::new();
    for file in files {
        if !commands.contains_key(&file.operation) {
            commands.insert(file.operation.clone(), Running::start(daejo, &file.operation)?);
        }
    }
    let report = run(files, |operation, input| {
        let command = commands.get_mut(operation).ok_or("the command is not running")?;
        command.call(input)
    });
    for (operation, command) in commands {
        command.end().map_err(|error| format!("daejo call {operation}: {error}"))?;
    }
    Ok(report)
}

/// A running `daejo call <operation>`.
struct Running {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Running {
    fn start(daejo: &Path, operation: &str) -> io::Result<Self> {
        let mut child = Command::new(daejo)
            .args(["call", operation])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", daejo.display())))?;
        let pipe = || io::Error::other("the command has no pipe");
        let stdin = child.stdin.take().ok_or_else(pipe)?;
        let stdout = BufReader::new(child.stdout.take().ok_or_else(pipe)?);
        Ok(Self { child, stdin, stdout })
    }

    fn call(&mut self, input: &Input) -> Result<Outcome, String> {
        let line = one_line(input);
        let mut answer = String::new();
        self.stdin
            .write_all(line.as_bytes())
            .and_then(|()| self.stdin.flush())
            .and_then(|()| self.stdout.read_line(&mut answer))
            .map_err(|error| error.to_string())?;
        let answer: Value = serde_json::from_str(&answer).map_err(|error| format!("the answer: {error}"))?;
        // No operation has an output with this member.
        Ok(match answer.get("malformed") {
            Some(malformed) => {
                let member = |name| malformed.get(name).and_then(Value::as_str).unwrap_or_default();
                Outcome::malformed(member("code"), member("path"))
            }
            None => Outcome::Output(answer),
        })
    }

    fn end(mut self) -> io::Result<()> {
        drop(self.stdin);
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
    }
}

/// The call as one line. A line feed between JSON tokens is replaced by a space; JSON strings contain no line feed.
fn one_line(input: &Input) -> String {
    let json = match &input.body {
        Some(bytes) => with_body(&input.json, bytes).unwrap_or_else(|| input.json.clone()),
        None => input.json.clone(),
    };
    format!("{}\n", json.replace('\n', " "))
}

/// Puts the body back in place of its null: a call on one line has no separate body.
fn with_body(json: &str, bytes: &[u8]) -> Option<String> {
    let mut value: Value = serde_json::from_str(json).ok()?;
    let place = ["/reply/body", "/request/body", "/event/reply/body"]
        .into_iter()
        .find(|place| value.pointer(place).is_some())?;
    *value.pointer_mut(place)? = match std::str::from_utf8(bytes) {
        Ok(text) => Value::from(text),
        Err(_) => serde_json::json!({ "base64": base64(bytes) }),
    };
    Some(value.to_string())
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
