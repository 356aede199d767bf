//! The core for Node, as a native module.
