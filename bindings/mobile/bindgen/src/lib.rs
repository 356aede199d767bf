//! Generates the Kotlin of the phone and JVM binding: the crossing by uniffi, and on top of it a class for every type
//! that crosses, from the core's own declarations. Nothing of it is written or kept by hand.

mod declare;
mod kotlin;
mod model;
mod read;

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use std::fs;
use uniffi::{GenerateOptions, TargetLanguage};

/// Writes all Kotlin sources to `out`: uniffi's for the library at `library`, and the typed client surface.
///
/// # Errors
/// If the library was not built with uniffi, if a type has a shape that has no Kotlin yet, or if writing fails.
pub fn generate(library: &Utf8Path, out: &Utf8Path) -> Result<()> {
    uniffi::generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: out.into(),
        // Only `uniffi.toml` of the library's own crate is looked for.
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

/// The typed client surface: names of files and their Kotlin.
///
/// # Errors
/// If a type has a shape that has no Kotlin yet.
pub fn typed_kotlin() -> Result<[(&'static str, String); 2]> {
    let types = read::declarations(&declare::client_types())?;
    let operations = declare::client_operations();
    Ok([
        ("Types.kt", kotlin::types(&types, &operations)),
        ("ClientOperations.kt", kotlin::operations(&types, &operations)?),
    ])
}
