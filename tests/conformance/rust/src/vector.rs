//! Vector files: `<folder>/<operation>/<theme>.json`.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// One file of vectors.
#[derive(Debug)]
#[non_exhaustive]
pub struct File {
    /// `<operation>/<theme>.json`, with `/` on every system.
    pub path: String,
    /// The name of its folder.
    pub operation: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The subject of the file's vectors.
    pub about: String,
    /// The vectors, in the order of the file.
    pub vectors: Vec<Vector>,
}

/// One vector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Vector {
    /// The case. Unique among the vectors of its operation.
    pub name: String,
    /// The harm that happens if the expectation is not met, as a plain clause.
    pub guards: String,
    /// The call. A text is the call itself, byte for byte.
    pub input: serde_json::Value,
    /// The operation's complete output, or `{"malformed": {"code", "path"}}`.
    pub expect: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    about: String,
    vectors: Vec<Vector>,
}

/// Why vectors could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The folder, or a file in it, cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The path.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A file does not have the form of a vector file.
    #[error("{path}: {source}")]
    Json {
        /// The path.
        path: PathBuf,
        /// The cause.
        source: serde_json::Error,
    },
}

/// The folders to run: `first`, then the folders in `DAEJO_EXTRA_VECTORS`.
#[must_use]
pub fn folders(first: PathBuf) -> Vec<PathBuf> {
    let extra = env::var_os("DAEJO_EXTRA_VECTORS").unwrap_or_default();
    let extra = env::split_paths(&extra).filter(|path| !path.as_os_str().is_empty());
    std::iter::once(first).chain(extra).collect()
}

/// The vector files of several folders, one folder after the other.
///
/// # Errors
/// [`ReadError`] for the first folder or file that cannot be read.
pub fn read_folders(folders: &[PathBuf]) -> Result<Vec<File>, ReadError> {
    let mut files = Vec::new();
    for folder in folders {
        files.extend(read_folder(folder)?);
    }
    Ok(files)
}

/// The vector files of a folder, by relative path in byte order. Only subfolders with an operation's name are read.
///
/// # Errors
/// [`ReadError`] for the first file that cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<File>, ReadError> {
    let io = |path: &Path| {
        let path = path.to_path_buf();
        move |source| ReadError::Io { path, source }
    };
    let mut files = Vec::new();
    for operation in daejo::api::CLIENT_OPERATIONS.iter().chain(daejo::api::SERVER_OPERATIONS) {
        let inner = folder.join(operation);
        if !inner.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&inner).map_err(io(&inner))? {
            let path = entry.map_err(io(&inner))?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                files.push(read_file(operation, &path)?);
            }
        }
    }
    files.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    Ok(files)
}

fn read_file(operation: &str, path: &Path) -> Result<File, ReadError> {
    let bytes = fs::read(path).map_err(|source| ReadError::Io { path: path.into(), source })?;
    let Written { about, vectors } =
        serde_json::from_slice(&bytes).map_err(|source| ReadError::Json { path: path.into(), source })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(File { path: format!("{operation}/{name}"), operation: operation.into(), bytes, about, vectors })
}
