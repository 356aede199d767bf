//! A storm over the real server: `daejo-chaos --payments 10000 --kills 100 --database sqlite --seed 1`.
#![expect(clippy::print_stdout, reason = "this is a program for people")]

use anyhow::{Result, bail};
use clap::Parser;
use daejo_chaos::drive::{Options, run};
use daejo_databases::Missing;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::signal::unix::{SignalKind, signal};

/// Shoppers, faults and kills by seed; then an auditor.
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
        // Children and folder go with what is dropped here.
        _ = terminate.recv() => bail!("told to stop"),
        _ = tokio::signal::ctrl_c() => bail!("told to stop"),
    };
    let figures = match figures {
        Ok(figures) => figures,
        Err(error) => {
            println!("! {error:#}");
            // Whoever calls this can tell a database that is not there from one that did not hold.
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
