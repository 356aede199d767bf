//! The operations of every language: plain value in, plain value out, the same name everywhere.
//!
//! `api::x` is the WebAssembly export, the native export, the JVM function, `daejo call x` and the folder
//! `tests/vectors/x/`. Values cross as JSON; the bytes of a PG's body can be passed beside it, unchanged.

#[cfg(feature = "server")]
mod about_pg;
#[cfg(feature = "server")]
mod billing;
mod checks;
mod malformed;
mod money;
#[cfg(feature = "server")]
mod pg;
#[cfg(feature = "server")]
mod process;
mod texts;
#[cfg(feature = "server")]
mod webhook;

#[cfg(feature = "server")]
pub use about_pg::*;
#[cfg(feature = "server")]
pub use billing::*;
pub use checks::*;
pub use malformed::{Malformed, MalformedCode};
pub use money::*;
#[cfg(feature = "server")]
pub use pg::*;
#[cfg(feature = "server")]
pub use process::*;
pub use texts::*;
#[cfg(feature = "server")]
pub use webhook::*;

use alloc::string::String;
use serde::{Deserialize, Serialize};

/// An input whose PG body can be passed as bytes beside its JSON.
pub trait Input<'a>: Sized {
    /// The input with `bytes` as its body; unchanged if it has no body.
    #[must_use]
    fn with_body(self, bytes: &'a [u8]) -> Self {
        let _ = bytes;
        self
    }
}

/// Reads an input, runs an operation and writes its output.
///
/// # Errors
/// [`Malformed`] if the input is not valid for the operation. A refusal, decline or mismatch is an output.
fn run<'a, I, O>(input: &str, body: Option<&'a [u8]>, operation: fn(I) -> O) -> Result<String, Malformed>
where
    I: Input<'a> + for<'de> Deserialize<'de>,
    O: Serialize,
{
    let mut input: I = malformed::read(input)?;
    if let Some(bytes) = body {
        input = input.with_body(bytes);
    }
    // Outputs consist of texts, numbers and lists: writing them to memory cannot fail.
    Ok(serde_json::to_string(&operation(input)).unwrap_or_default())
}

/// Declares the operations, once for every binding.
macro_rules! operations {
    (
        client { $($(#[$cdoc:meta])* $client:ident($client_in:ty) -> $client_out:ty;)* }
        server { $($(#[$sdoc:meta])* $server:ident($server_in:ty) -> $server_out:ty;)* }
    ) => {
        /// Each operation as JSON in, JSON out. A binding exports each of these.
        pub mod json {
            #[allow(clippy::wildcard_imports, reason = "the types of the operations")]
            use super::*;

            $(
                $(#[$cdoc])*
                ///
                /// # Errors
                /// [`Malformed`] if `input` is not valid for this operation.
                pub fn $client(input: &str, body: Option<&[u8]>) -> Result<String, Malformed> {
                    run::<$client_in, $client_out>(input, body, super::$client)
                }
            )*
            $(
                $(#[$sdoc])*
                ///
                /// # Errors
                /// [`Malformed`] if `input` is not valid for this operation.
                #[cfg(feature = "server")]
                pub fn $server(input: &str, body: Option<&[u8]>) -> Result<String, Malformed> {
                    run::<$server_in, $server_out>(input, body, super::$server)
                }
            )*
        }

        /// The operations of browsers and phones: none takes a secret.
        pub const CLIENT_OPERATIONS: &[&str] = &[$(stringify!($client),)*];

        /// The operations that only servers have.
        #[cfg(feature = "server")]
        pub const SERVER_OPERATIONS: &[&str] = &[$(stringify!($server),)*];

        /// Runs an operation by its name; `None` if there is no operation of that name.
        ///
        /// # Errors
        /// [`Malformed`] if `input` is not valid for that operation.
        pub fn call(operation: &str, input: &str, body: Option<&[u8]>) -> Option<Result<String, Malformed>> {
            match operation {
                $(stringify!($client) => Some(json::$client(input, body)),)*
                $(
                    #[cfg(feature = "server")]
                    stringify!($server) => Some(json::$server(input, body)),
                )*
                _ => None,
            }
        }

        /// Calls `$callback!` with the names of the client operations: how a binding exports each of them.
        #[macro_export]
        macro_rules! with_client_operations {
            ($callback:ident) => { $callback! { $($client)* } };
        }

        /// Calls `$callback!` with the names of the server operations.
        #[macro_export]
        macro_rules! with_server_operations {
            ($callback:ident) => { $callback! { $($server)* } };
        }

        /// An operation's signature, for the TypeScript declarations.
        #[cfg(feature = "typescript")]
        #[derive(Debug)]
        pub struct Signature {
            /// The operation's name.
            pub name: &'static str,
            /// Whether only a server has it.
            pub server_only: bool,
            /// Its documentation.
            pub docs: &'static [&'static str],
            /// The type of its input.
            pub input: String,
            /// The type of its output.
            pub output: String,
        }

        /// Every operation's signature, in declared order.
        #[cfg(feature = "typescript")]
        #[must_use]
        pub fn signatures() -> alloc::vec::Vec<Signature> {
            use ts_rs::TS;
            let config = ts_rs::Config::default();
            alloc::vec![
                $(Signature {
                    name: stringify!($client),
                    server_only: false,
                    docs: &[$(stringify!($cdoc)),*],
                    input: <$client_in>::name(&config),
                    output: <$client_out>::name(&config),
                },)*
                $(Signature {
                    name: stringify!($server),
                    server_only: true,
                    docs: &[$(stringify!($sdoc)),*],
                    input: <$server_in>::name(&config),
                    output: <$server_out>::name(&config),
                },)*
            ]
        }
    };
}

operations! {
    client {
        /// Adds up an order's lines: the total, the VAT within it and the tax-free part.
        total_order(TotalOrder) -> OrderTotal;
        /// Writes an amount as text for people.
        display_amount(DisplayAmount) -> DisplayedAmount;
        /// Reads the query or form with which a PG sent the shopper back.
        read_return(ReadReturn) -> crate::claim::Return;
        /// Compares what the browser claims with the order.
        check_claim(CheckClaim) -> ClaimVerdict;
        /// The text for a shopper that explains a code.
        describe(Describe) -> crate::message::Description;
        /// The version of the core, and the digest of the vectors that it passed.
        version(NoInput) -> Version;
    }
    server {
        /// The HTTP request for a call to a PG.
        build_request(BuildRequest) -> crate::pg::HttpRequest;
        /// Reads a PG's reply: how certain its outcome is, and what to do next.
        read_answer(ReadAnswer<'_>) -> crate::pg::Answer;
        /// Reads a PG's reply and compares the payment in it with the order.
        check_payment(CheckPayment<'_>) -> PaymentVerdict;
        /// Reads a webhook: which payment to query at the PG, and how far the sender is authenticated.
        read_webhook(ReadWebhook<'_>) -> crate::pg::Notice;
        /// Where the shopper has to deposit. It has a whole account number: for its shopper only.
        deposit_instructions(ReadDeposit<'_>) -> Deposit;
        /// A new payment for an order whose stock is held.
        start_payment(StartPayment) -> Started;
        /// What a payment is after a piece of evidence, and what to store with it.
        apply_event(ApplyEvent<'_>) -> Applied;
        /// What has to be done now.
        next_step(NextStep) -> crate::payment::Step;
        /// The next step of a subscription: which period to charge now, and under which key.
        billing_due(BillingDue) -> crate::billing::BillingStep;
        /// The text for an operator that explains a code.
        describe_for_operator(Describe) -> crate::message::Description;
        /// Every documented code of a PG, classified.
        list_codes(OfPg) -> Codes;
        /// The capabilities of a PG.
        pg_capabilities(OfPg) -> crate::pg::Capabilities;
        /// Replaces secrets, card, account and phone numbers in a text.
        redact_text(RedactText) -> RedactedText;
    }
}

/// An input without members.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "Record<string, never>"))]
pub struct NoInput {}

impl Input<'_> for NoInput {}
