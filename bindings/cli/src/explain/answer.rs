//! An answer to a call.

use super::page::Page;
use super::{hint, page, payment, reply, words};
use crate::codes::word;
use crate::options::Subject;
use daejo::message::{Locale, for_operator, for_shopper};
use daejo::pg::{self, Answer, Certainty, Operation, Pg, Reply, TransportFailure};
use daejo::reason::Reason;

/// How the HTTP status came to be known.
enum Status {
    Given(u16),
    /// The PG's own for the code in the body.
    Documented(u16),
    Assumed,
}

pub(super) fn explain(
    pg: Pg,
    operation: Operation,
    status: Option<u16>,
    body: &[u8],
    locale: Locale,
) -> Page {
    let status = status.map_or_else(|| guess(pg, operation, body), Status::Given);
    let code = match status {
        Status::Given(status) | Status::Documented(status) => status,
        Status::Assumed => 200,
    };
    let answer = pg::read(pg, operation, &reply(code, body));
    let heading = match status {
        Status::Given(status) => format!("{} (HTTP {status})", words::operation(operation, locale)),
        Status::Documented(status) => format!(
            "{} (HTTP {status}{})",
            words::operation(operation, locale),
            words::documented_status(locale)
        ),
        Status::Assumed => format!("{} (HTTP 200)", words::operation(operation, locale)),
    };
    let mut page = page(pg, &heading, locale);
    let nameless = answer.payment.as_ref().is_some_and(|said| said.payment_key.is_none());
    if nameless {
        // A callback's "DONE" must not read as "the money was taken".
        page.paragraph(words::nameless(locale));
    } else {
        tell(&mut page, operation, &answer, locale);
    }
    if (nameless || answer.reason == Reason::BodyUnreadable)
        && let Some(hint) = hint(pg, body, Subject::Answer(operation), locale)
    {
        page.paragraph(hint);
    }
    page
}

pub(super) fn without_reply(pg: Pg, operation: Operation, failure: TransportFailure, locale: Locale) -> Page {
    let answer = pg::read(pg, operation, &Reply::Failure(failure));
    let what = format!("{} ({})", words::operation(operation, locale), words::no_answer(failure, locale));
    let mut page = page(pg, &what, locale);
    tell(&mut page, operation, &answer, locale);
    page
}

/// A pasted error body has lost its status: the PG documents one for each code.
fn guess(pg: Pg, operation: Operation, body: &[u8]) -> Status {
    let as_error = pg::read(pg, operation, &reply(400, body));
    let Some(code) = as_error.pg_code else { return Status::Assumed };
    let documented = pg::codes(pg).into_iter().find(|row| row.code == code).and_then(|row| row.status);
    Status::Documented(documented.unwrap_or(400))
}

fn tell(page: &mut Page, operation: Operation, answer: &Answer, locale: Locale) {
    page.paragraph(words::came_to(operation, answer, locale));
    let mut facts = vec![
        (words::certainty_name(locale), words::certainty(answer.certainty, operation, locale).into()),
        (words::action_name(locale), words::action(answer.action, operation, locale).into()),
    ];
    if let Some(seconds) = answer.not_before_seconds {
        facts.push((words::not_before_name(locale), words::seconds(seconds, locale)));
    }
    if let Some(code) = &answer.pg_code {
        facts.push((words::pg_code_name(locale), code.clone()));
    }
    facts.push((
        words::codes_name(locale),
        format!("{} · {} · {}", word(&answer.certainty), word(&answer.action), answer.reason),
    ));
    page.blank();
    page.facts(&facts);
    if let Some(said) = &answer.payment {
        payment::tell(page, said, locale);
    }
    let shopper = shopper_code(operation, answer.certainty, answer.reason);
    people(page, shopper, answer.reason.code(), locale);
}

/// The code whose text the shopper reads. It must not say "declined" where the outcome is open, whatever the PG says.
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

/// What to tell the shopper, and what is the operator's to do.
pub(super) fn people(page: &mut Page, shopper: &str, operator: &str, locale: Locale) {
    page.heading(words::shopper_name(locale));
    page.text(&format!("“{}”", for_shopper(shopper, locale).text));
    page.heading(words::operator_name(locale));
    page.text(&for_operator(operator, locale).text);
}
