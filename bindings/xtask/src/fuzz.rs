//! Fuzzes every function that reads bytes from outside: libFuzzer on stable Rust, with the compiler's own coverage counters.

use crate::tally::Counter;
use crate::{run, workspace};
use anyhow::{Context as _, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The targets, each named after its input.
const TARGETS: [&str; 6] = ["answer", "returns", "webhook", "call", "text", "process"];

/// The flags of cargo-fuzz without the address sanitizer, because the core has no unsafe code.
const COUNTERS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// Builds every target, and returns their folder.
fn build() -> Result<PathBuf> {
    let folder = workspace::root().join("tests/fuzz");
    let target = workspace::target()?.join("fuzz");
    // With a named target, cargo compiles build scripts and macros without the counters.
    let host = host()?;
    run::run(
        "building the fuzz targets",
        workspace::cargo()
            .current_dir(&folder)
            .args(["build", "--release", "--quiet", "--target", &host])
            .env("CARGO_TARGET_DIR", &target)
            .env("RUSTFLAGS", COUNTERS),
    )?;
    Ok(target.join(host).join("release"))
}

fn host() -> Result<String> {
    let version = run::read(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.into())
}

/// Replays each corpus, then fuzzes each target for `seconds`. As many targets run at once as there are processors.
pub(crate) fn fuzz(counter: &mut Counter, seconds: u64) -> Result<()> {
    let programs = build()?;
    let root = workspace::root();
    let work = workspace::target()?.join("daejo/fuzz");
    let at_once = std::thread::available_parallelism()?.get();
    for targets in TARGETS.chunks(at_once) {
        run::say(&format!("fuzzing {} for {seconds} s", targets.join(" and ")));
        let mut running = Vec::new();
        for target in targets {
            let seeds = work.join(target);
            std::fs::create_dir_all(&seeds)?;
            seed_from_vectors(&root, target, &seeds)?;
            let log = work.join(format!("{target}.log"));
            let child = Command::new(programs.join(target))
                .stderr(std::fs::File::create(&log)?)
                .arg(format!("-max_total_time={seconds}"))
                .args([
                    "-max_len=65536",
                    "-rss_limit_mb=2048",
                    "-timeout=10",
                    "-print_final_stats=1",
                    "-verbosity=0",
                ])
                .arg(format!("-artifact_prefix={}/", work.display()))
                .arg(&seeds)
                .arg(root.join("tests/fuzz/corpus").join(target))
                .spawn()
                .with_context(|| format!("{target} does not start"))?;
            running.push((*target, log, child));
        }
        for (target, log, mut child) in running {
            let status = child.wait()?;
            let log_text = std::fs::read_to_string(&log).unwrap_or_default();
            if !status.success() {
                println!("{log_text}");
            }
            let runs = log_text.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
            counter.check(
                &format!("fuzz {target}, {} runs", runs.unwrap_or("?").trim()),
                (|| {
                    ensure!(status.success(), "{target} found a failure: {status}");
                    Ok(())
                })(),
            )?;
        }
    }
    Ok(())
}

/// Adds the inputs of the vectors as seeds of the target `call`: they have every operation and most shapes of input.
fn seed_from_vectors(root: &Path, target: &str, seeds: &Path) -> Result<()> {
    if target != "call" {
        return Ok(());
    }
    let operations: Vec<&str> =
        daejo::api::CLIENT_OPERATIONS.iter().chain(daejo::api::SERVER_OPERATIONS).copied().collect();
    for (number, operation) in operations.iter().enumerate() {
        let folder = root.join("tests/vectors").join(operation);
        let Ok(files) = std::fs::read_dir(folder) else { continue };
        for file in files.filter_map(Result::ok) {
            let text = std::fs::read_to_string(file.path())?;
            let Ok(read) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
            let vectors = read.get("vectors").and_then(serde_json::Value::as_array);
            for (at, vector) in vectors.into_iter().flatten().enumerate() {
                let mut seed = vec![u8::try_from(number).unwrap_or_default()];
                seed.extend(vector.get("input").map(ToString::to_string).unwrap_or_default().bytes());
                let name = format!("{operation}-{}-{at}", file.file_name().to_string_lossy());
                std::fs::write(seeds.join(name), seed)?;
            }
        }
    }
    Ok(())
}
