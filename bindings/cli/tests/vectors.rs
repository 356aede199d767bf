//! The vectors, codes and version through the command.

mod support;

use daejo_conformance::{native, read_folder, run};
use std::error::Error;
use std::path::Path;
use support::daejo;

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors");

#[test]
fn the_command_has_the_same_outcomes_as_the_native_runner() -> Result<(), Box<dyn Error>> {
    let report = run(&read_folder(Path::new(VECTORS))?, native);
    let ran = daejo(&["vectors", VECTORS], b"")?;
    assert_eq!(ran.code, Some(i32::from(report.failed != 0)));
    assert!(ran.stdout.ends_with(&format!("sha256 {}\n", report.digest())), "{}{}", ran.stdout, ran.stderr);
    Ok(())
}

#[test]
fn codes_are_listed_as_a_table_and_as_json() -> Result<(), Box<dyn Error>> {
    let table = daejo(&["codes", "toss_payments"], b"")?.stdout;
    let json: serde_json::Value =
        serde_json::from_str(&daejo(&["codes", "toss-payments", "--json"], b"")?.stdout)?;
    let rows = json.get("codes").and_then(|codes| codes.as_array()).map(Vec::len);
    assert_eq!(rows, table.lines().count().checked_sub(1));
    Ok(())
}

#[test]
fn the_version_has_the_digest_of_the_vectors() -> Result<(), Box<dyn Error>> {
    let version = daejo::api::version(daejo::api::NoInput::default());
    let ran = daejo(&["version"], b"")?;
    assert_eq!(ran.stdout, format!("daejo {}\nvectors sha256 {}\n", version.version, version.vectors));
    Ok(())
}
