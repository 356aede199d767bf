//! PostgreSQL, with the settings of a small real one: what is committed is on the disk.

use crate::Missing;
use crate::program::{User, find, run};
use crate::watched::{Watched, folder, free_port};
use std::path::PathBuf;

/// Debian keeps the programs of each version apart.
fn folders() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort_unstable();
    folders.reverse();
    folders
}

pub(crate) fn start() -> Result<Watched, Missing> {
    let initdb = find("initdb", &folders())?;
    let postgres = find("postgres", &folders())?;
    let (folder, port) = (folder()?, free_port()?);
    let user = User::of(folder.path(), &["postgres", "nobody"])?;
    let data = folder.path().join("data");
    let mut making = user.command(&initdb);
    making.arg("-D").arg(&data).args(["-U", "daejo", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
    run("initdb", &mut making)?;
    let mut server = user.command(&postgres);
    server.arg("-D").arg(&data).arg("-k").arg(folder.path());
    server.arg("-p").arg(port.to_string()).args(["-h", "127.0.0.1"]);
    for setting in ["fsync=on", "shared_buffers=256MB", "max_connections=300", "max_wal_size=2GB"] {
        server.args(["-c", setting]);
    }
    let url = format!("postgres://daejo@127.0.0.1:{port}/postgres");
    Watched::start("postgres", (&server, "QUIT"), folder, port, url)
}
