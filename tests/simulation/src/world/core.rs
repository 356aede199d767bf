//! The calls to the real core. If a guard of the core is removed, the core's input or output is changed here.

use super::wire::Answer;
use super::{TOTAL, World};
use crate::guard::Guard;
use daejo::payment::{Event, Payment, Policy, RefundState, Rejection, State, Step, Transition};
use daejo::pg::{Body, HttpResponse, Operation, Reply, TransportFailure};

/// A decline, in the PG's format.
const REFUSAL: &[u8] = br#"{"code":"REJECT_CARD_COMPANY","message":"..."}"#;

fn refusal() -> Reply<'static> {
    Reply::Response(HttpResponse { status: 403, retry_after_seconds: None, body: Body::new(REFUSAL) })
}

impl World {
    /// The policy that the core gets.
    pub(super) fn policy(&self) -> Policy {
        let guards = self.setup.guards;
        let mut policy = self.setup.policy;
        if !guards.has(Guard::VisibilityDelay)
            && let Some(capabilities) = &mut policy.capabilities
        {
            capabilities.visibility_delay_ms = 0;
        }
        if !guards.has(Guard::QueriesEnd) {
            (policy.unknown_budget_ms, policy.refund_budget_ms) = (u32::MAX, u32::MAX);
        }
        policy
    }

    /// The next step that the core returns for a payment.
    pub fn next_step(&self, payment: &Payment) -> Step {
        payment.next_step(self.our_now(), &self.policy())
    }

    /// Applies `event` to the payment of `row`.
    pub(super) fn decide(
        &self,
        row: usize,
        event: &Event<'_>,
        policy: &Policy,
    ) -> Result<Transition, Rejection> {
        let guards = self.setup.guards;
        let payment = &self.db.rows[row].payment;
        let order = self.db.order_of(row, &self.setup.orders);
        if guards == crate::guard::Guards::default() {
            return payment.apply(order, event, self.our_now(), policy);
        }
        let ended = matches!(payment.state, State::Declined | State::Canceled | State::Expired);
        let is_news = matches!(event, Event::Answered { .. } | Event::Noticed { .. });
        if ended && is_news && !guards.has(Guard::LateMoneyIsProcessed) {
            return Ok(Transition { next: payment.clone(), effects: Vec::new() });
        }
        let mut seen = payment.clone();
        if !guards.has(Guard::NotPaidWhileReversing) {
            seen.reversal.open_requests = 0;
        }
        if !guards.has(Guard::EarlierRequestsStayOpen) {
            seen.confirm.open_requests = seen.confirm.open_requests.min(1);
        }
        let event = self.event_without_guards(&seen, event);
        let mut change = seen.apply(order, &event, self.our_now(), policy)?;
        if !guards.has(Guard::QueryBeforeResend) {
            resend_without_query(&mut change.next);
        }
        Ok(change)
    }

    fn event_without_guards<'a>(&self, seen: &Payment, event: &Event<'a>) -> Event<'a> {
        let guards = self.setup.guards;
        let in_flight = seen.requests.in_flight.filter(|call| self.our_now() >= call.deadline_at);
        match event {
            Event::Answered { operation: Operation::Confirm, ordinal, reply }
                if !guards.has(Guard::UnknownIsNotRefused) && is_unknown(reply) =>
            {
                Event::Answered { operation: Operation::Confirm, ordinal: *ordinal, reply: refusal() }
            }
            Event::TimePassed if !guards.has(Guard::UnknownIsNotRefused) => match in_flight {
                Some(call) if call.operation == Operation::Confirm => {
                    Event::Answered { operation: Operation::Confirm, ordinal: call.ordinal, reply: refusal() }
                }
                Some(_) | None => event.clone(),
            },
            Event::Answered { operation, reply, .. } if !guards.has(Guard::AnswerOrdinal) => {
                // Without the guard, the answer is matched with the request in flight, whichever it is.
                let (operation, ordinal) = seen
                    .requests
                    .in_flight
                    .map_or((*operation, seen.requests.count), |call| (call.operation, call.ordinal));
                Event::Answered { operation, ordinal, reply: reply.clone() }
            }
            Event::ClaimReceived { .. }
            | Event::ReturnFailed { .. }
            | Event::CallStarted { .. }
            | Event::Answered { .. }
            | Event::Noticed { .. }
            | Event::TimePassed
            | Event::RefundRequested { .. }
            | Event::Decided { .. } => event.clone(),
        }
    }

    /// The answer that the core gets.
    pub(super) fn answer_for_core(&self, row: usize, answer: &Answer) -> Answer {
        match answer {
            Answer::Record(record) if !self.setup.guards.has(Guard::CrossCheck) => {
                Answer::Record(record.agreeing(row, self.db.rows[row].order, TOTAL))
            }
            Answer::Record(_) | Answer::Error(..) | Answer::Raw(..) | Answer::Body(_) | Answer::Lost(_) => {
                answer.clone()
            }
        }
    }
}

fn is_unknown(reply: &Reply<'_>) -> bool {
    match reply {
        Reply::Response(response) => response.status >= 500 || response.body.bytes().first() == Some(&b'<'),
        Reply::Failure(TransportFailure::TimedOut | TransportFailure::ConnectionLost) => true,
        Reply::Failure(TransportFailure::NotSent) => false,
    }
}

fn resend_without_query(next: &mut Payment) {
    if next.requests.in_flight.is_some() {
        return;
    }
    if next.state == State::Unknown && next.confirm.open_requests > 0 {
        (next.state, next.confirm.verified, next.requests.not_before) = (State::Confirming, true, None);
    }
    for refund in &mut next.refunds {
        if next.state == State::Refunding && refund.state == RefundState::Unknown {
            refund.state = RefundState::Requested;
            next.requests.not_before = None;
        }
    }
}
