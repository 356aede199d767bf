//! The reference shop server: `daejo-server --sandbox`.

use clap::Parser;
use daejo_server::{Flags, Server, start_logging};
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Plain text instead of a log line, for an operator who starts the server by hand.
            let _ = writeln!(std::io::stderr(), "daejo shop: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let config = Flags::parse().resolve()?;
    start_logging();
    let mut terminate = signal(SignalKind::terminate())?;
    let server = Server::start(config).await?;
    let mut lines = format!("daejo shop on {}\n", server.public_url());
    if let Some(url) = server.sandbox_url() {
        lines.push_str(&format!("sandbox PG on {url}\n"));
    }
    // Scripts wait for the first line, so it is flushed. A closed pipe is no reason to stop.
    let mut stdout = std::io::stdout();
    let _ = stdout.write_all(lines.as_bytes()).and_then(|()| stdout.flush());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    server.stop().await;
    Ok(())
}
