//! Generates the Kotlin of the phone and JVM binding.

use camino::Utf8PathBuf;
use clap::Parser;

/// Generates the Kotlin of the phone and JVM binding.
#[derive(Parser)]
struct Options {
    /// The built library of `daejo-mobile`.
    #[arg(long)]
    library: Utf8PathBuf,
    /// Where the sources go; a build folder.
    #[arg(long)]
    out_dir: Utf8PathBuf,
}

fn main() -> anyhow::Result<()> {
    let Options { library, out_dir } = Options::parse();
    daejo_mobile_bindgen::generate(&library, &out_dir)
}
