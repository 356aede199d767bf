//! From operation, HTTP status and code to certainty and action. Total: a code that is not listed is `Unknown`.

use super::super::{Action, Answer, Certainty, CodeClass, Operation, TransportFailure};
use super::codes::Code;
use crate::reason::Reason;

/// The answer for a request that got no reply.
pub(super) const fn failure(operation: Operation, failure: TransportFailure) -> Answer {
    match failure {
        TransportFailure::NotSent => {
            let action = if operation.is_query() { Action::Wait } else { Action::RetrySameKey };
            Answer::without_payment(Certainty::NotSent, action, Reason::NotSent)
        }
        TransportFailure::TimedOut | TransportFailure::ConnectionLost => unknown(operation, Reason::NoAnswer),
    }
}

/// The outcome is unknown. A query can simply be repeated; after a request that moves money, the PG is queried first.
pub(super) const fn unknown(operation: Operation, reason: Reason) -> Answer {
    let action = if operation.is_query() { Action::Wait } else { Action::QueryFirst };
    Answer::without_payment(Certainty::Unknown, action, reason)
}

/// The answer for an error body with this code.
pub(super) fn code(operation: Operation, status: u16, name: Option<&str>) -> Answer {
    // Toss Payments has no reversal: it is sent as a cancel, and the codes are those of a cancel.
    let listed = if operation == Operation::Reverse { Operation::Refund } else { operation };
    let Some(known) = name.and_then(Code::named).filter(|known| known.operations.contains(&listed)) else {
        return unknown(operation, unlisted(status, name));
    };
    if known.status != status && !(400..500).contains(&status) {
        // A documented refusal with another status, and not a 4xx, leaves the outcome open.
        return unknown(operation, Reason::UnlistedCode);
    }
    let refused = |action| Answer::without_payment(Certainty::Refused, action, known.reason);
    match known.class {
        CodeClass::ShopperCanFix | CodeClass::Final => refused(Action::TellShopper),
        CodeClass::MerchantMustFix => refused(Action::FixRequest),
        // The payment may become visible later, so one such answer does not prove that it does not exist.
        CodeClass::Missing => refused(Action::Wait),
        // The PG repeats a stored 4xx for 15 days under the same key, so the same request would get the same answer.
        CodeClass::Passing | CodeClass::AlreadyDone | CodeClass::OutcomeOpen => {
            unknown(operation, known.reason)
        }
    }
}

fn unlisted(status: u16, name: Option<&str>) -> Reason {
    match (status, name) {
        (429, _) => Reason::RateLimited,
        (_, Some(_)) => Reason::UnlistedCode,
        (500..=599, None) => Reason::OutcomeUnknown,
        (_, None) => Reason::BodyUnreadable,
    }
}
