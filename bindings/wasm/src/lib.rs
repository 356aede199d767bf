//! The core for browsers and edge functions, as WebAssembly.
