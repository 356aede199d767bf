//! The JavaScript and TypeScript around a core: copied, or written out for every operation.

use anyhow::Result;
use daejo_typescript::camel_case;
use std::fs;
use std::path::Path;

/// The glue that both packages share.
const CROSSING: &str = include_str!("../../../typescript/crossing.js");
const MADE: &str = "// Made by `cargo xtask package`. Do not edit.\n";

/// How a package's files refer to each other.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Modules {
    /// `import` and `export`.
    Ecmascript,
    /// `require` and `exports`.
    CommonJs,
}

/// An empty folder in the place of whatever was there.
pub(super) fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Copies the files of a folder that are written by hand.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in fs::read_dir(from)? {
        let file = file?;
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

/// The shared glue, as a module of the wanted kind.
pub(super) fn crossing(modules: Modules) -> String {
    match modules {
        Modules::Ecmascript => format!("{CROSSING}\nexport {{ DaejoError, call, cross, serverOnly }};\n"),
        Modules::CommonJs => {
            format!("'use strict';\n{CROSSING}\nmodule.exports = {{ DaejoError, call, cross }};\n")
        }
    }
}

/// An exported function for each operation, which has the same name in `core` in the case that `in_core` writes.
pub(super) fn operations(names: &[&str], in_core: fn(&str) -> String) -> String {
    names
        .iter()
        .map(|name| {
            // An operation that takes an input without members may be called without one.
            let empty_will_do = matches!(daejo::api::call(name, "{}", None), Some(Ok(_)));
            let input = if empty_will_do { "input = {}" } else { "input" };
            let (camel, core) = (camel_case(name), in_core(name));
            format!("function {camel}({input}) {{\n  return call(core.{core}, input);\n}}\n")
        })
        .collect()
}

/// A module of an operation for each name: ECMAScript.
pub(super) fn exported(names: &[&str]) -> String {
    let functions = operations(names, str::to_owned).replace("function ", "\nexport function ");
    format!(
        "{MADE}import {{ call }} from '../crossing.js';\nimport * as core from './daejo.js';\n{functions}"
    )
}

/// A module of an operation for each name: CommonJS. The plain assignments are how Node finds names to import.
pub(super) fn required(names: &[&str]) -> String {
    let functions = operations(names, camel_case).replace("function ", "\nfunction ");
    let exports: String =
        names.iter().map(|name| camel_case(name)).map(|name| format!("exports.{name} = {name};\n")).collect();
    format!(
        "'use strict';\n{MADE}const {{ DaejoError, call }} = require('./crossing.js');\n\
         const core = require('./native.js');\n{functions}\nexports.DaejoError = DaejoError;\n{exports}"
    )
}

/// The names alone, for a bundler: what has them never runs.
pub(super) fn absent(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| camel_case(name)).collect();
    format!("{MADE}export let {};\n", names.join(", "))
}
