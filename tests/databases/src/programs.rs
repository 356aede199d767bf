//! Finds programs and runs them as a user other than root.

use crate::Missing;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The path of a program in `PATH` or in one of `folders`.
pub(crate) fn find(name: &'static str, folders: &[PathBuf]) -> Result<PathBuf, Missing> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates =
        std::env::split_paths(&path).chain(folders.iter().cloned()).map(|folder| folder.join(name));
    candidates.into_iter().find(|file| file.is_file()).ok_or(Missing::Program(name))
}

/// The user and group that run a server; `None` for those of this process. Database servers refuse to run as root.
#[derive(Clone, Debug)]
pub(crate) struct User(Option<(u32, u32)>);

impl User {
    /// This process's user, or the first existing user of `names` if this process runs as root. The owner of `folder`,
    /// which this process created, shows which user that is.
    pub(crate) fn of(folder: &Path, names: &[&str]) -> Result<Self, Missing> {
        let metadata = std::fs::metadata(folder);
        if metadata.map_or(true, |metadata| metadata.uid() != 0) {
            return Ok(Self(None));
        }
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let number = |name: &&str| {
            let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let found = names.iter().find_map(number).ok_or_else(|| Missing::User(names.join(", ")))?;
        chown(folder, Some(found.0), Some(found.1))
            .map_err(|error| Missing::Failed { program: "chown", output: error.to_string() })?;
        Ok(Self(Some(found)))
    }

    /// A command that runs `program` as this user.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = match self.0 {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}")).arg(format!("--regid={group}"));
                command.arg("--clear-groups").arg("--").arg(program);
                command
            }
        };
        command.current_dir("/").env("LC_ALL", "C");
        command
    }
}

/// Runs a program to its end.
///
/// # Errors
/// If it fails; the error has the end of its output.
pub(crate) fn run(name: &'static str, command: &mut Command) -> Result<(), Missing> {
    let failed = |output: String| Missing::Failed { program: name, output };
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let printed = [output.stdout, output.stderr].concat();
    Err(failed(last_lines(&String::from_utf8_lossy(&printed))))
}

/// The last 12 lines of a log, which have the reason of a failure.
pub(crate) fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(12)).copied().collect::<Vec<_>>().join("\n")
}
