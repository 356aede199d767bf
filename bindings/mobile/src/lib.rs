//! The core for phones and the JVM, through uniffi.
