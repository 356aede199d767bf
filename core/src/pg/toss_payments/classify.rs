//! From (operation, HTTP status, code) to certainty and action. Total: what is not listed is `Unknown`.

use super::super::{Action, Answer, Certainty, CodeClass, Operation, TransportFailure};
use super::codes::Code;
use crate::reason::Reason;

/// What a missing answer comes to.
pub(super) const fn failure(operation: Operation, failure: TransportFailure) -> Answer {
    match failure {
        TransportFailure::NotSent => {
            let action = if operation.is_query() { Action::Wait } else { Action::RetrySameKey };
            Answer::without_payment(Certainty::NotSent, action, Reason::NotSent)
        }
        TransportFailure::TimedOut | TransportFailure::ConnectionLost => unknown(operation, Reason::NoAnswer),
    }
}

/// We cannot tell. A query is simply asked again; anything that moves money is asked about first.
pub(super) const fn unknown(operation: Operation, reason: Reason) -> Answer {
    let action = if operation.is_query() { Action::Wait } else { Action::QueryFirst };
    Answer::without_payment(Certainty::Unknown, action, reason)
}

/// What an error body comes to.
pub(super) fn code(operation: Operation, status: u16, name: Option<&str>) -> Answer {
    // A reversal is a cancel here, and is answered as one.
    let listed = if operation == Operation::Reverse { Operation::Refund } else { operation };
    let Some(known) = name.and_then(Code::named).filter(|known| known.operations.contains(&listed)) else {
        return unknown(operation, unlisted(status, name));
    };
    if known.status != status && !(400..500).contains(&status) {
        // A documented refusal under a status that leaves the outcome open stays open.
        return unknown(operation, Reason::UnlistedCode);
    }
    let refused = |action| Answer::without_payment(Certainty::Refused, action, known.reason);
    match known.class {
        CodeClass::ShopperCanFix | CodeClass::Final => refused(Action::TellShopper),
        CodeClass::MerchantMustFix => refused(Action::FixRequest),
        // The PG knows nothing of it *now*: only time makes that a no.
        CodeClass::Missing => refused(Action::Wait),
        // A stored 4xx comes back for 15 days under its key, so repeating blindly leads nowhere.
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
