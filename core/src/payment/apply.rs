//! The state table: what each state makes of each kind of evidence. Every pair is written out.

use super::change::Change;
use super::due::Due;
use super::effect::AlertReason;
use super::{Event, InFlight, Payment, Policy, Rejection, State, Step, Transition};
use crate::claim::{Claim, ReturnFailure};
use crate::crosscheck::{self, Mismatch, Shopper};
use crate::id::CustomerId;
use crate::order::Order;
use crate::pg::Operation;
use crate::reason::Reason;
use crate::time::Timestamp;

impl Payment {
    /// What the payment is after `event`, and what has to be stored with it.
    ///
    /// # Errors
    /// A [`Rejection`] says why the evidence was turned away; then nothing is to be stored.
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
            Event::RefundRequested { refund_id, amount, reason, to_account } => {
                change.refund_requested(refund_id, *amount, reason, *to_account)?;
            }
            Event::Decided { decision, to_account } => change.decided(*decision, *to_account)?,
        }
        Ok(change.finish(event.kind()))
    }
}

fn shopper(customer: Option<&CustomerId>) -> Shopper<'_> {
    customer.map_or(Shopper::Unknown, Shopper::Known)
}

/// Somebody else's claim or return must not touch the payment: it would let anybody end a stranger's order.
fn is_anothers(mismatches: &[Mismatch]) -> bool {
    mismatches.iter().any(|mismatch| matches!(mismatch.about(), "customer" | "order_id" | "pg"))
}

fn claimed(change: &mut Change<'_>, claim: &Claim, customer: Option<&CustomerId>) -> Result<(), Rejection> {
    let agreed = crosscheck::claim(change.order, claim, &shopper(customer));
    match change.next.state {
        State::Ready => match agreed {
            Ok(agreed) => {
                change.next.payment_key = Some(agreed.payment_key().clone());
                change.next.claimed_at = Some(change.now);
                change.next.unknown_since = Some(change.now);
                change.enter(State::Confirming, None);
                Ok(())
            }
            Err(mismatches) if is_anothers(&mismatches) => Err(Rejection::ClaimRefused { mismatches }),
            Err(mismatches) => {
                change.alert(AlertReason::ClaimTampered);
                change.next.mismatches = mismatches;
                change.end(State::Declined, Reason::RecordsDiffer);
                Ok(())
            }
        },
        // A second click, a second tab, a reload: the same claim changes nothing.
        State::Confirming
        | State::AwaitingDeposit
        | State::Paid
        | State::PartiallyRefunded
        | State::Refunded
        | State::Refunding
        | State::Reversing
        | State::Unknown
        | State::Quarantined => match agreed {
            Err(mismatches) => Err(Rejection::ClaimRefused { mismatches }),
            Ok(agreed) if change.next.payment_key.as_ref() != Some(agreed.payment_key()) => {
                Err(Rejection::AnotherPayment)
            }
            Ok(_) => Ok(()),
        },
        State::Declined | State::Canceled | State::Expired => match agreed {
            // Where a return already means money, one that comes after the end has to be looked into.
            Ok(agreed) if change.next.payment_key.is_none() && change.abilities.return_means_money => {
                change.next.payment_key = Some(agreed.payment_key().clone());
                change.next.look_again = true;
                change.touch();
                Ok(())
            }
            // The result page of an order that ended shows how it ended.
            Ok(agreed) if change.next.payment_key.as_ref() == Some(agreed.payment_key()) => Ok(()),
            Ok(_) => Err(Rejection::Ended { state: change.next.state }),
            Err(mismatches) => Err(Rejection::ClaimRefused { mismatches }),
        },
    }
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
    match change.next.state {
        State::Ready => {
            let canceled = failure.reason == Reason::ShopperCanceled;
            change.end(if canceled { State::Canceled } else { State::Declined }, failure.reason);
            Ok(())
        }
        // The fail URL proves nothing: where a confirm may have been sent, only the PG can say that it failed.
        State::Confirming
        | State::AwaitingDeposit
        | State::Paid
        | State::PartiallyRefunded
        | State::Refunded
        | State::Refunding
        | State::Reversing
        | State::Declined
        | State::Canceled
        | State::Expired
        | State::Unknown
        | State::Quarantined => Ok(()),
    }
}

/// The intent, stored before a request leaves. Only what is due may be announced, so two workers cannot both.
fn call_started(change: &mut Change<'_>, operation: Operation) -> Result<(), Rejection> {
    let due = change.before.next_step(change.now, change.policy);
    let timeout_ms = match due {
        Step::Call { call, timeout_ms, .. } if call.operation() == operation => timeout_ms,
        Step::Call { .. } | Step::Wait { .. } | Step::Tick | Step::AskAPerson | Step::Nothing => {
            return Err(Rejection::NotDue);
        }
    };
    change.next.calls = change.next.calls.saturating_add(1);
    change.next.next_at = None;
    change.next.in_flight = Some(InFlight {
        operation,
        ordinal: change.next.calls,
        deadline_at: change.now.plus_millis(u64::from(timeout_ms)),
    });
    match operation {
        Operation::Confirm => {
            change.next.open_confirms = change.next.open_confirms.saturating_add(1);
            change.next.confirm_sent_at = change.next.confirm_sent_at.or(Some(change.now));
            if change.next.state == State::Unknown {
                change.confirm_again();
            }
        }
        Operation::Refund => {
            let now = change.now;
            if let Some(refund) = change.open_refund() {
                refund.open_requests = refund.open_requests.saturating_add(1);
                refund.sent_at = refund.sent_at.or(Some(now));
            }
        }
        Operation::Reverse => change.next.open_reversals = change.next.open_reversals.saturating_add(1),
        // A look that begins now sees all that was noticed before.
        Operation::QueryByPaymentKey | Operation::QueryByOrderId => {
            change.next.look_again = false;
            change.next.looked_at = Some(change.now);
        }
    }
    change.touch();
    Ok(())
}

fn time_passed(change: &mut Change<'_>) {
    if let Some(in_flight) = change.next.in_flight {
        if change.now >= in_flight.deadline_at {
            change.answer_lost(in_flight);
        }
        return;
    }
    match change.next.due(change.now, change.policy) {
        Due::Expire => change.end(State::Expired, Reason::SessionExpired),
        Due::Undo => {
            let since = change.next.unknown_since;
            change.enter(State::Reversing, change.next.reason);
            change.next.unknown_since = since;
        }
        Due::GiveUp => change.quarantine(change.next.reason),
        Due::Send(_) | Due::Wait(_) | Due::Person | Due::Nothing => {}
    }
}
