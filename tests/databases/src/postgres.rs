//! PostgreSQL, with the settings of a small production server: a commit is on the disk.

use crate::Missing;
use crate::programs::{User, find, run};
use crate::server_process::{ServerProcess, folder, port};
use std::path::PathBuf;

/// Where Debian installs the programs, one folder a version; the highest version comes first.
fn folders() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort_unstable();
    folders.reverse();
    folders
}

pub(crate) fn start() -> Result<ServerProcess, Missing> {
    let initdb = find("initdb", &folders())?;
    let postgres = find("postgres", &folders())?;
    let (folder, port) = (folder()?, port()?);
    let user = User::of(folder.path(), &["postgres", "nobody"])?;
    let data = folder.path().join("data");
    let mut initialize = user.command(&initdb);
    initialize.arg("-D").arg(&data).args([
        "-U",
        "daejo",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]);
    run("initdb", &mut initialize)?;
    let mut server = user.command(&postgres);
    server.arg("-D").arg(&data).arg("-k").arg(folder.path());
    server.arg("-p").arg(port.to_string()).args(["-h", "127.0.0.1"]);
    for setting in ["fsync=on", "shared_buffers=256MB", "max_connections=300", "max_wal_size=2GB"] {
        server.args(["-c", setting]);
    }
    let url = format!("postgres://daejo@127.0.0.1:{port}/postgres");
    ServerProcess::start("postgres", (&server, "QUIT"), folder, port, url)
}
