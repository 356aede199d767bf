//! Digests of the outcomes and of the vectors.

use crate::vector::File;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of the vector files: relative path, NUL, content, NUL of each file, in the order of the paths.
#[must_use]
pub fn vectors_hash(files: &[File]) -> String {
    let mut bytes = Vec::new();
    for file in files {
        bytes.extend_from_slice(file.path.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(&file.bytes);
        bytes.push(0);
    }
    sha256_hex(&bytes)
}
