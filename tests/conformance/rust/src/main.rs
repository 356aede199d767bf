//! Runs the vectors natively.

use clap::Parser;
use daejo_conformance::{Report, folders, native, read_folder, read_folders, run, vectors_hash};
use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the vectors natively.
#[derive(Parser)]
struct Options {
    /// The folder of the vectors. The folders in DAEJO_EXTRA_VECTORS are run after it.
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"))]
    vectors: PathBuf,
    /// Writes the outcomes to this file, one line of canonical JSON per vector.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Prints the SHA-256 of the vector files, for core/vectors.sha256, and runs nothing.
    #[arg(long)]
    vectors_hash: bool,
    /// Prints the state diagram, for core/src/payment/table.md, and runs nothing.
    #[arg(long)]
    diagram: bool,
}

fn main() -> ExitCode {
    match start(Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // If writing to stderr fails, the error cannot be reported; the exit code remains.
            let _ = writeln!(io::stderr(), "daejo-conformance: {error}");
            ExitCode::from(2)
        }
    }
}

fn start(options: Options) -> Result<bool, Box<dyn Error>> {
    let mut stdout = io::stdout().lock();
    if options.vectors_hash {
        writeln!(stdout, "{}", vectors_hash(&read_folder(&options.vectors)?))?;
        return Ok(true);
    }
    if options.diagram {
        write!(stdout, "```mermaid\n{}```\n", daejo::payment::diagram())?;
        return Ok(true);
    }
    let report: Report = run(&read_folders(&folders(options.vectors))?, native);
    if let Some(out) = options.out {
        fs::write(out, &report.outcomes)?;
    }
    write!(stdout, "{}", report.failures)?;
    writeln!(stdout, "{} passed, {} failed", report.passed, report.failed)?;
    writeln!(stdout, "sha256 {}", report.digest())?;
    Ok(report.failed == 0)
}
