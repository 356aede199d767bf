//! The deed itself, and the answer that tells of it.

use crate::answer::{Answer, Body};
use crate::toss_payments::code::Refusal;
use crate::toss_payments::idempotency::Remembered;
use crate::toss_payments::payment::Payment;
use crate::toss_payments::wire::Wire;
use crate::toss_payments::{cancel, confirm};
use crate::{Fault, Sandbox};

use super::{Ask, Call};

impl Call {
    /// Does what is asked and remembers the answer.
    pub(super) fn answer(&self, sandbox: &Sandbox, fault: Option<&Fault>) -> Answer {
        match &self.ask {
            Ask::Confirm(body) => {
                let Ok(request) = serde_json::from_slice::<confirm::Request>(body) else {
                    return self.refuse(sandbox, Refusal::of("INVALID_REQUEST"));
                };
                let done = sandbox.change(
                    &request.payment_key,
                    |payment, circumstances| payment.confirm(&request, fault, circumstances),
                    |payment, outcome| self.conclude(sandbox, payment, &outcome, fault),
                );
                done.unwrap_or_else(|| self.refuse(sandbox, Refusal::of("NOT_FOUND_PAYMENT")))
            }
            Ask::Cancel(payment_key, body) => {
                let request = serde_json::from_slice::<cancel::Request>(body).ok();
                let Some(request) = request.filter(cancel::Request::is_sound) else {
                    return self.refuse(sandbox, Refusal::of("INVALID_REQUEST"));
                };
                let done = sandbox.change(
                    payment_key,
                    |payment, circumstances| payment.cancel(&request, circumstances),
                    |payment, outcome| self.conclude(sandbox, payment, &outcome, fault),
                );
                done.unwrap_or_else(|| self.refuse(sandbox, Refusal::of("NOT_FOUND_PAYMENT")))
            }
            Ask::Query(_) | Ask::QueryByOrder(_) => self.look_up(sandbox, fault),
        }
    }

    fn look_up(&self, sandbox: &Sandbox, fault: Option<&Fault>) -> Answer {
        let payment_key = self.subject.payment_key.as_deref().unwrap_or_default();
        sandbox.let_age(payment_key);
        let delay = i64::try_from(sandbox.config().visibility_delay.as_millis()).unwrap_or(i64::MAX);
        let since = sandbox.now().saturating_sub(delay);
        let seen = sandbox.toss().seen(payment_key, since).cloned();
        seen.map_or_else(
            || Refusal::of("NOT_FOUND_PAYMENT").answer(),
            |payment| {
                let (status, text) = self.render(sandbox, &payment, &Ok(()), fault);
                Answer { status, body: Body::json(text) }
            },
        )
    }

    /// The answer, and what a repetition will get: the same, unless it is garbled on the road.
    fn conclude(
        &self,
        sandbox: &Sandbox,
        payment: &Payment,
        outcome: &Result<(), Refusal>,
        fault: Option<&Fault>,
    ) -> (Answer, Option<Remembered>) {
        let (status, text) = self.render(sandbox, payment, outcome, fault);
        let whole = if matches!(fault, Some(Fault::Malformed { .. })) {
            self.render(sandbox, payment, outcome, None).1
        } else {
            text.clone()
        };
        let remembered = self.keep(sandbox, status, whole);
        (Answer { status, body: Body::json(text) }, remembered)
    }

    pub(super) fn refuse(&self, sandbox: &Sandbox, refusal: Refusal) -> Answer {
        let remembered = self.keep(sandbox, refusal.status, refusal.text());
        if let Some(remembered) = remembered {
            sandbox.remember(remembered);
        }
        refusal.answer()
    }

    fn render(
        &self,
        sandbox: &Sandbox,
        payment: &Payment,
        outcome: &Result<(), Refusal>,
        fault: Option<&Fault>,
    ) -> (u16, String) {
        if let Err(refusal) = outcome {
            return (refusal.status, refusal.text());
        }
        if fault == Some(&Fault::AlreadyProcessed) {
            let is_cancel = matches!(self.ask, Ask::Cancel(..));
            let code = if is_cancel { "ALREADY_CANCELED_PAYMENT" } else { "ALREADY_PROCESSED_PAYMENT" };
            return (400, Refusal::of(code).text());
        }
        let mut wire = Wire::of(payment, sandbox.config(), sandbox.now(), self.language);
        if let Some(fault) = fault {
            wire.tamper(payment, fault);
        }
        (200, wire.text())
    }

    fn keep(&self, sandbox: &Sandbox, status: u16, text: String) -> Option<Remembered> {
        let identity = self.claim.identity()?.to_owned();
        Some(Remembered { identity, status, text, trace: self.trace.clone(), at: sandbox.now() })
    }
}
