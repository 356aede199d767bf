//! Benchmarks. Most figures are ratios of medians from one run, because absolute times differ between machines.
#![expect(clippy::float_arithmetic, reason = "a ratio of times is not money")]

use crate::{package, run, setup, workspace};
use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The benchmarks to run.
#[derive(Args)]
pub(crate) struct Options {
    /// Run only this part.
    part: Option<Part>,
    /// The databases on which the server is measured.
    #[arg(long, default_value = "sqlite,postgres,mysql")]
    databases: String,
    /// The number of confirms in a run on the server.
    #[arg(long, default_value_t = 4_000)]
    payments: u64,
}

/// A part that can be measured alone.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Part {
    /// Reading and cross-checking, natively.
    Native,
    /// The packages in Node, and the bytes that a browser loads.
    Node,
    /// Confirms on a running server, compared with the bare database transactions.
    Server,
}

/// Runs `cargo xtask bench`. A new figure replaces the old one of the same name in `target/daejo/bench.json`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let wanted = |part| options.part.is_none_or(|only| only == part);
    let out = workspace::target()?.join("daejo");
    fs::create_dir_all(&out)?;
    let file = out.join("bench.json");
    let mut figures: Map<String, Value> =
        fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    if wanted(Part::Native) {
        native(&mut figures)?;
    }
    if wanted(Part::Node) {
        node(&out, &mut figures)?;
    }
    if wanted(Part::Server) {
        server(&out, options, &mut figures)?;
    }
    println!("\n{:<36} {:>12}  goal", "figure", "measured");
    for (name, goal) in GOALS {
        let pointer = format!("/{}", name.replace('.', "/"));
        let measured = Value::Object(figures.clone()).pointer(&pointer).map(ToString::to_string);
        println!("{name:<36} {:>12}  {goal}", measured.unwrap_or_default());
    }
    fs::write(&file, serde_json::to_string_pretty(&figures)?)?;
    run::say(&format!("written to {}", file.display()));
    Ok(())
}

const GOALS: [(&str, &str); 19] = [
    ("native_over_scan", "at most 1.5"),
    ("node_vs_zod", "at least 4"),
    ("node_vs_json_parse", "more than 1"),
    ("wasm_node_vs_zod", ""),
    ("web_payload_brotli_bytes", "at most 80000"),
    ("zod_payload_brotli_bytes", ""),
    ("node_library_bytes", ""),
    ("confirm_vs_bare.sqlite", "at least 0.8"),
    ("confirm_vs_bare.postgres", "at least 0.8"),
    ("confirm_vs_bare.mysql", "at least 0.8"),
    ("confirms_per_second.sqlite", ""),
    ("confirms_per_second.postgres", "more than 1000"),
    ("confirms_per_second.mysql", ""),
    ("confirms_per_second_two.postgres", ""),
    ("second_process_gain", "at least 1.6"),
    ("confirm_ms_p99.slow.postgres", ""),
    ("connection_held_ms.slow.postgres", "less than 5"),
    ("memory_mb.slow.postgres", "less than 100"),
    ("failed_requests_during_restart.postgres", "0"),
];

fn native(figures: &mut Map<String, Value>) -> Result<()> {
    let target = workspace::target()?;
    run::run("native", workspace::cargo().args(["bench", "--quiet", "--package", "daejo-bench"]))?;
    let ratio = median(&target, "read_and_check")? / median(&target, "scan")?;
    figures.insert("native_over_scan".into(), ((ratio * 100.0).round() / 100.0).into());
    Ok(())
}

fn node(out: &Path, figures: &mut Map<String, Value>) -> Result<()> {
    package::build()?;
    let folder = workspace::root().join("tests/bench/node");
    setup::packages(&folder)?;
    let file = out.join("bench-node.json");
    run::run(
        "Node, and the bytes that a browser loads",
        setup::node()?.args(["bench.mjs", "--out"]).arg(&file).current_dir(&folder),
    )?;
    let measured: Map<String, Value> = serde_json::from_slice(&fs::read(&file)?)?;
    figures.extend(measured);
    Ok(())
}

fn server(out: &Path, options: &Options, figures: &mut Map<String, Value>) -> Result<()> {
    setup::databases("the server")?;
    run::run(
        "building the release server",
        workspace::cargo().args(["build", "--quiet", "--release", "-p", "daejo-server", "-p", "daejo-load"]),
    )?;
    let programs = workspace::target()?.join("release");
    let file = out.join("bench-server.json");
    run::run(
        "confirms on a running server",
        Command::new(programs.join("daejo-load"))
            .arg("--server")
            .arg(programs.join("daejo-server"))
            .args(["--databases", &options.databases, "--payments", &options.payments.to_string(), "--out"])
            .arg(&file),
    )?;
    let measured: Map<String, Value> = serde_json::from_slice(&fs::read(&file)?)?;
    for (name, value) in measured {
        insert(figures, &name, value);
    }
    Ok(())
}

/// Inserts a figure named `a.b.c` as member `c` of `b` in `a`.
fn insert(figures: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            figures.insert(name.into(), value);
        }
        Some((first, rest)) => {
            let within = figures.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Some(within) = within.as_object_mut() {
                insert(within, rest, value);
            }
        }
    }
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
