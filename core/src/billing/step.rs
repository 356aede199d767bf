//! What has to be done about a subscription now.

use super::{Period, Plan};
use crate::id::{IdempotencyKey, OrderId};
use crate::time::Timestamp;
use alloc::format;
use core::num::{NonZeroU16, NonZeroU32};
use serde::{Deserialize, Serialize};

/// One charge of one period. It depends only on the plan, the period and the attempt, not on the time or the scheduler.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Charge {
    /// The period that is charged.
    pub period: Period,
    /// The number of the attempt for this period, from 1. The next attempt is made only after a certain decline.
    pub attempt: NonZeroU16,
    /// The order id, `subscription-period-attempt`. Each attempt has its own, so that a query by order id after a lost
    /// answer never finds the decline of an earlier attempt.
    pub order_id: OrderId,
    /// The idempotency key, `subscription:period:attempt`. Each attempt has its own, because a PG stores a decline under
    /// its key and would only repeat it (Toss Payments: 15 days).
    pub idempotency_key: IdempotencyKey,
}

/// Why an operator has to decide. Never renamed, never reused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum BillingQuestion {
    /// The stored record is inconsistent: a period is in it twice, is both open and closed, or is not on the calendar.
    RecordContradicts,
    /// Every retry of the plan was declined.
    RetriesExhausted,
    /// The PG will decline every retry.
    DeclineFinal,
    /// The grace days ended before the next retry.
    GraceOver,
}

impl BillingQuestion {
    /// Every question, in declared order.
    pub const ALL: [Self; 4] =
        [Self::RecordContradicts, Self::RetriesExhausted, Self::DeclineFinal, Self::GraceOver];

    /// The code of this question, as it is written in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RecordContradicts => "record_contradicts",
            Self::RetriesExhausted => "retries_exhausted",
            Self::DeclineFinal => "decline_final",
            Self::GraceOver => "grace_over",
        }
    }
}

/// What has to be done about a subscription now.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[expect(clippy::exhaustive_enums, reason = "a host must carry out every step")]
pub enum BillingStep {
    /// Store the period as under way unless its row has changed since it was read, then send this charge.
    Charge {
        /// What to send.
        charge: Charge,
    },
    /// The outcome of this charge is open: resolve it. Query the PG by order id first. Resend only under the same order
    /// id and key, and only while the PG keeps the key. Nothing else is charged before the outcome is known.
    Resume {
        /// The charge that was sent or was about to be sent.
        charge: Charge,
    },
    /// Nothing to do before this time.
    Wait {
        /// When to call again.
        until: Timestamp,
    },
    /// An operator has to decide: waive the period, charge it again or end the plan. Nothing is charged before that.
    AskAPerson {
        /// Why.
        question: BillingQuestion,
        /// The period in question; left out if the record as a whole is in question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<NonZeroU32>,
    },
    /// Nothing is charged any more. A paid period may still be running.
    Ended,
}

impl BillingStep {
    /// The code of this step, as it is written in JSON. Never renamed, never reused.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Charge { .. } => "charge",
            Self::Resume { .. } => "resume",
            Self::Wait { .. } => "wait",
            Self::AskAPerson { .. } => "ask_a_person",
            Self::Ended => "ended",
        }
    }
}

impl Plan {
    /// The charge for an attempt of a period; none after the calendar's end.
    #[must_use]
    pub fn charge(&self, number: NonZeroU32, attempt: NonZeroU16) -> Option<Charge> {
        let subscription = &self.subscription_id;
        Some(Charge {
            period: self.period(number)?,
            attempt,
            // At most 40 + 1 + 10 + 1 + 5 of the characters that both types allow. Read from the end, each is unambiguous
            // even if the subscription id has dashes.
            order_id: OrderId::new(format!("{subscription}-{number}-{attempt}")).ok()?,
            idempotency_key: IdempotencyKey::new(format!("{subscription}:{number}:{attempt}")).ok()?,
        })
    }
}
