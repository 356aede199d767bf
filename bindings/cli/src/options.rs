//! The options of the command line.

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use daejo::message::Locale;
use daejo::pg::{Operation, Pg, TransportFailure};
use std::path::PathBuf;

/// Reads what a payment gateway (PG) sends and cross-checks it with the records of the shop.
#[derive(Debug, Parser)]
#[command(name = "daejo", version, disable_help_subcommand = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs an operation on each line of standard input, and prints a line with the result. Both are JSON.
    ///
    /// For a malformed line the output is {"malformed":{"code","path","message","wanted","given"}}, and the next line is read. The body of
    /// a PG is a string or {"base64":"…"}.
    Call {
        /// The operation's name, such as `read_answer`.
        operation: String,
    },
    /// Explains an answer, a webhook or a return address of a PG. Secrets and personal data are not shown.
    Explain(Explain),
    /// Lists the documented codes of a PG, with the class and the reason of each.
    Codes {
        /// The PG.
        #[arg(value_parser = pg)]
        pg: Pg,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Runs test vectors against the core in this command.
    Vectors {
        /// Folders of vectors. The folders in DAEJO_EXTRA_VECTORS are added.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Writes the outcomes to this file, one canonical JSON line for each vector.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Prints the version, and the digest of the vectors of this version.
    Version,
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// The PG that sent it.
    #[arg(value_parser = pg)]
    pub(crate) pg: Pg,
    /// The operation that was answered, `webhook` or `return`.
    pub(crate) subject: Subject,
    /// A file with the body or the return address; `-` for standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The HTTP status of the answer. Default: the status that the PG documents for the code in the body, or 200.
    #[arg(long, value_parser = clap::value_parser!(u16).range(100..=599))]
    pub(crate) status: Option<u16>,
    /// Why there was no answer: not_sent, timed_out or connection_lost. Nothing is read then.
    #[arg(long, value_name = "FAILURE", value_parser = failure, conflicts_with = "status")]
    pub(crate) no_answer: Option<TransportFailure>,
    /// The language of the explanation.
    #[arg(long, value_parser = locale, default_value = "ko")]
    pub(crate) locale: Locale,
}

/// The input to be explained.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    Answer(Operation),
    Webhook,
    Return,
}

impl ValueEnum for Subject {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Answer(Operation::Confirm),
            Self::Answer(Operation::QueryByPaymentKey),
            Self::Answer(Operation::QueryByOrderId),
            Self::Answer(Operation::Refund),
            Self::Answer(Operation::Reverse),
            Self::Webhook,
            Self::Return,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Answer(operation) => {
                let value = PossibleValue::new(operation.code());
                if *operation == Operation::QueryByPaymentKey { value.alias("query") } else { value }
            }
            Self::Webhook => PossibleValue::new("webhook"),
            Self::Return => PossibleValue::new("return"),
        })
    }
}

fn pg(text: &str) -> Result<Pg, String> {
    Pg::from_code(&text.replace('-', "_")).ok_or_else(|| {
        let known: Vec<_> = Pg::ALL.iter().map(|pg| pg.code()).collect();
        format!("the supported PGs are: {}", known.join(", "))
    })
}

fn locale(text: &str) -> Result<Locale, String> {
    match text {
        "ko" => Ok(Locale::Ko),
        "en" => Ok(Locale::En),
        _ => Err("the supported languages are: ko, en".into()),
    }
}

fn failure(text: &str) -> Result<TransportFailure, String> {
    match text {
        "not_sent" => Ok(TransportFailure::NotSent),
        "timed_out" => Ok(TransportFailure::TimedOut),
        "connection_lost" => Ok(TransportFailure::ConnectionLost),
        _ => Err("the supported values are: not_sent, timed_out, connection_lost".into()),
    }
}
