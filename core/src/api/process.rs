//! Operations of the payment process. Evidence goes in as raw bytes: agreement is found in here and nowhere else.

use super::Input;
use crate::crosscheck::Mismatch;
use crate::id::PaymentId;
use crate::order::{self, Order};
use crate::payment::{Effect, Event, Payment, Policy, Rejection, Step};
use crate::time::Timestamp;
use alloc::boxed::Box;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Input of `start_payment`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StartPayment {
    /// The attempt's own id, made by the host and never used again.
    pub payment_id: PaymentId,
    /// The order as recorded.
    pub order: Order,
    /// Until when its stock is held.
    pub expires_at: Timestamp,
}

impl Input<'_> for StartPayment {}

/// Output of `start_payment`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a payment starts or it does not")]
pub enum Started {
    /// The payment, ready.
    Started {
        /// To be stored.
        payment: Box<Payment>,
    },
    /// The order cannot be paid.
    Refused {
        /// Why.
        mismatches: Vec<Mismatch>,
    },
}

/// A new payment for an order whose stock is held.
#[must_use]
pub fn start_payment(input: StartPayment) -> Started {
    let mismatch = match order::total(&input.order.lines) {
        Err(problems) => problems.first().map(|&problem| Mismatch::OrderInvalid { problem }),
        Ok(totals) if totals.total != input.order.total => {
            Some(Mismatch::OrderTotalDiffers { expected: totals.total, actual: input.order.total })
        }
        Ok(_) => None,
    };
    match mismatch {
        Some(mismatch) => Started::Refused { mismatches: alloc::vec![mismatch] },
        None => Started::Started {
            payment: Box::new(Payment::start(input.payment_id, &input.order, input.expires_at)),
        },
    }
}

/// Input of `apply_event`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ApplyEvent<'a> {
    /// The payment as stored.
    pub payment: Payment,
    /// Its order as recorded.
    pub order: Order,
    /// The evidence.
    #[serde(bound(deserialize = "Event<'a>: Deserialize<'de>"))]
    pub event: Event<'a>,
    /// Now.
    pub now: Timestamp,
    /// The merchant's choices; the defaults unless given.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Policy>", optional))]
    pub policy: Policy,
}

impl<'a> Input<'a> for ApplyEvent<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        let event = match self.event {
            Event::Answered { operation, ordinal, reply } => {
                Event::Answered { operation, ordinal, reply: reply.with_body(bytes) }
            }
            event @ (Event::ClaimReceived { .. }
            | Event::ReturnFailed { .. }
            | Event::CallStarted { .. }
            | Event::Noticed { .. }
            | Event::TimePassed
            | Event::RefundRequested { .. }
            | Event::Decided { .. }) => event,
        };
        Self { event, ..self }
    }
}

/// Output of `apply_event`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a host stores, leaves or turns away")]
pub enum Applied {
    /// Store `next` over the version before it, with its effects, in one transaction.
    Changed {
        /// The payment as it is now.
        next: Box<Payment>,
        /// What to store with it.
        effects: Vec<Effect>,
    },
    /// The evidence said nothing new.
    Unchanged,
    /// The evidence was turned away.
    Rejected {
        /// Why.
        rejection: Rejection,
    },
}

/// What a payment is after a piece of evidence, and what to store with it.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn apply_event(input: ApplyEvent<'_>) -> Applied {
    match input.payment.apply(&input.order, &input.event, input.now, &input.policy) {
        Err(rejection) => Applied::Rejected { rejection },
        Ok(transition) if transition.is_change() => {
            Applied::Changed { next: Box::new(transition.next), effects: transition.effects }
        }
        Ok(_) => Applied::Unchanged,
    }
}

/// Input of `next_step`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NextStep {
    /// The payment as stored.
    pub payment: Payment,
    /// Now.
    pub now: Timestamp,
    /// The merchant's choices; the defaults unless given.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Policy>", optional))]
    pub policy: Policy,
}

impl Input<'_> for NextStep {}

/// What has to be done now.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn next_step(input: NextStep) -> Step {
    input.payment.next_step(input.now, &input.policy)
}
