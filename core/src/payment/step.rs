//! What has to be done now.

use super::due::Due;
use super::{Payment, Policy};
use crate::id::IdempotencyKey;
use crate::pg::PgCall;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What has to be done now.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[expect(clippy::exhaustive_enums, reason = "a host must carry out every step")]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, on the stack of one call")]
pub enum Step {
    /// Send a request to the PG: `apply(CallStarted)` and store, send, `apply(Answered)` and store.
    Call {
        /// The request.
        call: PgCall,
        /// The idempotency key that makes a repetition the same request; queries have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        idempotency_key: Option<IdempotencyKey>,
        /// How long to wait for the answer, in milliseconds.
        timeout_ms: u32,
    },
    /// Nothing before this time.
    Wait {
        /// Until when.
        until: Timestamp,
    },
    /// A time ran out: `apply(TimePassed)` and store.
    Tick,
    /// A person has to decide.
    AskAPerson,
    /// Nothing, unless a new event comes.
    Nothing,
}

impl Step {
    /// The code by which every language knows this step.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Call { .. } => "call",
            Self::Wait { .. } => "wait",
            Self::Tick => "tick",
            Self::AskAPerson => "ask_a_person",
            Self::Nothing => "nothing",
        }
    }
}

impl Payment {
    /// What has to be done now. Recovery after a crash is this function on what was stored.
    #[must_use]
    pub fn next_step(&self, now: Timestamp, policy: &Policy) -> Step {
        if !self.is_sound() {
            // Stored by something else than daejo: no request is made on such sums.
            return Step::AskAPerson;
        }
        if let Some(in_flight) = self.requests.in_flight {
            // Another worker may be waiting for its answer, or crashed: only the deadline shows which.
            return if now < in_flight.deadline_at {
                Step::Wait { until: in_flight.deadline_at }
            } else {
                Step::Tick
            };
        }
        if let Some(not_before) = self.requests.not_before
            && now < not_before
        {
            return Step::Wait { until: not_before };
        }
        match self.due(now, policy) {
            Due::Send(call) => {
                let idempotency_key = self.key_of(&call);
                Step::Call { call, idempotency_key, timeout_ms: policy.call_timeout_ms }
            }
            Due::Wait(until) => Step::Wait { until },
            Due::Expire | Due::Undo | Due::GiveUp => Step::Tick,
            Due::Person => Step::AskAPerson,
            Due::Nothing => Step::Nothing,
        }
    }

    fn key_of(&self, call: &PgCall) -> Option<IdempotencyKey> {
        match call {
            PgCall::Confirm { .. } => self.confirm_key(),
            PgCall::Refund { .. } => self.open_refund().and_then(|refund| self.refund_key(refund)),
            PgCall::Reverse { .. } => self.reversal_key(),
            PgCall::QueryByPaymentKey { .. } | PgCall::QueryByOrderId { .. } => None,
        }
    }
}
