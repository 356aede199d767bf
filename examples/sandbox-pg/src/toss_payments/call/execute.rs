//! Executes a request and builds its answer.

use crate::answer::{Answer, Body};
use crate::toss_payments::idempotency::StoredAnswer;
use crate::toss_payments::payment::Payment;
use crate::toss_payments::payment_json::PaymentJson;
use crate::toss_payments::refusal::Refusal;
use crate::toss_payments::{cancel, confirm};
use crate::{Fault, Sandbox};

use super::{ApiRequest, Call};

impl Call {
    /// Executes the request and stores the answer under its idempotency key.
    pub(super) fn answer(&self, sandbox: &Sandbox, fault: Option<&Fault>) -> Answer {
        match &self.request {
            ApiRequest::Confirm(body) => {
                let Ok(request) = serde_json::from_slice::<confirm::Request>(body) else {
                    return self.refuse(sandbox, Refusal::of("INVALID_REQUEST"));
                };
                let done = sandbox.change(
                    &request.payment_key,
                    |payment, context| payment.confirm(&request, fault, context),
                    |payment, outcome| self.finish(sandbox, payment, &outcome, fault),
                );
                done.unwrap_or_else(|| self.refuse(sandbox, Refusal::of("NOT_FOUND_PAYMENT")))
            }
            ApiRequest::Cancel(payment_key, body) => {
                let request = serde_json::from_slice::<cancel::Request>(body).ok();
                let Some(request) = request.filter(cancel::Request::is_valid) else {
                    return self.refuse(sandbox, Refusal::of("INVALID_REQUEST"));
                };
                let done = sandbox.change(
                    payment_key,
                    |payment, context| payment.cancel(&request, context),
                    |payment, outcome| self.finish(sandbox, payment, &outcome, fault),
                );
                done.unwrap_or_else(|| self.refuse(sandbox, Refusal::of("NOT_FOUND_PAYMENT")))
            }
            ApiRequest::Query(_) | ApiRequest::QueryByOrder(_) => self.answer_query(sandbox, fault),
        }
    }

    fn answer_query(&self, sandbox: &Sandbox, fault: Option<&Fault>) -> Answer {
        let payment_key = self.subject.payment_key.as_deref().unwrap_or_default();
        sandbox.expire_if_overdue(payment_key);
        let delay = i64::try_from(sandbox.config().visibility_delay.as_millis()).unwrap_or(i64::MAX);
        let since = sandbox.now().saturating_sub(delay);
        let visible = sandbox.toss_state().visible_at(payment_key, since).cloned();
        visible.map_or_else(
            || Refusal::of("NOT_FOUND_PAYMENT").answer(),
            |payment| {
                let (status, text) = self.render(sandbox, &payment, &Ok(()), fault);
                Answer { status, body: Body::json(text) }
            },
        )
    }

    /// The answer, and the answer that is stored for repeated requests. They differ only for a malformed
    /// body, because that is a fault of the network.
    fn finish(
        &self,
        sandbox: &Sandbox,
        payment: &Payment,
        outcome: &Result<(), Refusal>,
        fault: Option<&Fault>,
    ) -> (Answer, Option<StoredAnswer>) {
        let (status, text) = self.render(sandbox, payment, outcome, fault);
        let intact = if matches!(fault, Some(Fault::Malformed { .. })) {
            self.render(sandbox, payment, outcome, None).1
        } else {
            text.clone()
        };
        let stored = self.to_store(sandbox, status, intact);
        (Answer { status, body: Body::json(text) }, stored)
    }

    pub(super) fn refuse(&self, sandbox: &Sandbox, refusal: Refusal) -> Answer {
        let stored = self.to_store(sandbox, refusal.status, refusal.text());
        if let Some(stored) = stored {
            sandbox.store_answer(stored);
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
            let is_cancel = matches!(self.request, ApiRequest::Cancel(..));
            let code = if is_cancel { "ALREADY_CANCELED_PAYMENT" } else { "ALREADY_PROCESSED_PAYMENT" };
            return (400, Refusal::of(code).text());
        }
        let mut wire = PaymentJson::of(payment, sandbox.config(), sandbox.now(), self.language);
        if let Some(fault) = fault {
            wire.tamper(payment, fault);
        }
        (200, wire.text())
    }

    fn to_store(&self, sandbox: &Sandbox, status: u16, text: String) -> Option<StoredAnswer> {
        let identity = self.key_lock.identity()?.to_owned();
        Some(StoredAnswer { identity, status, text, trace: self.trace.clone(), at: sandbox.now() })
    }
}
