//! Every test, in every runtime. What a test needs is installed first.

use crate::tally::Tally;
use crate::{bare, chaos, conformance, e2e, fuzz, javascript, package, setup, workspace};
use anyhow::Result;
use clap::{Args, ValueEnum};

/// The parts to run.
#[derive(Args)]
pub(crate) struct Options {
    /// Run only this part.
    part: Option<Part>,
}

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Part {
    /// Rust: unit tests, properties, the server with real sockets and files, the simulation.
    Rust,
    /// The core without `std` and without imports.
    Bare,
    /// The npm packages: the types as consumers use them, and what vectors cannot test.
    Javascript,
    /// The vectors in six runtimes, whose outcomes must have one hash.
    Conformance,
    /// The shop in a real browser.
    E2e,
    /// Short load runs with faults and killed servers, on each installed database.
    Chaos,
    /// The fuzz corpus, and a few seconds of fuzzing.
    Fuzz,
}

/// Seconds of fuzzing for each target, after its corpus.
const FUZZ_SECONDS: u64 = 5;

/// Runs `cargo xtask test`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let wanted = |part| options.part.is_none_or(|only| only == part);
    let mut tally = Tally::default();
    if wanted(Part::Rust) {
        tally.part("databases", |_| setup::databases("the server on PostgreSQL and MariaDB"));
        tally.part("Rust", |counter| {
            counter.run(
                "cargo test",
                workspace::cargo().args(["test", "--workspace", "--quiet", "--no-fail-fast"]),
            )
        });
    }
    if wanted(Part::Bare) {
        tally.part("the core without std", |counter| counter.check("no import and no std", bare::check()));
    }
    if wanted(Part::Javascript) || wanted(Part::Conformance) || wanted(Part::E2e) {
        tally.part("packages", |_| package::build());
    }
    if wanted(Part::Javascript) {
        tally.part("npm packages", javascript::unit);
    }
    if wanted(Part::Conformance) {
        tally.part("vectors: Rust", conformance::rust);
        tally.part("vectors: Node and browser", conformance::javascript);
        tally.part("vectors: JVM", conformance::jvm);
        tally.part("vectors: command line", conformance::command_line);
        tally.part("vectors: one hash", conformance::compare);
        tally.part("vectors: a wrong one", conformance::must_fail);
    }
    if wanted(Part::E2e) {
        tally.part("the shop in a browser", e2e::run);
    }
    if wanted(Part::Chaos) {
        tally.part("chaos", chaos::test);
    }
    if wanted(Part::Fuzz) {
        tally.part("fuzzing", |counter| fuzz::fuzz(counter, FUZZ_SECONDS));
    }
    tally.finish("test.json")
}
