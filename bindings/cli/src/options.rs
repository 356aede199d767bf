//! The command line.

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use daejo::message::Locale;
use daejo::pg::{Operation, Pg, TransportFailure};
use std::path::PathBuf;

/// Holds what a payment gateway (PG) says against what the shop recorded.
#[derive(Debug, Parser)]
#[command(name = "daejo", version, disable_help_subcommand = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs an operation on every line of standard input: a JSON value in, a JSON value out.
    ///
    /// A malformed line is answered with {"malformed":{"code","path","message"}}, and the next one is read. A body
    /// inside an input is a text or {"base64":"…"}.
    Call {
        /// The operation's name, such as `read_answer`.
        operation: String,
    },
    /// Says in words what a PG's answer, webhook or return address means. Secrets and personal data stay hidden.
    Explain(Explain),
    /// Lists the documented codes of a PG and what each comes to.
    Codes {
        /// The PG.
        #[arg(value_parser = pg)]
        pg: Pg,
        /// As JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Runs vectors against the core in this command.
    Vectors {
        /// Where they are; those that DAEJO_EXTRA_VECTORS lists come after.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Writes the outcomes there, one canonical line a vector.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// The version, and the digest of the vectors that it passed.
    Version,
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// The PG that said it.
    #[arg(value_parser = pg)]
    pub(crate) pg: Pg,
    /// What was asked, or how it came.
    pub(crate) subject: Subject,
    /// A file with the body, or the return address; `-` for standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The HTTP status of the answer. Without it, the one that the PG documents for its code, or 200.
    #[arg(long, value_parser = clap::value_parser!(u16).range(100..=599))]
    pub(crate) status: Option<u16>,
    /// There was no answer, for this reason; then nothing is read.
    #[arg(long, value_name = "FAILURE", value_parser = failure, conflicts_with = "status")]
    pub(crate) no_answer: Option<TransportFailure>,
    /// The language of the explanation.
    #[arg(long, value_parser = locale, default_value = "ko")]
    pub(crate) locale: Locale,
}

/// What is to be explained.
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
        format!("daejo speaks with {}", known.join(", "))
    })
}

fn locale(text: &str) -> Result<Locale, String> {
    match text {
        "ko" => Ok(Locale::Ko),
        "en" => Ok(Locale::En),
        _ => Err("daejo speaks ko and en".into()),
    }
}

fn failure(text: &str) -> Result<TransportFailure, String> {
    match text {
        "not_sent" => Ok(TransportFailure::NotSent),
        "timed_out" => Ok(TransportFailure::TimedOut),
        "connection_lost" => Ok(TransportFailure::ConnectionLost),
        _ => Err("one of not_sent, timed_out, connection_lost".into()),
    }
}
