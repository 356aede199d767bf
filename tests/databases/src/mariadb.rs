//! MariaDB, with the settings of a small production server: a commit is on the disk.

use crate::Missing;
use crate::programs::{User, find, run};
use crate::server_process::{ServerProcess, folder, port};
use std::path::PathBuf;

/// The account for TCP connections; the server's own root account is not accepted over TCP.
const ACCOUNT: &str = "CREATE USER IF NOT EXISTS daejo@'%';\nGRANT ALL ON *.* TO daejo@'%';\n";

pub(crate) fn start() -> Result<ServerProcess, Missing> {
    let folders = [PathBuf::from("/usr/sbin"), PathBuf::from("/usr/libexec")];
    let install = find("mariadb-install-db", &folders)?;
    let mariadbd = find("mariadbd", &folders)?;
    let (folder, port) = (folder()?, port()?);
    let account = folder.path().join("account.sql");
    std::fs::write(&account, ACCOUNT)
        .map_err(|error| Missing::Failed { program: "mariadbd", output: error.to_string() })?;
    let user = User::of(folder.path(), &["mysql", "nobody"])?;
    let data = format!("--datadir={}", folder.path().join("data").display());
    let mut initialize = user.command(&install);
    initialize.args(["--no-defaults", &data, "--auth-root-authentication-method=normal", "--skip-test-db"]);
    run("mariadb-install-db", &mut initialize)?;
    let mut server = user.command(&mariadbd);
    server.args(["--no-defaults", &data, "--bind-address=127.0.0.1", "--skip-name-resolve"]);
    server.arg(format!("--port={port}"));
    server.arg(format!("--socket={}", folder.path().join("socket").display()));
    server.arg(format!("--pid-file={}", folder.path().join("pid").display()));
    server.arg(format!("--init-file={}", account.display()));
    server.args(["--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=256M"]);
    server.args(["--max-connections=300", "--log-bin-trust-function-creators=1"]);
    let url = format!("mysql://daejo@127.0.0.1:{port}/mysql");
    ServerProcess::start("mariadbd", (&server, "KILL"), folder, port, url)
}
