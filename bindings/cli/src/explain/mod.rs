//! `daejo explain`: the meaning of a PG's answer, webhook or return address, in sentences.
//!
//! The output uses only what the core has read: card and account numbers are masked, and the PG's message is left out.
//! The body itself is never printed.

mod answer;
mod page;
mod payment;
mod returned;
mod texts;
mod webhook;

use crate::error::Error;
use crate::options::{Explain, Subject};
use daejo::message::Locale;
use daejo::pg::{Body, HttpResponse, Operation, Pg, Reply};
use page::Page;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::Path;

/// Bytes that are read. More than the core accepts, so that the core can report a body that is too large.
const MAX_INPUT: u64 = 4 * 1024 * 1024;

pub(crate) fn run(options: &Explain) -> Result<(), Error> {
    let page = match (options.subject, options.no_answer) {
        (Subject::Answer(operation), Some(failure)) => {
            answer::without_reply(options.pg, operation, failure, options.locale)
        }
        (Subject::Answer(operation), None) => {
            let body = read(options)?;
            answer::explain(options.pg, operation, options.status, &body, options.locale)
        }
        (Subject::Webhook, _) => webhook::explain(options.pg, &read(options)?, options.locale),
        (Subject::Return, _) => {
            let text = read(options)?;
            returned::explain(options.pg, &String::from_utf8_lossy(&text), options.locale)
        }
    };
    // Colour goes to a terminal only.
    let mut stdout = anstream::stdout().lock();
    write!(stdout, "{}", page.into_text())?;
    stdout.flush()?;
    Ok(())
}

fn read(options: &Explain) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    if options.file == Path::new("-") {
        let stdin = io::stdin().lock();
        if stdin.is_terminal() {
            // The hint is not essential, so an error is ignored.
            let _ = writeln!(io::stderr(), "{}", texts::paste(options.locale));
        }
        stdin.take(MAX_INPUT).read_to_end(&mut bytes)?;
    } else {
        let error = |source| Error::File { path: options.file.clone(), source };
        File::open(&options.file).map_err(error)?.take(MAX_INPUT).read_to_end(&mut bytes).map_err(error)?;
    }
    Ok(bytes)
}

/// The body as a reply of the PG.
fn reply(status: u16, body: &[u8]) -> Reply<'_> {
    Reply::Response(HttpResponse { status, retry_after_seconds: None, body: Body::new(body) })
}

/// A hint that the body is probably a webhook or an answer, if the other was given on the command line.
fn hint(pg: Pg, body: &[u8], subject: Subject, locale: Locale) -> Option<&'static str> {
    use daejo::pg::NoticeKind;
    let is_webhook = || daejo::pg::read_webhook(pg, &Vec::new(), body, None).kind != NoticeKind::Unreadable;
    let is_payment = || {
        let answer = daejo::pg::read(pg, Operation::QueryByPaymentKey, &reply(200, body));
        answer.payment.is_some_and(|payment| payment.payment_key.is_some())
    };
    match subject {
        Subject::Answer(_) if is_webhook() => Some(texts::looks_like_webhook(locale)),
        Subject::Webhook if is_payment() => Some(texts::looks_like_payment(locale)),
        Subject::Answer(_) | Subject::Webhook | Subject::Return => None,
    }
}

/// A page whose title has the PG and the kind of input.
fn page(pg: Pg, what: &str, locale: Locale) -> Page {
    let mut page = Page::new();
    page.title(&format!("{} · {what}", texts::pg(pg, locale)));
    page
}
