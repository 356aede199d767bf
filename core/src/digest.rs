//! Digests, to compare a text with an earlier one without storing it.

use alloc::string::String;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}
