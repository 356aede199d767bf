//! Every test, in every runtime, with what it needs installed on the way.

use crate::tally::Tally;
use crate::{bare, chaos, conformance, e2e, fuzz, javascript, package, setup, workspace};
use anyhow::Result;
use clap::{Args, ValueEnum};

/// What to test.
#[derive(Args)]
pub(crate) struct Options {
    /// One part alone; all of them if none is named.
    part: Option<Part>,
}

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Part {
    /// Rust: unit tests, properties, the server against real sockets and files, the simulation.
    Rust,
    /// The core by itself: no import, no `std`.
    Bare,
    /// The npm packages: the types as consumers use them, and what vectors cannot reach.
    Javascript,
    /// The vectors in six runtimes, and one hash.
    Conformance,
    /// The shop in a real browser.
    E2e,
    /// Small storms over the real server, on each database that is there.
    Chaos,
    /// The fuzz corpus, and some seconds more.
    Fuzz,
}

/// How long each fuzz target goes on after its corpus.
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
        tally.part("the core by itself", |counter| counter.check("no import and no std", bare::check()));
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
        tally.part("vectors: changed by hand", conformance::must_fail);
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
    tally.finish()
}
