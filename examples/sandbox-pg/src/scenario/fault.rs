//! The faults that a scenario can cause.

use serde::{Deserialize, Serialize};

/// A fault of the PG or of the network. The ledger is correct in every case.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// Executes the request at once and answers after `ms`.
    AnswerLate {
        /// Milliseconds.
        ms: u64,
    },
    /// Closes the connection and executes nothing.
    DropBeforeCommit,
    /// Executes the request and closes the connection without an answer.
    DropAfterCommit,
    /// Answers with an HTTP error.
    HttpError {
        /// The HTTP status.
        status: u16,
        /// The PG's error code; without it a code that fits the status.
        #[serde(default)]
        code: Option<String>,
        /// Whether the request is executed all the same.
        #[serde(default)]
        commit: bool,
    },
    /// Answers 409, as if the first request with this idempotency key were still in progress.
    #[serde(rename = "conflict_409")]
    Conflict409,
    /// Executes the request and answers that it had already been executed.
    AlreadyProcessed,
    /// At confirm: takes this amount instead, and answers with it. In other calls: only answers with it.
    WrongAmount {
        /// Minor units.
        amount: i64,
    },
    /// Leaves the amount out of the answer.
    OmitAmount,
    /// Answers with another currency.
    WrongCurrency {
        /// ISO 4217, or any other text.
        currency: String,
    },
    /// Answers with another order's id.
    WrongOrderId,
    /// Answers with another payment's key.
    WrongPaymentKey,
    /// Answers with a status that the PG's documentation does not contain.
    UnknownStatus {
        /// The status.
        word: String,
    },
    /// Leaves the payment's webhook secret out of the answer, as the PG may in later queries of a virtual account.
    OmitSecret,
    /// Executes the request and answers with a malformed body.
    Malformed {
        /// The kind of malformed body.
        #[serde(flatten)]
        how: Malformed,
    },
    /// Answers queries with `NOT_FOUND_PAYMENT` for this time, counted from the first query.
    NotFoundFor {
        /// Milliseconds.
        ms: u64,
    },
    /// Declines the confirm. The payment ends as ABORTED.
    Decline {
        /// The PG's error code, such as `REJECT_CARD_COMPANY`.
        code: String,
    },
    /// Answers 429 and executes nothing.
    RateLimit,
    /// Waits for a random time before it executes the request.
    Slow {
        /// Shortest time in milliseconds.
        min_ms: u64,
        /// Longest time in milliseconds.
        max_ms: u64,
    },
    /// Sends the webhook `n` times.
    Duplicate {
        /// The total number of times; 0 counts as 1.
        n: u32,
    },
    /// Holds the webhook back until a later one was sent, at most for
    /// [`Config::webhook_hold`](crate::Config::webhook_hold).
    Reorder,
    /// Sends a forged webhook before the real one.
    Forged {
        /// The status in the forged webhook.
        #[serde(default = "done")]
        status: String,
    },
    /// Sends the webhook after `ms`.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// Never sends the webhook.
    Drop,
}

fn done() -> String {
    "DONE".into()
}

/// The kinds of malformed body.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Malformed {
    /// A proxy's error page, with status 200.
    Html,
    /// The first half of the body.
    Truncated,
    /// An empty body.
    Empty,
    /// EUC-KR bytes with a UTF-8 content type.
    EucKr,
    /// A body of more than 16 MiB: the JSON with a long extra member.
    Huge,
    /// 100,000 nested arrays.
    Deep,
    /// A byte-order mark before the JSON.
    Bom,
    /// The total amount printed as this text.
    OddAmount {
        /// Replaces the number, without quotes.
        text: String,
    },
}
