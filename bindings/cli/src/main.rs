//! The `daejo` command: the core for use in a terminal, and for every language that can start a program.

mod call;
mod codes;
mod error;
mod explain;
mod options;
mod vectors;

use crate::error::Error;
use crate::options::{Command, Options};
use clap::Parser as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Options::parse().command) {
        Ok(code) => code,
        // The reader closed the pipe, as `head` does: not an error.
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error cannot be written either, there is no other place to report to.
            let _ = writeln!(io::stderr(), "daejo: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Call { operation } => {
            call::run(&operation, io::stdin().lock(), io::stdout().lock())?;
        }
        Command::Explain(options) => explain::run(&options)?,
        Command::Codes { pg, json } => codes::run(pg, json)?,
        Command::Vectors { folders, out } => return vectors::run(folders, out.as_deref()),
        Command::Version => {
            let version = daejo::api::version(daejo::api::NoInput::default());
            let mut stdout = io::stdout().lock();
            writeln!(stdout, "daejo {}", version.version)?;
            writeln!(stdout, "vectors sha256 {}", version.vectors)?;
            stdout.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
