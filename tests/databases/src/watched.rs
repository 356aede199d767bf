//! A server that does not outlive the tests, however they end.

use crate::Missing;
use crate::program::last_lines;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Starts the server ("$@"), waits until the pipe from the tests' process closes, which it does however that process
/// ends, then ends the server at once and clears away its folder ($FOLDER).
const WATCH: &str = r#"
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
read -r _ <&3
kill -$SIGNAL $server 2>/dev/null
wait $server 2>/dev/null
rm -rf "$FOLDER"
"#;

const LONGEST_START: Duration = Duration::from_secs(60);

/// A running server.
#[derive(Debug)]
pub(crate) struct Watched {
    /// The address of a database that it always has.
    pub(crate) url: String,
    /// Its pipe is what the watch waits for.
    _watch: Child,
}

impl Watched {
    /// Runs `server` and waits until it takes connections on `port`. `signal` ends it at once.
    pub(crate) fn start(
        name: &'static str,
        (server, signal): (&Command, &str),
        folder: TempDir,
        port: u16,
        url: String,
    ) -> Result<Self, Missing> {
        let failed = |said: String| Missing::Failed { program: name, said };
        let log = folder.path().join("log");
        let output = std::fs::File::create(&log).map_err(|error| failed(error.to_string()))?;
        let errors = output.try_clone().map_err(|error| failed(error.to_string()))?;
        let mut watch = Command::new("sh");
        watch.args(["-c", WATCH, "watch"]).arg(server.get_program()).args(server.get_args());
        watch.current_dir("/").env("LC_ALL", "C").env("FOLDER", folder.path()).env("SIGNAL", signal);
        watch.stdin(Stdio::piped()).stdout(output).stderr(errors);
        let mut watch = watch.spawn().map_err(|error| failed(error.to_string()))?;
        // The watch clears it away.
        let folder = folder.keep();
        let end = Instant::now().checked_add(LONGEST_START).unwrap_or_else(Instant::now);
        while !answers(port) {
            if Instant::now() >= end || watch.try_wait().is_ok_and(|ended| ended.is_some()) || is_dead(&log) {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                drop(watch);
                return Err(failed(last_lines(&said)));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = folder;
        Ok(Self { url, _watch: watch })
    }
}

/// Both servers say this when they give up.
fn is_dead(log: &Path) -> bool {
    let said = std::fs::read_to_string(log).unwrap_or_default();
    said.contains("FATAL:  ") && !said.contains("starting up") || said.contains("Aborting")
}

fn answers(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> Result<u16, Missing> {
    let failed = |error: std::io::Error| Missing::Failed { program: "a port", said: error.to_string() };
    let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
    Ok(listener.local_addr().map_err(failed)?.port())
}

/// A new folder.
pub(crate) fn folder() -> Result<TempDir, Missing> {
    let made = tempfile::Builder::new().prefix("daejo-database-").tempdir();
    made.map_err(|error| Missing::Failed { program: "a folder", said: error.to_string() })
}
