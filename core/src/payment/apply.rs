//! Applies an event to a payment.

use super::change::Change;
use super::due::Due;
use super::effect::AlertReason;
use super::refund_request::RefundRequest;
use super::{Event, Payment, Policy, Rejection, State, Step, Transition};
use crate::claim::{Claim, ReturnFailure};
use crate::crosscheck::{self, Mismatch, Shopper};
use crate::id::CustomerId;
use crate::order::Order;
use crate::pg::Operation;
use crate::reason::Reason;
use crate::time::Timestamp;

impl Payment {
    /// The payment after `event`, and what has to be stored with it. The host stores both in one database transaction.
    /// `now` is the host's clock, `order` the order as recorded.
    ///
    /// # Errors
    /// A [`Rejection`] says why the event does not apply. Nothing is stored then.
    pub fn apply(
        &self,
        order: &Order,
        event: &Event<'_>,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<Transition, Rejection> {
        if order.order_id != self.order_id || order.pg != self.pg || order.currency != self.currency {
            return Err(Rejection::WrongOrder);
        }
        if !self.is_sound() {
            return Err(Rejection::SumsBroken);
        }
        let mut change = Change::of(self, order, now, policy);
        match event {
            Event::ClaimReceived { claim, customer } => claimed(&mut change, claim, customer.as_ref())?,
            Event::ReturnFailed { failure, customer } => {
                return_failed(&mut change, failure, customer.as_ref())?
            }
            Event::CallStarted { operation } => call_started(&mut change, *operation)?,
            Event::Answered { operation, ordinal, reply } => change.answered(*operation, *ordinal, reply)?,
            Event::Noticed { notice } => change.noticed(notice),
            Event::TimePassed => time_passed(&mut change),
            Event::RefundRequested { refund_id, amount, reason, requested_by, to_account } => {
                change.refund_requested(&RefundRequest {
                    refund_id,
                    amount: *amount,
                    reason,
                    requested_by,
                    to_account: *to_account,
                })?;
            }
            Event::Decided { decision, decided_by, to_account } => {
                change.decided(*decision, decided_by, *to_account)?;
            }
        }
        Ok(change.finish(event.kind()))
    }
}

fn shopper(customer: Option<&CustomerId>) -> Shopper<'_> {
    customer.map_or(Shopper::Unknown, Shopper::Known)
}

/// Another shopper's claim or return must not touch the payment: anybody could end a stranger's order.
fn is_anothers(mismatches: &[Mismatch]) -> bool {
    mismatches.iter().any(|mismatch| matches!(mismatch.about(), "customer" | "order_id" | "pg"))
}

fn claimed(change: &mut Change<'_>, claim: &Claim, customer: Option<&CustomerId>) -> Result<(), Rejection> {
    let agreed = match crosscheck::claim(change.order, claim, &shopper(customer)) {
        Ok(agreed) => agreed,
        Err(mismatches) => {
            let is_tampered = change.payment().state == State::Ready && !is_anothers(&mismatches);
            if !is_tampered {
                return Err(Rejection::ClaimRefused { mismatches });
            }
            change.alert(AlertReason::ClaimTampered);
            change.set_mismatches(mismatches);
            change.end(State::Declined, Reason::RecordsDiffer);
            return Ok(());
        }
    };
    let state = change.payment().state;
    let is_same = change.payment().payment_key.as_ref() == Some(agreed.payment_key());
    if state == State::Ready {
        change.set_payment_key(agreed.payment_key().clone());
        change.note_claim();
        change.enter(State::Confirming, None);
        return Ok(());
    }
    // A second click, a second tab or a reload brings the same claim: it changes nothing. The result page of a payment
    // that ended shows how it ended.
    if is_same {
        return Ok(());
    }
    if !matches!(state, State::Declined | State::Canceled | State::Expired) {
        return Err(Rejection::AnotherPayment);
    }
    // Where a return already means money, a return after the end has to be looked into.
    if change.payment().payment_key.is_none() && change.capabilities.return_means_money {
        change.set_payment_key(agreed.payment_key().clone());
        change.note_return_after_the_end();
        return Ok(());
    }
    Err(Rejection::Ended { state })
}

fn return_failed(
    change: &mut Change<'_>,
    failure: &ReturnFailure,
    customer: Option<&CustomerId>,
) -> Result<(), Rejection> {
    if customer != Some(&change.order.customer_id) {
        let mismatch =
            if customer.is_none() { Mismatch::CustomerMissing {} } else { Mismatch::CustomerDiffers {} };
        return Err(Rejection::ClaimRefused { mismatches: alloc::vec![mismatch] });
    }
    if let Some(actual) = failure.order_id.as_deref()
        && actual != change.order.order_id.as_str()
    {
        let expected = change.order.order_id.as_str().into();
        let mismatch = Mismatch::OrderIdDiffers { expected, actual: actual.chars().take(80).collect() };
        return Err(Rejection::ClaimRefused { mismatches: alloc::vec![mismatch] });
    }
    // The fail URL proves nothing: once a confirm may have been sent, only the PG can say that it failed.
    if change.payment().state == State::Ready {
        let is_canceled = failure.reason == Reason::ShopperCanceled;
        change.end(if is_canceled { State::Canceled } else { State::Declined }, failure.reason);
    }
    Ok(())
}

/// The intent, stored before a request is sent. Only a request that is due may be started, so two workers cannot both
/// start it.
fn call_started(change: &mut Change<'_>, operation: Operation) -> Result<(), Rejection> {
    let timeout_ms = match change.before.next_step(change.now, change.policy) {
        Step::Call { call, timeout_ms, .. } if call.operation() == operation => timeout_ms,
        Step::Call { .. } | Step::Wait { .. } | Step::Tick | Step::AskAPerson | Step::Nothing => {
            return Err(Rejection::NotDue);
        }
    };
    change.request_started(operation, timeout_ms);
    match operation {
        Operation::Confirm => change.confirm_started(),
        Operation::Refund => change.refund_started(),
        Operation::Reverse => change.reversal_started(),
        Operation::QueryByPaymentKey | Operation::QueryByOrderId => change.query_started(),
    }
    Ok(())
}

fn time_passed(change: &mut Change<'_>) {
    if let Some(in_flight) = change.payment().requests.in_flight {
        if change.now >= in_flight.deadline_at {
            change.answer_lost(in_flight);
        }
        return;
    }
    match change.payment().due(change.now, change.policy) {
        Due::Expire => change.end(State::Expired, Reason::SessionExpired),
        Due::Undo => change.enter(State::Reversing, change.payment().reason),
        Due::GiveUp => change.quarantine(change.payment().reason),
        Due::Send(_) | Due::Wait(_) | Due::Person | Due::Nothing => {}
    }
}
