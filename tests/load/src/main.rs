//! Measures confirms on a running server: throughput and latency with a fast, a middling and a slow PG, beside the
//! same transactions bare on the same database; one process and two; many in flight; one of two restarted.
#![expect(clippy::print_stdout, reason = "a program that reports to a terminal")]
#![expect(clippy::float_arithmetic, clippy::as_conversions, reason = "a ratio of times is no money")]

mod bare;
mod books;
mod figures;
mod pg;
mod rolling;
mod run;
mod server;
mod shopper;

use anyhow::Result;
use clap::Parser;
use figures::Figures;
use std::path::PathBuf;

/// What to measure, and with what.
#[derive(Parser)]
struct Flags {
    /// The built server.
    #[arg(long)]
    server: PathBuf,
    /// On which databases.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres,mysql")]
    databases: Vec<books::Kind>,
    /// How many confirms a run has.
    #[arg(long, default_value_t = 4_000)]
    payments: usize,
    /// How many confirms are in flight with a slow PG.
    #[arg(long, default_value_t = 2_000)]
    slow: usize,
    /// Writes the figures there, as JSON.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let flags = Flags::parse();
    let mut figures = Figures::default();
    for kind in &flags.databases {
        run::of_database(&flags.server, *kind, flags.payments, flags.slow, &mut figures).await?;
    }
    println!("{figures}");
    if let Some(out) = flags.out {
        std::fs::write(out, figures.json())?;
    }
    Ok(())
}
