//! A server process that ends with the test process, however that ends.

use crate::Missing;
use crate::ports::free_port;
use crate::programs::last_lines;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Starts the server ("$@") and waits until the pipe from the test process closes, which happens however that process
/// ends. Then it kills the server with $SIGNAL and removes its folder ($FOLDER).
const WATCHDOG: &str = r#"
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
read -r _ <&3
kill -$SIGNAL $server 2>/dev/null
wait $server 2>/dev/null
rm -rf "$FOLDER"
"#;

/// How long a server may take to start and to accept the first connection, on a busy machine.
pub(crate) const START_TIMEOUT: Duration = Duration::from_secs(60);

/// A running database server.
#[derive(Debug)]
pub(crate) struct ServerProcess {
    /// The address of a database that exists from the start.
    pub(crate) url: String,
    /// The shell that kills the server when the pipe to it closes.
    _watchdog: Child,
}

impl ServerProcess {
    /// Runs `server` and waits until it accepts connections on `port`. `signal` is the one that ends it at once.
    pub(crate) fn start(
        name: &'static str,
        (server, signal): (&Command, &str),
        folder: TempDir,
        port: u16,
        url: String,
    ) -> Result<Self, Missing> {
        let failed = |output: String| Missing::Failed { program: name, output };
        let log = folder.path().join("log");
        let output = std::fs::File::create(&log).map_err(|error| failed(error.to_string()))?;
        let errors = output.try_clone().map_err(|error| failed(error.to_string()))?;
        let mut watchdog = Command::new("sh");
        watchdog.args(["-c", WATCHDOG, "watchdog"]).arg(server.get_program()).args(server.get_args());
        watchdog.current_dir("/").env("LC_ALL", "C").env("FOLDER", folder.path()).env("SIGNAL", signal);
        watchdog.stdin(Stdio::piped()).stdout(output).stderr(errors);
        let mut watchdog = watchdog.spawn().map_err(|error| failed(error.to_string()))?;
        // The watchdog removes the folder.
        let folder = folder.keep();
        let end = Instant::now().checked_add(START_TIMEOUT).unwrap_or_else(Instant::now);
        while !accepts_connections(port) {
            if Instant::now() >= end
                || watchdog.try_wait().is_ok_and(|ended| ended.is_some())
                || has_given_up(&log)
            {
                let output = std::fs::read_to_string(&log).unwrap_or_default();
                drop(watchdog);
                return Err(failed(last_lines(&output)));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = folder;
        Ok(Self { url, _watchdog: watchdog })
    }
}

/// Whether the log says that the server gave up.
fn has_given_up(log: &Path) -> bool {
    let log = std::fs::read_to_string(log).unwrap_or_default();
    log.contains("FATAL:  ") && !log.contains("starting up") || log.contains("Aborting")
}

fn accepts_connections(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

/// A free port for a server.
pub(crate) fn port() -> Result<u16, Missing> {
    free_port().ok_or_else(|| Missing::Failed { program: "the server", output: "no port is free".into() })
}

/// A new temporary folder.
pub(crate) fn folder() -> Result<TempDir, Missing> {
    let created = tempfile::Builder::new().prefix("daejo-database-").tempdir();
    created.map_err(|error| Missing::Failed { program: "the temporary folder", output: error.to_string() })
}
