//! Compares a sandbox PG's ledger file with a shop's database: `daejo-audit --ledger FILE --database URL`.
#![expect(clippy::print_stdout, reason = "a command-line program prints its results")]

use anyhow::Result;
use clap::Parser;
use daejo_chaos::audit::{Books, Ledger, audit};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Checks that no money and no stock was lost, invented or counted twice, and prints each defect with its order.
#[derive(Parser)]
#[command(name = "daejo-audit")]
struct Flags {
    /// The sandbox PG's ledger file.
    #[arg(long)]
    ledger: PathBuf,
    /// The shop's database: a SQLite file, postgres://… or mysql://….
    #[arg(long)]
    database: String,
    /// Print the figures as JSON after the report.
    #[arg(long)]
    json: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    let flags = Flags::parse();
    let ledger = Ledger::read(&flags.ledger)?;
    let books = Books::read(&flags.database).await?;
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let report = audit(&books, &ledger, now);
    print!("{report}");
    if flags.json {
        println!("{}", serde_json::Value::Object(report.figures()));
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
