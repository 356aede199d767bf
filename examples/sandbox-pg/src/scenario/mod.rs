//! Scenarios: the ways in which the PG can be told to misbehave.

mod engine;
mod malform;

use serde::{Deserialize, Serialize};

pub(crate) use engine::{Scenarios, Subject};
pub(crate) use malform::{ODD_AMOUNT, malform};

/// One fault, and the calls it falls upon.
///
/// ```
/// use daejo_sandbox_pg::{Fault, Scenario};
/// let scenario: Scenario = serde_json::from_str(
///     r#"{"match": {"operation": "confirm"}, "fault": {"type": "answer_late", "ms": 3000}}"#,
/// )?;
/// assert_eq!(scenario.fault, Fault::AnswerLate { ms: 3000 });
/// assert_eq!(scenario.times, 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Which calls.
    #[serde(rename = "match", default)]
    pub matching: Match,
    /// How many calls; 0 means every one.
    #[serde(default = "once")]
    pub times: u32,
    /// What goes wrong.
    pub fault: Fault,
}

fn once() -> u32 {
    1
}

/// Every condition given must hold.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Match {
    /// The kind of call.
    #[serde(default)]
    pub operation: Operation,
    /// The shop's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The PG's payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_key: Option<String>,
    /// How the shop's order begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id_prefix: Option<String>,
}

/// The kinds of call a scenario can fall upon.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Operation {
    /// The shop confirms a payment.
    Confirm,
    /// The shop asks by the PG's key.
    Query,
    /// The shop asks by its own order id.
    QueryByOrder,
    /// The shop cancels all or part.
    Cancel,
    /// The PG notifies the shop.
    Webhook,
    /// All of the above.
    #[default]
    Any,
}

/// What goes wrong. The ledger tells the truth in every case.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// Does it, then answers after `ms`.
    AnswerLate {
        /// Milliseconds.
        ms: u64,
    },
    /// Closes the connection and does nothing.
    DropBeforeCommit,
    /// Does it and closes the connection without an answer.
    DropAfterCommit,
    /// Answers with an HTTP error.
    HttpError {
        /// The HTTP status.
        status: u16,
        /// The PG's code; a fitting one when left out.
        #[serde(default)]
        code: Option<String>,
        /// Whether it is done all the same.
        #[serde(default)]
        commit: bool,
    },
    /// Claims that the same request is still running.
    #[serde(rename = "conflict_409")]
    Conflict409,
    /// Does it, and says that it had been done before.
    AlreadyProcessed,
    /// Takes another amount at confirm (and says so); elsewhere only says so.
    WrongAmount {
        /// Minor units.
        amount: i64,
    },
    /// Leaves the amount out of the answer.
    OmitAmount,
    /// Answers with another currency.
    WrongCurrency {
        /// ISO 4217, or anything else.
        currency: String,
    },
    /// Answers with another order's id.
    WrongOrderId,
    /// Answers with another payment's key.
    WrongPaymentKey,
    /// Answers with a status word of its own.
    UnknownStatus {
        /// The word.
        word: String,
    },
    /// Leaves out the per-payment secret, as later reads of a virtual account may.
    OmitSecret,
    /// Does it, and answers with bytes that are not the answer.
    Malformed {
        /// How it is broken.
        #[serde(flatten)]
        how: Malformed,
    },
    /// Claims not to know the payment for a while, from the first time it is asked.
    NotFoundFor {
        /// Milliseconds.
        ms: u64,
    },
    /// Refuses the confirm for good.
    Decline {
        /// The PG's code, such as `REJECT_CARD_COMPANY`.
        code: String,
    },
    /// Too many requests.
    RateLimit,
    /// Takes its time before doing it.
    Slow {
        /// Milliseconds, at least.
        min_ms: u64,
        /// Milliseconds, at most.
        max_ms: u64,
    },
    /// Sends the webhook more than once.
    Duplicate {
        /// How many times in all.
        n: u32,
    },
    /// Keeps the webhook back until the next one has gone.
    Reorder,
    /// Sends an invented webhook beside the true one.
    Forged {
        /// The status it claims.
        #[serde(default = "done")]
        status: String,
    },
    /// Sends the webhook later.
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

/// The ways in which a body can be broken.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Malformed {
    /// A proxy's error page, with status 200.
    Html,
    /// The first half.
    Truncated,
    /// Nothing at all.
    Empty,
    /// EUC-KR bytes under a UTF-8 label.
    EucKr,
    /// Sixteen mebibytes.
    Huge,
    /// A hundred thousand nested arrays.
    Deep,
    /// A byte-order mark before the JSON.
    Bom,
    /// The amount as this text, whatever it is.
    OddAmount {
        /// Put in the place of the number, unquoted.
        text: String,
    },
}
