//! Checks licences and sources of every dependency against `deny.toml`.
//!
//! The same check as `cargo deny check licenses sources`, without the long installation of cargo-deny.

use crate::{run, workspace};
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::collections::BTreeSet;

/// Runs `cargo xtask licences`.
pub(crate) fn run() -> Result<()> {
    let rules: toml::Table = std::fs::read_to_string(workspace::root().join("deny.toml"))?.parse()?;
    let allowed: Vec<spdx::Licensee> = rules
        .get("licenses")
        .and_then(|licenses| licenses.get("allow")?.as_array())
        .context("deny.toml allows no licences")?
        .iter()
        .filter_map(|name| spdx::Licensee::parse(name.as_str()?).ok())
        .collect();
    let mut refused = BTreeSet::new();
    let mut checked = 0_usize;
    for manifest in ["Cargo.toml", "tests/fuzz/Cargo.toml"] {
        let metadata = run::read(workspace::cargo().args([
            "metadata",
            "--format-version",
            "1",
            "--manifest-path",
            manifest,
        ]))?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        for package in metadata.get("packages").and_then(Value::as_array).into_iter().flatten() {
            checked = checked.saturating_add(1);
            refused.extend(problem(package, &allowed));
        }
    }
    for problem in &refused {
        println!("! {problem}");
    }
    ensure!(refused.is_empty(), "{} dependencies are not allowed", refused.len());
    run::say(&format!("{checked} packages: every licence and source is allowed"));
    Ok(())
}

fn problem(package: &Value, allowed: &[spdx::Licensee]) -> Option<String> {
    let text = |member: &str| package.get(member).and_then(Value::as_str);
    let name = format!("{} {}", text("name").unwrap_or("?"), text("version").unwrap_or("?"));
    if let Some(source) = text("source")
        && !source.starts_with("registry+")
    {
        return Some(format!("{name}: does not come from the registry"));
    }
    let Some(licence) = text("license") else {
        return Some(format!("{name}: has no licence in its manifest"));
    };
    // Old manifests separate alternative licences with a slash.
    let Ok(expression) = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX) else {
        return Some(format!("{name}: the licence `{licence}` cannot be parsed"));
    };
    let agrees = expression.evaluate(|wanted| allowed.iter().any(|have| have.satisfies(wanted)));
    (!agrees).then(|| format!("{name}: the licence `{licence}` is not allowed"))
}
