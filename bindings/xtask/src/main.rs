//! The project's own commands. Each installs what it needs and prints each step.
#![expect(clippy::print_stdout, reason = "the commands print for the developer")]

mod bare;
mod bench;
mod chaos;
mod conformance;
mod demo;
mod e2e;
mod fuzz;
mod javascript;
mod kotlin;
mod licences;
mod package;
mod programs;
mod run;
mod setup;
mod soak;
mod tally;
mod test;
mod workspace;

use anyhow::Result;
use clap::Parser;

/// daejo's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Command {
    /// Start the demo shop in sandbox mode and print its address.
    Demo(demo::Options),
    /// Run every test, in every runtime.
    Test(test::Options),
    /// Run the long tests: model checking, simulation, chaos and fuzzing.
    Soak(soak::Options),
    /// Run the benchmarks and write the figures to target/daejo/bench.json.
    Bench(bench::Options),
    /// Build the npm packages.
    Package,
    /// Check licences and sources of every dependency.
    Licences,
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Soak(options) => soak::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Package => package::run(),
        Command::Licences => licences::run(),
    }
}

#[cfg(test)]
mod tests {
    use super::Command;
    use clap::CommandFactory;

    /// Two options with one name are only noticed when their command is called.
    #[test]
    fn every_command_can_be_called() {
        Command::command().debug_assert();
    }
}
