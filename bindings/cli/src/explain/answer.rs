//! Explains an answer to a call.

use super::page::Page;
use super::{hint, page, payment, reply, texts};
use crate::options::Subject;
use daejo::message::{Locale, for_operator, for_shopper};
use daejo::pg::{self, Answer, Certainty, Operation, Pg, Reply, TransportFailure};
use daejo::reason::Reason;

/// The HTTP status, by its source.
enum Status {
    /// From the command line.
    Given(u16),
    /// The status that the PG documents for the code in the body.
    Documented(u16),
    /// 200, because the body has no code.
    Assumed,
}

pub(super) fn explain(
    pg: Pg,
    operation: Operation,
    status: Option<u16>,
    body: &[u8],
    locale: Locale,
) -> Page {
    let status = status.map_or_else(|| documented_status(pg, operation, body), Status::Given);
    let code = match status {
        Status::Given(status) | Status::Documented(status) => status,
        Status::Assumed => 200,
    };
    let answer = pg::read(pg, operation, &reply(code, body));
    let heading = match status {
        Status::Given(status) => format!("{} (HTTP {status})", texts::operation(operation, locale)),
        Status::Documented(status) => format!(
            "{} (HTTP {status}{})",
            texts::operation(operation, locale),
            texts::documented_status(locale)
        ),
        Status::Assumed => format!("{} (HTTP 200)", texts::operation(operation, locale)),
    };
    let mut page = page(pg, &heading, locale);
    let has_no_key = answer.payment.as_ref().is_some_and(|payment| payment.payment_key.is_none());
    if has_no_key {
        // The "DONE" of a deposit callback must not be shown as "the money was taken".
        page.paragraph(texts::without_payment_key(locale));
    } else {
        add_answer(&mut page, operation, &answer, locale);
    }
    if (has_no_key || answer.reason == Reason::BodyUnreadable)
        && let Some(hint) = hint(pg, body, Subject::Answer(operation), locale)
    {
        page.paragraph(hint);
    }
    page
}

pub(super) fn without_reply(pg: Pg, operation: Operation, failure: TransportFailure, locale: Locale) -> Page {
    let answer = pg::read(pg, operation, &Reply::Failure(failure));
    let what = format!("{} ({})", texts::operation(operation, locale), texts::no_answer(failure, locale));
    let mut page = page(pg, &what, locale);
    add_answer(&mut page, operation, &answer, locale);
    page
}

/// A pasted body has no HTTP status. If it has an error code, the PG documents the status of that code.
fn documented_status(pg: Pg, operation: Operation, body: &[u8]) -> Status {
    let as_error = pg::read(pg, operation, &reply(400, body));
    let Some(code) = as_error.pg_code else { return Status::Assumed };
    let documented = pg::codes(pg).into_iter().find(|row| row.code == code).and_then(|row| row.status);
    Status::Documented(documented.unwrap_or(400))
}

fn add_answer(page: &mut Page, operation: Operation, answer: &Answer, locale: Locale) {
    page.paragraph(texts::outcome(operation, answer, locale));
    let mut facts = vec![
        (texts::certainty_name(locale), texts::certainty(answer.certainty, operation, locale).into()),
        (texts::action_name(locale), texts::action(answer.action, operation, locale).into()),
    ];
    if let Some(seconds) = answer.not_before_seconds {
        facts.push((texts::not_before_name(locale), texts::seconds(seconds, locale)));
    }
    if let Some(code) = &answer.pg_code {
        facts.push((texts::pg_code_name(locale), code.clone()));
    }
    facts.push((
        texts::codes_name(locale),
        format!("{} · {} · {}", answer.certainty.code(), answer.action.code(), answer.reason),
    ));
    page.blank();
    page.facts(&facts);
    if let Some(payment) = &answer.payment {
        payment::add(page, payment, locale);
    }
    let shopper = shopper_code(operation, answer.certainty, answer.reason);
    add_messages(page, shopper, answer.reason.code(), locale);
}

/// The code of the text for the shopper. If the outcome is unknown, the text must not say "declined", even if the PG does.
const fn shopper_code(operation: Operation, certainty: Certainty, reason: Reason) -> &'static str {
    match (certainty, operation) {
        (Certainty::Unknown, Operation::Refund) => "refunding",
        (Certainty::Unknown, Operation::Reverse) => "reversing",
        (
            Certainty::Unknown,
            Operation::Confirm | Operation::QueryByPaymentKey | Operation::QueryByOrderId,
        ) => "unknown",
        (Certainty::NotSent | Certainty::Refused | Certainty::Accepted | Certainty::Applied, _) => {
            reason.code()
        }
    }
}

/// Adds the texts for the shopper and for the operator.
pub(super) fn add_messages(page: &mut Page, shopper: &str, operator: &str, locale: Locale) {
    page.heading(texts::shopper_name(locale));
    page.text(&format!("“{}”", for_shopper(shopper, locale).text));
    page.heading(texts::operator_name(locale));
    page.text(&for_operator(operator, locale).text);
}
