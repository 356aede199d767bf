//! Measures, in one run, and writes ratios of medians.
#![expect(clippy::float_arithmetic, reason = "a ratio of times is no money")]

use crate::{package, run, setup, workspace};
use anyhow::{Context as _, Result};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// Runs `cargo xtask bench`.
pub(crate) fn run() -> Result<()> {
    package::build()?;
    let target = workspace::target()?;
    run::run("native", workspace::cargo().args(["bench", "--quiet", "--package", "daejo-bench"]))?;
    let scan = median(&target, "scan")?;
    let read = median(&target, "read_and_check")?;
    let folder = workspace::root().join("tests/bench/node");
    setup::packages(&folder)?;
    let out = target.join("daejo");
    fs::create_dir_all(&out)?;
    let node = out.join("bench-node.json");
    run::run(
        "Node, and what a browser loads",
        setup::node()?.args(["bench.mjs", "--out"]).arg(&node).current_dir(&folder),
    )?;
    let mut figures: Map<String, Value> = serde_json::from_slice(&fs::read(&node)?)?;
    let ratio = (read / scan * 100.0).round() / 100.0;
    figures.insert("native_over_scan".into(), ratio.into());
    let goals = [
        ("native_over_scan", "at most 1.5"),
        ("node_vs_zod", "at least 4"),
        ("node_vs_json_parse", "more than 1"),
        ("wasm_node_vs_zod", ""),
        ("web_payload_brotli_bytes", "at most 80000"),
        ("zod_payload_brotli_bytes", ""),
        ("node_library_bytes", ""),
    ];
    println!("\n{:<28} {:>10}  goal", "figure", "reached");
    for (name, goal) in goals {
        println!("{name:<28} {:>10}  {goal}", figures.get(name).map(ToString::to_string).unwrap_or_default());
    }
    fs::write(out.join("bench.json"), serde_json::to_string_pretty(&figures)?)?;
    run::say(&format!("written to {}", out.join("bench.json").display()));
    Ok(())
}

/// The median of a criterion benchmark, in nanoseconds.
fn median(target: &Path, name: &str) -> Result<f64> {
    let file = target.join("criterion").join(name).join("new/estimates.json");
    let estimates: Value = serde_json::from_slice(&fs::read(&file)?)?;
    estimates
        .pointer("/median/point_estimate")
        .and_then(Value::as_f64)
        .with_context(|| format!("{name} has no median"))
}
