//! Digests: to recognise a text again without keeping it.

use alloc::string::String;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 0x0f] {
            hex.push(char::from_digit(u32::from(half), 16).unwrap_or_default());
        }
    }
    hex
}
