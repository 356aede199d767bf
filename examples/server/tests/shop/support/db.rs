//! Which database a test runs on.

use daejo_databases::Server;
use std::path::Path;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Db {
    Sqlite,
    Postgres,
    Mysql,
}

impl Db {
    const fn server(self) -> Option<Server> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(Server::Postgres),
            Self::Mysql => Some(Server::Mysql),
        }
    }

    /// Whether this machine has it; if not, that is said.
    pub(crate) async fn is_here(self) -> bool {
        match self.server() {
            None => true,
            Some(server) => server.fresh_or_skip().await.is_some(),
        }
    }

    /// What `--database` is given for an empty database; a file is made in `folder`.
    pub(crate) async fn fresh(self, folder: &Path) -> String {
        match self.server() {
            None => folder.join("shop.db").to_str().unwrap().to_owned(),
            Some(server) => server.fresh().await.unwrap(),
        }
    }
}
