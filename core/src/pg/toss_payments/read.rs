//! From a reply to an answer. Every reply, with any bytes, has an answer.

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
        // A body that cannot be read proves no refusal.
        Err(reason) => classify::unknown(operation, reason),
    };
    answer.not_before_seconds = response.retry_after_seconds;
    answer
}

/// The body as text: UTF-8, at most [`MAX_BODY`] bytes. A byte-order mark is skipped.
pub(super) fn text<'a>(response: &'a HttpResponse<'_>) -> Result<&'a str, Reason> {
    let bytes = response.body.bytes();
    if bytes.len() > MAX_BODY {
        return Err(Reason::BodyTooLarge);
    }
    let text = core::str::from_utf8(bytes).map_err(|_| Reason::BodyUnreadable)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The payment in a body.
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
            (Certainty::Applied, action, status_reason(&payment))
        }
        Operation::Refund => refunded(&payment),
        Operation::Reverse => reversed(&payment),
    };
    Answer { payment: Some(payment), ..Answer::without_payment(certainty, action, reason) }
}

/// What the payment in the answer to a confirm says about the confirm.
fn confirmed(payment: &PgPayment) -> (Certainty, Action, Reason) {
    let reason = status_reason(payment);
    match payment.status {
        // A refunded payment was confirmed before.
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

/// What the payment in the answer to a refund says about the refund. The payment process compares the last refund's
/// reference to decide whether it is the requested one.
fn refunded(payment: &PgPayment) -> (Certainty, Action, Reason) {
    match payment.refunds.last().map(|refund| &refund.status) {
        Some(PgRefundStatus::Done) => (Certainty::Applied, Action::Proceed, status_reason(payment)),
        Some(PgRefundStatus::InProgress) => (Certainty::Accepted, Action::Wait, Reason::RefundInProgress),
        Some(PgRefundStatus::Failed | PgRefundStatus::Unrecognized { .. }) | None => {
            (Certainty::Unknown, Action::QueryFirst, Reason::OutcomeUnknown)
        }
    }
}

/// What the payment in the answer to a reversal says about the reversal: it is carried out if no money is held.
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

/// The reason that a payment's status stands for.
fn status_reason(payment: &PgPayment) -> Reason {
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
    // The v2 endpoints have the same error one level deeper, in `error`.
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
