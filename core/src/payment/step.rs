//! What has to be done now.

use super::{Payment, Policy, RefundState, State};
use crate::id::IdempotencyKey;
use crate::money::Amount;
use crate::pg::{OrderQuery, PgCall};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What has to be done now.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a host must carry out every step")]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, on the stack of one call")]
pub enum Step {
    /// Ask the PG: `apply(CallStarted)` and store, send, `apply(Answered)` and store.
    Call {
        /// What to ask.
        call: PgCall,
        /// The key that makes a repetition the same request; queries have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        idempotency_key: Option<IdempotencyKey>,
        /// How long to wait for the answer, in milliseconds.
        timeout_ms: u32,
    },
    /// Nothing before this time.
    Wait {
        /// Until when.
        until: Timestamp,
    },
    /// `apply(TimePassed)` and store: something ran out.
    Tick,
    /// A person has to decide.
    AskAPerson,
    /// Nothing, ever, unless new evidence comes.
    Nothing,
}

impl Payment {
    /// What has to be done now. Recovery after a crash is this function on what was stored.
    #[must_use]
    pub fn next_step(&self, now: Timestamp, policy: &Policy) -> Step {
        if let Some(in_flight) = self.in_flight {
            // Another worker may be waiting for it, or it died with a crash: only the deadline tells.
            return if now < in_flight.deadline_at {
                Step::Wait { until: in_flight.deadline_at }
            } else {
                Step::Tick
            };
        }
        if let Some(next_at) = self.next_at
            && now < next_at
        {
            return Step::Wait { until: next_at };
        }
        match self.state {
            State::Ready if now >= self.expires_at => Step::Tick,
            State::Ready if self.look_again => self.query(policy),
            State::Ready => Step::Wait { until: self.expires_at },
            State::Confirming => self.confirm_step(now, policy),
            // `next_at` holds the next look back until the poll is due, a webhook came or the deadline passed.
            State::AwaitingDeposit => self.query(policy),
            State::Refunding => self.refund_step(policy),
            State::Unknown if self.budget_is_spent(now, policy) => Step::Tick,
            State::Unknown => self.query(policy),
            // What a webhook brings may be just what the person needs.
            State::Quarantined if self.look_again => self.query(policy),
            State::Quarantined => Step::AskAPerson,
            // No PG with a reversal speaks yet; what it leaves open is asked about.
            State::Reversing => self.query(policy),
            State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired => {
                if self.look_again {
                    self.query(policy)
                } else {
                    Step::Nothing
                }
            }
        }
    }

    /// Whether the outcome has been open for longer than the policy asks about it.
    pub(super) fn budget_is_spent(&self, now: Timestamp, policy: &Policy) -> bool {
        self.unknown_since.is_some_and(|since| now.millis_since(since) >= u64::from(policy.unknown_budget_ms))
    }

    /// Whether this is a claim that was never confirmed, at a PG where only a confirm takes money.
    pub(super) fn nothing_was_sent(&self) -> bool {
        self.state == State::Confirming
            && self.open_confirms == 0
            && !self.pg.capabilities().return_means_money
    }

    /// Whether a confirm would still be taken.
    pub(super) fn confirm_window_is_open(&self, now: Timestamp) -> bool {
        self.claimed_at.is_some_and(|at| now.millis_since(at) < self.pg.capabilities().confirm_window_ms)
    }

    fn confirm_step(&self, now: Timestamp, policy: &Policy) -> Step {
        let must_look = policy.verify_before_confirm && !self.verified;
        if must_look || !self.confirm_window_is_open(now) {
            return if self.budget_is_spent(now, policy) { Step::Tick } else { self.query(policy) };
        }
        match &self.payment_key {
            Some(payment_key) => Step::Call {
                call: PgCall::Confirm {
                    order_id: self.order_id.clone(),
                    payment_key: payment_key.clone(),
                    amount: self.amount,
                    currency: self.currency,
                },
                idempotency_key: self.confirm_key(),
                timeout_ms: policy.call_timeout_ms,
            },
            None => self.query(policy),
        }
    }

    fn refund_step(&self, policy: &Policy) -> Step {
        let Some(refund) = self.open_refund() else { return self.query(policy) };
        let (RefundState::Requested, Some(payment_key)) = (refund.state, &self.payment_key) else {
            return self.query(policy);
        };
        Step::Call {
            call: PgCall::Refund {
                payment_key: payment_key.clone(),
                refund_id: refund.refund_id.clone(),
                amount: refund.amount,
                // What was taken in disagreement is not known here, and all of it goes back.
                refundable: (!self.captured.is_zero()).then(|| self.refundable()),
                tax_free: Amount::ZERO,
                currency: self.currency,
                reason: refund.reason.clone(),
                account: None,
            },
            idempotency_key: self.refund_key(refund),
            timeout_ms: policy.call_timeout_ms,
        }
    }

    /// Asks for the payment, in the way that this PG allows.
    fn query(&self, policy: &Policy) -> Step {
        let call = match (&self.payment_key, self.pg.capabilities().order_query) {
            (Some(payment_key), OrderQuery::ByOrderId | OrderQuery::ByPaymentKeyOnly) => {
                PgCall::QueryByPaymentKey { payment_key: payment_key.clone() }
            }
            (None, OrderQuery::ByOrderId) => PgCall::QueryByOrderId { order_id: self.order_id.clone() },
            (None, OrderQuery::ByPaymentKeyOnly) | (_, OrderQuery::None) => return Step::AskAPerson,
        };
        Step::Call { call, idempotency_key: None, timeout_ms: policy.call_timeout_ms }
    }
}
