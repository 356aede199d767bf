//! A load run with faults and kills on the real server: `daejo-chaos --payments 10000 --kills 100 --database sqlite --seed 1`.
#![expect(clippy::print_stdout, reason = "a command-line program prints its results")]

use anyhow::{Result, bail};
use clap::Parser;
use daejo_chaos::drive::{Options, run};
use daejo_databases::Missing;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::signal::unix::{SignalKind, signal};

/// Runs shoppers, PG faults and server kills by seed, then the auditor.
#[derive(Parser)]
#[command(name = "daejo-chaos")]
struct Flags {
    #[command(flatten)]
    options: Options,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let Flags { options } = Flags::parse();
    let clock = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let seed = options.seed.unwrap_or(clock);
    println!(
        "seed {seed}: {} payments, {} kills, {}",
        options.payments,
        options.kills,
        options.database.name()
    );
    let mut terminate = signal(SignalKind::terminate())?;
    let say = |line: String| println!("{line}");
    let figures = tokio::select! {
        figures = run(&options, seed, &say) => figures,
        // Dropping the run kills its child processes and removes its folder.
        _ = terminate.recv() => bail!("stopped by a signal"),
        _ = tokio::signal::ctrl_c() => bail!("stopped by a signal"),
    };
    let figures = match figures {
        Ok(figures) => figures,
        Err(error) => {
            println!("! {error:#}");
            // The exit code tells a database that is not installed (2) from a failed run (1).
            return Ok(ExitCode::from(
                if matches!(error.downcast_ref(), Some(Missing::Program(_) | Missing::User(_))) {
                    2
                } else {
                    1
                },
            ));
        }
    };
    println!("\n{figures}");
    if let Some(out) = &options.out {
        std::fs::write(out, serde_json::to_string_pretty(&figures.json())?)?;
    }
    Ok(if figures.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
