//! Evidence: what a payment can be told. It may come in any order and any number of times.

use crate::claim::{Claim, ReturnFailure};
use crate::id::{CustomerId, RefundId};
use crate::json::tagged;
use crate::money::Amount;
use crate::pg::{Notice, Operation, Reply};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// What a person may decide about a payment that could not be resolved.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each decision moves money or stock")]
pub enum Decision {
    /// The money is there: the PG's records were read by a person.
    AcceptAsPaid,
    /// Give back whatever was taken.
    Refund,
    /// No money is held, whether none was taken or all has gone back: end it.
    Decline,
    /// Ask the PG again.
    AskAgain,
}

/// What kind of evidence there is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the table has a row for each")]
pub enum EventKind {
    /// The browser came back with a claim.
    ClaimReceived,
    /// The browser came back without a payment.
    ReturnFailed,
    /// A request is about to be sent.
    CallStarted,
    /// A request ended.
    Answered,
    /// A webhook came.
    Noticed,
    /// Time went by.
    TimePassed,
    /// Somebody with the right asks for a refund.
    RefundRequested,
    /// A person decided.
    Decided,
}

impl EventKind {
    /// Every kind, in declared order.
    pub const ALL: [Self; 8] = [
        Self::ClaimReceived,
        Self::ReturnFailed,
        Self::CallStarted,
        Self::Answered,
        Self::Noticed,
        Self::TimePassed,
        Self::RefundRequested,
        Self::Decided,
    ];

    /// The code by which every language and the history know this kind.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClaimReceived => "claim_received",
            Self::ReturnFailed => "return_failed",
            Self::CallStarted => "call_started",
            Self::Answered => "answered",
            Self::Noticed => "noticed",
            Self::TimePassed => "time_passed",
            Self::RefundRequested => "refund_requested",
            Self::Decided => "decided",
        }
    }
}

tagged! { "kind" deny_unknown_fields;
/// One piece of evidence.
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase"))]
#[expect(clippy::exhaustive_enums, reason = "every state must decide about every kind of evidence")]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, on the stack of one call")]
pub enum Event<'a> {
    /// The browser came back with a claim.
    ClaimReceived {
        /// What it claims.
        claim: Claim,
        /// The signed session's customer.
        #[cfg_attr(feature = "typescript", ts(optional))]
        customer: Option<CustomerId>,
    },
    /// The browser came back without a payment.
    ReturnFailed {
        /// What the PG said about it.
        failure: ReturnFailure,
        /// The signed session's customer.
        #[cfg_attr(feature = "typescript", ts(optional))]
        customer: Option<CustomerId>,
    },
    /// A request is about to be sent. Stored before it is: after a crash it may have left.
    CallStarted {
        /// What is asked.
        operation: Operation,
    },
    /// A request ended.
    Answered {
        /// What was asked.
        operation: Operation,
        /// Which request it was: `inFlight.ordinal` of the payment that was stored before it was sent.
        ordinal: u32,
        /// How it ended.
        #[cfg_attr(feature = "typescript", ts(type = "Reply"))]
        reply: Reply<'a>,
    },
    /// A webhook came.
    Noticed {
        /// What it says.
        notice: Notice,
    },
    /// Time went by.
    TimePassed,
    /// Somebody with the right asks for a refund.
    RefundRequested {
        /// Our reference: the same one twice is the same refund.
        refund_id: RefundId,
        /// How much, in minor units; left out for all that is left.
        #[cfg_attr(feature = "typescript", ts(optional))]
        amount: Option<Amount>,
        /// Why, for the PG's records.
        reason: String,
        /// Whether the host holds the shopper's account for it: a deposited virtual account can go back only there.
        #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
        to_account: bool = default,
    },
    /// A person decided about a quarantined payment.
    Decided {
        /// What.
        decision: Decision,
        /// Whether the host holds the shopper's account for a refund.
        #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
        to_account: bool = default,
    },
}
}

impl Event<'_> {
    /// What kind of evidence it is.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::ClaimReceived { .. } => EventKind::ClaimReceived,
            Self::ReturnFailed { .. } => EventKind::ReturnFailed,
            Self::CallStarted { .. } => EventKind::CallStarted,
            Self::Answered { .. } => EventKind::Answered,
            Self::Noticed { .. } => EventKind::Noticed,
            Self::TimePassed => EventKind::TimePassed,
            Self::RefundRequested { .. } => EventKind::RefundRequested,
            Self::Decided { .. } => EventKind::Decided,
        }
    }

    /// The code by which every language knows this kind of evidence.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().code()
    }
}
