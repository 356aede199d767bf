//! Generates the Kotlin sources of the binding for phones and the JVM: the calls into the library by uniffi, and a class
//! for each type of the operations from the core's declarations.

mod declare;
mod kotlin;
mod model;
mod read;

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use std::fs;
use uniffi::{GenerateOptions, TargetLanguage};

/// Writes all Kotlin sources to `out`: uniffi's sources for the library at `library`, and the typed client operations.
///
/// # Errors
/// If the library was not built with uniffi, if a type has a shape that the generator does not know, or if writing fails.
pub fn generate(library: &Utf8Path, out: &Utf8Path) -> Result<()> {
    uniffi::generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: out.into(),
        // Only `uniffi.toml` in the library's own crate is read.
        metadata_no_deps: true,
        ..GenerateOptions::default()
    })?;
    let package = out.join("dev/daejo");
    fs::create_dir_all(&package)?;
    for (name, text) in typed_kotlin()? {
        fs::write(package.join(name), text).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

/// The typed client operations: the name and the Kotlin source of each file.
///
/// # Errors
/// If a type has a shape that the generator does not know.
pub fn typed_kotlin() -> Result<[(&'static str, String); 2]> {
    let types = read::declarations(&declare::client_types())?;
    let operations = declare::client_operations();
    Ok([
        ("Types.kt", kotlin::types(&types, &operations)),
        ("ClientOperations.kt", kotlin::operations(&types, &operations)?),
    ])
}
