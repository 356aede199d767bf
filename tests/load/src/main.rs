//! Measures confirms on a running server: throughput and latency with a fast, a medium and a slow PG, compared with the
//! bare database transactions; with one and two server processes; and during the restart of one of two.
#![expect(clippy::print_stdout, reason = "a command-line program prints its results")]
#![expect(clippy::float_arithmetic, clippy::as_conversions, reason = "times and ratios are not money")]

mod bare;
mod database;
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

/// Measures confirms on a running server.
#[derive(Parser)]
struct Flags {
    /// The server's binary.
    #[arg(long)]
    server: PathBuf,
    /// The databases to measure on.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres,mysql")]
    databases: Vec<database::Kind>,
    /// How many confirms a run makes.
    #[arg(long, default_value_t = 4_000)]
    payments: usize,
    /// How many confirms are in flight at once with a slow PG.
    #[arg(long, default_value_t = 2_000)]
    slow: usize,
    /// Write the figures to this file, as JSON.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let flags = Flags::parse();
    let mut figures = Figures::default();
    for kind in &flags.databases {
        run::measure_database(&flags.server, *kind, flags.payments, flags.slow, &mut figures).await?;
    }
    println!("{figures}");
    if let Some(out) = flags.out {
        std::fs::write(out, figures.json())?;
    }
    Ok(())
}
