//! The real core, as the host asks it; and what it would be without one of its guards, changed from outside.

use super::wire::Answer;
use super::{TOTAL, World};
use crate::guard::Guard;
use daejo::payment::{Event, Payment, Policy, RefundState, Rejection, State, Step, Transition};
use daejo::pg::{Body, HttpResponse, Operation, Reply, TransportFailure};

/// A plain no, in the PG's words.
const REFUSAL: &[u8] = br#"{"code":"REJECT_CARD_COMPANY","message":"..."}"#;

fn refusal() -> Reply<'static> {
    Reply::Response(HttpResponse { status: 403, retry_after_seconds: None, body: Body::new(REFUSAL) })
}

impl World {
    /// The policy, as the core is told it.
    pub(super) fn policy(&self) -> Policy {
        let guards = self.setup.guards;
        let mut policy = self.setup.policy;
        if !guards.stands(Guard::VisibilityDelay)
            && let Some(abilities) = &mut policy.capabilities
        {
            abilities.visibility_delay_ms = 0;
        }
        if !guards.stands(Guard::AskingEnds) {
            (policy.unknown_budget_ms, policy.refund_budget_ms) = (u32::MAX, u32::MAX);
        }
        policy
    }

    /// What has to be done for a payment now.
    pub fn next_step(&self, payment: &Payment) -> Step {
        payment.next_step(self.our_now(), &self.policy())
    }

    /// What the core makes of `event`.
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
        if ended && is_news && !guards.stands(Guard::LateMoneyCounts) {
            return Ok(Transition { next: payment.clone(), effects: Vec::new() });
        }
        let mut seen = payment.clone();
        if !guards.stands(Guard::NothingPaidWhileReversing) {
            seen.reversal.open_requests = 0;
        }
        if !guards.stands(Guard::OpenRequestsCount) {
            seen.confirm.open_requests = seen.confirm.open_requests.min(1);
        }
        let event = self.event_without_guards(&seen, event);
        let mut change = seen.apply(order, &event, self.our_now(), policy)?;
        if !guards.stands(Guard::LookBeforeSendingAgain) {
            send_again_blindly(&mut change.next);
        }
        Ok(change)
    }

    fn event_without_guards<'a>(&self, seen: &Payment, event: &Event<'a>) -> Event<'a> {
        let guards = self.setup.guards;
        let in_flight = seen.requests.in_flight.filter(|call| self.our_now() >= call.deadline_at);
        match event {
            Event::Answered { operation: Operation::Confirm, ordinal, reply }
                if !guards.stands(Guard::UnknownIsNotRefused) && is_unknown(reply) =>
            {
                Event::Answered { operation: Operation::Confirm, ordinal: *ordinal, reply: refusal() }
            }
            Event::TimePassed if !guards.stands(Guard::UnknownIsNotRefused) => match in_flight {
                Some(call) if call.operation == Operation::Confirm => {
                    Event::Answered { operation: Operation::Confirm, ordinal: call.ordinal, reply: refusal() }
                }
                Some(_) | None => event.clone(),
            },
            Event::Answered { operation, reply, .. } if !guards.stands(Guard::OrdinalOfTheAnswer) => {
                // Whatever is under way, this must be its answer.
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

    /// The answer, as the core is shown it.
    pub(super) fn shown(&self, row: usize, answer: &Answer) -> Answer {
        match answer {
            Answer::Said(said) if !self.setup.guards.stands(Guard::CrossCheck) => {
                Answer::Said(said.agreeing(row, self.db.rows[row].order, TOTAL))
            }
            Answer::Said(_) | Answer::Error(..) | Answer::Raw(..) | Answer::Body(_) | Answer::Lost(_) => {
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

fn send_again_blindly(next: &mut Payment) {
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
