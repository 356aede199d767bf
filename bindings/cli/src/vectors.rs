//! `daejo vectors`: runs test vectors against the core in this command.

use crate::error::Error;
use daejo_conformance::{folders, native, read_folders, run as run_vectors};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(given: Vec<PathBuf>, out: Option<&Path>) -> Result<ExitCode, Error> {
    let mut given = given.into_iter();
    let Some(first) = given.next() else { return Ok(ExitCode::SUCCESS) };
    let mut all = folders(first);
    // The folders of DAEJO_EXTRA_VECTORS come last.
    all.splice(1..1, given);
    let report = run_vectors(&read_folders(&all)?, native);
    if let Some(out) = out {
        fs::write(out, &report.outcomes).map_err(|source| Error::File { path: out.into(), source })?;
    }
    let mut stdout = io::stdout().lock();
    write!(stdout, "{}", report.failures)?;
    writeln!(stdout, "{} passed, {} failed", report.passed, report.failed)?;
    writeln!(stdout, "sha256 {}", report.digest())?;
    stdout.flush()?;
    Ok(if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
