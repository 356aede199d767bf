//! What a reply comes to. Every reply, of whatever bytes, has an answer.

use super::super::{
    Action, Answer, Certainty, HttpResponse, MAX_BODY, Operation, PgPayment, PgRefundStatus, PgStatus, Reply,
};
use super::{classify, normalize, wire};
use crate::pg::http::short_word;
use crate::reason::Reason;
use serde::Deserialize;

/// Reads a reply to `operation`.
pub(in crate::pg) fn read(operation: Operation, reply: &Reply<'_>) -> Answer {
    let response = match reply {
        Reply::Response(response) => response,
        Reply::Failure(failure) => return classify::failure(operation, *failure),
    };
    let mut answer = match text(response) {
        Ok(text) if (200..300).contains(&response.status) => success(operation, text),
        Ok(text) => error(operation, response.status, text),
        // A refusal that cannot be read is no refusal.
        Err(reason) => classify::unknown(operation, reason),
    };
    answer.not_before_seconds = response.retry_after_seconds;
    answer
}

/// The body as text: UTF-8, of a size that this PG writes. A byte-order mark is passed over.
pub(super) fn text<'a>(response: &'a HttpResponse<'_>) -> Result<&'a str, Reason> {
    let bytes = response.body.bytes();
    if bytes.len() > MAX_BODY {
        return Err(Reason::BodyTooLarge);
    }
    let text = core::str::from_utf8(bytes).map_err(|_| Reason::BodyUnreadable)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The payment that a body states.
pub(super) fn payment(text: &str) -> Option<PgPayment> {
    if let Ok(wire) = serde_json::from_str::<wire::Payment<'_, wire::Whole<'_>>>(text) {
        return normalize::payment(&wire);
    }
    let wire: wire::Payment<'_, wire::Written<'_>> = serde_json::from_str(text).ok()?;
    normalize::payment(&wire)
}

fn success(operation: Operation, text: &str) -> Answer {
    let Some(payment) = payment(text) else {
        return classify::unknown(operation, Reason::BodyUnreadable);
    };
    let (certainty, action, reason) = match operation {
        Operation::Confirm => confirmed(&payment),
        Operation::QueryByPaymentKey | Operation::QueryByOrderId => {
            let action = if matches!(payment.status, PgStatus::Unrecognized { .. }) {
                Action::Wait
            } else {
                Action::Proceed
            };
            (Certainty::Applied, action, standing(&payment))
        }
        Operation::Refund => refunded(&payment),
        Operation::Reverse => reversed(&payment),
    };
    Answer { payment: Some(payment), ..Answer::without_payment(certainty, action, reason) }
}

/// What a payment that came back for a confirm says about the confirm.
fn confirmed(payment: &PgPayment) -> (Certainty, Action, Reason) {
    let reason = standing(payment);
    match payment.status {
        // A later refund does not undo that it was confirmed.
        PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded => {
            (Certainty::Applied, Action::Proceed, reason)
        }
        PgStatus::AwaitingDeposit => (Certainty::Accepted, Action::Wait, reason),
        PgStatus::Declined | PgStatus::Expired | PgStatus::Canceled => {
            (Certainty::Refused, Action::TellShopper, reason)
        }
        PgStatus::Created | PgStatus::Authenticated | PgStatus::Unrecognized { .. } => {
            (Certainty::Unknown, Action::QueryFirst, reason)
        }
    }
}

/// What a payment that came back for a refund says about the refund. Whose refund the last one is, the payment
/// process decides by its reference.
fn refunded(payment: &PgPayment) -> (Certainty, Action, Reason) {
    match payment.refunds.last().map(|refund| &refund.status) {
        Some(PgRefundStatus::Done) => (Certainty::Applied, Action::Proceed, standing(payment)),
        Some(PgRefundStatus::InProgress) => (Certainty::Accepted, Action::Wait, Reason::RefundInProgress),
        Some(PgRefundStatus::Failed | PgRefundStatus::Unrecognized { .. }) | None => {
            (Certainty::Unknown, Action::QueryFirst, Reason::OutcomeUnknown)
        }
    }
}

/// What a payment that came back for a reversal says about it: nothing is held any more, or it did not help.
fn reversed(payment: &PgPayment) -> (Certainty, Action, Reason) {
    match payment.status {
        PgStatus::Refunded | PgStatus::Canceled | PgStatus::Declined | PgStatus::Expired => {
            (Certainty::Applied, Action::Proceed, Reason::Reversed)
        }
        PgStatus::Created
        | PgStatus::Authenticated
        | PgStatus::AwaitingDeposit
        | PgStatus::Captured
        | PgStatus::PartiallyRefunded
        | PgStatus::Unrecognized { .. } => (Certainty::Unknown, Action::QueryFirst, Reason::OutcomeUnknown),
    }
}

/// Where a payment stands, as a reason.
fn standing(payment: &PgPayment) -> Reason {
    match &payment.status {
        PgStatus::Created => Reason::WaitingForShopper,
        PgStatus::Authenticated => Reason::Authenticated,
        PgStatus::AwaitingDeposit => Reason::AwaitingDeposit,
        PgStatus::Captured => Reason::Approved,
        PgStatus::PartiallyRefunded => Reason::PartiallyRefunded,
        PgStatus::Refunded => Reason::Refunded,
        PgStatus::Canceled => Reason::CanceledAtPg,
        PgStatus::Declined => payment.failure.as_ref().map_or(Reason::Declined, |failure| failure.reason),
        PgStatus::Expired => Reason::SessionExpired,
        PgStatus::Unrecognized { .. } => Reason::UnlistedStatus,
    }
}

fn error(operation: Operation, status: u16, text: &str) -> Answer {
    // The v2 endpoints nest the same error one level down.
    let flat: Option<wire::Failure<'_>> = read_json(text);
    let failure = match flat {
        Some(failure) if failure.code.is_some() => Some(failure),
        _ => read_json::<wire::NestedFailure<'_>>(text).and_then(|nested| nested.error),
    };
    let name = failure.and_then(|failure| short_word(failure.code.as_deref()?, 64));
    let answer = classify::code(operation, status, name.as_deref());
    Answer { pg_code: name, ..answer }
}

fn read_json<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    serde_json::from_str(text).ok()
}
