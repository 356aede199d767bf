//! What has to be done about a subscription now.

use super::{Period, Plan};
use crate::id::{IdempotencyKey, OrderId};
use crate::time::Timestamp;
use alloc::format;
use core::num::{NonZeroU16, NonZeroU32};
use serde::{Deserialize, Serialize};

/// One charge of one period: the same one whoever asks, and whenever.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Charge {
    /// The period that it pays for.
    pub period: Period,
    /// Which attempt of that period, from 1. The next one comes only after a sure decline.
    pub attempt: NonZeroU16,
    /// The order's number, `subscription-period-attempt`. Each attempt has its own, so that a query by order id after
    /// a lost answer never finds the decline of the attempt before.
    pub order_id: OrderId,
    /// The key, `subscription:period:attempt`. Each attempt has its own: a PG keeps a decline under its key and would
    /// only repeat it (Toss Payments: 15 days).
    pub idempotency_key: IdempotencyKey,
}

/// Why a person has to decide. Never renamed, never reused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum BillingQuestion {
    /// The stored record cannot be true: a period is in it twice, is open and closed, or is not on the calendar.
    RecordContradicts,
    /// Every retry of the plan was declined.
    RetriesExhausted,
    /// The decline was one that no repetition changes.
    DeclineFinal,
    /// The plan's days of grace are over before its retries.
    GraceOver,
}

/// What has to be done about a subscription now.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a host must carry out every step")]
pub enum BillingStep {
    /// Store the period as under way, unless its row changed meanwhile; then send this charge.
    Charge {
        /// What to send.
        charge: Charge,
    },
    /// The outcome of this charge is open: find it out. Ask the PG by order id first, and send it again only under the
    /// same order id and key, and only while the PG honours the key. Nothing else is charged before it is known.
    Resume {
        /// What was sent, or was about to be.
        charge: Charge,
    },
    /// Nothing before this time.
    Wait {
        /// Until when.
        until: Timestamp,
    },
    /// A person has to decide: waive the period, charge it again or end the plan. Nothing is charged before.
    AskAPerson {
        /// Why.
        question: BillingQuestion,
        /// About which period; left out where it is about the record as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        period: Option<NonZeroU32>,
    },
    /// Nothing is charged any more. What was paid for may still run.
    Ended,
}

impl Plan {
    /// The charge of a period's attempt; none where the calendar ends.
    #[must_use]
    pub fn charge(&self, number: NonZeroU32, attempt: NonZeroU16) -> Option<Charge> {
        let subscription = &self.subscription_id;
        Some(Charge {
            period: self.period(number)?,
            attempt,
            // At most 40 + 1 + 10 + 1 + 5 of the characters that both take. Read from its end, each is of one
            // subscription, one period and one attempt alone, whatever dashes the subscription has.
            order_id: OrderId::new(format!("{subscription}-{number}-{attempt}")).ok()?,
            idempotency_key: IdempotencyKey::new(format!("{subscription}:{number}:{attempt}")).ok()?,
        })
    }
}
