//! Generates the Kotlin sources of the binding for phones and the JVM.

use camino::Utf8PathBuf;
use clap::Parser;

/// Generates the Kotlin sources of the binding for phones and the JVM.
#[derive(Parser)]
struct Options {
    /// The built library of `daejo-mobile`.
    #[arg(long)]
    library: Utf8PathBuf,
    /// The folder for the generated sources.
    #[arg(long)]
    out_dir: Utf8PathBuf,
}

fn main() -> anyhow::Result<()> {
    let Options { library, out_dir } = Options::parse();
    daejo_mobile_bindgen::generate(&library, &out_dir)
}
