//! Events: the evidence that a payment reacts to. It may come in any order and any number of times.

use crate::claim::{Claim, ReturnFailure};
use crate::crosscheck::Mismatch;
use crate::id::{CustomerId, OperatorId, RefundId};
use crate::json::tagged;
use crate::money::Amount;
use crate::pg::{Notice, Operation, Reply};
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a person may decide about a quarantined payment.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each decision moves money or stock")]
pub enum Decision {
    /// The money is with the PG; the person has checked it there.
    AcceptAsPaid,
    /// Refund everything that was taken.
    Refund,
    /// The PG holds no money, because none was taken or all of it was given back: end the payment.
    Decline,
    /// Query the PG again.
    AskAgain,
}

impl Decision {
    /// The code by which every language knows this decision.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AcceptAsPaid => "accept_as_paid",
            Self::Refund => "refund",
            Self::Decline => "decline",
            Self::AskAgain => "ask_again",
        }
    }
}

/// A decision as it is kept with the payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct DecisionRecord {
    /// What was decided.
    pub decision: Decision,
    /// Who decided, as the host names its operators.
    pub decided_by: OperatorId,
    /// When.
    pub at: Timestamp,
    /// Why the payment was quarantined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The mismatches that the decision overrode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<Mismatch>>", optional))]
    pub overrode: Vec<Mismatch>,
}

/// What kind of evidence there is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the table has a row for each")]
pub enum EventKind {
    /// The browser came back with a claim.
    ClaimReceived,
    /// The browser came back without a payment.
    ReturnFailed,
    /// A request to the PG is about to be sent.
    CallStarted,
    /// A request ended.
    Answered,
    /// A webhook was received.
    Noticed,
    /// Time passed.
    TimePassed,
    /// A refund is requested.
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
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
    #[cfg_attr(feature = "typescript", ts(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase"))]
    #[expect(clippy::exhaustive_enums, reason = "every state must decide about every kind of evidence")]
    #[expect(clippy::large_enum_variant, reason = "one lives at a time, on the stack of one call")]
    pub enum Event<'a> {
        /// The browser came back with a claim.
        ClaimReceived {
            /// What it claims.
            claim: Claim,
            /// The signed session's customer.
            customer: Option<CustomerId>,
        },
        /// The browser came back without a payment.
        ReturnFailed {
            /// What the PG said about it.
            failure: ReturnFailure,
            /// The signed session's customer.
            customer: Option<CustomerId>,
        },
        /// A request to the PG is about to be sent. It is stored before it is sent: after a crash it may have left.
        CallStarted {
            /// The operation.
            operation: Operation,
        },
        /// A request ended.
        Answered {
            /// The operation.
            operation: Operation,
            /// Sequence number of the request: `requests.inFlight.ordinal` of the payment that was stored before it was
            /// sent.
            ordinal: u32,
            /// How it ended.
            #[cfg_attr(feature = "typescript", ts(type = "Reply"))]
            reply: Reply<'a>,
        },
        /// A webhook was received.
        Noticed {
            /// What it says.
            notice: Notice,
        },
        /// Time passed.
        TimePassed,
        /// A refund is requested.
        RefundRequested {
            /// Our reference. The same reference twice is the same refund.
            refund_id: RefundId,
            /// How much, in minor units; left out for all that is left.
            amount: Option<Amount>,
            /// Why, for the PG's records.
            reason: String,
            /// Who asks for it, as the host names its operators.
            requested_by: OperatorId,
            /// Whether the host holds the shopper's account for it. Money from a virtual account can only go back there.
            #[cfg_attr(feature = "typescript", ts(as = "Option<bool>"))]
            to_account: bool = default,
        },
        /// A person decided about a quarantined payment.
        Decided {
            /// The decision.
            decision: Decision,
            /// Who decided, as the host names its operators.
            decided_by: OperatorId,
            /// Whether the host holds the shopper's account for a refund.
            #[cfg_attr(feature = "typescript", ts(as = "Option<bool>"))]
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
