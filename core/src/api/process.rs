//! Operations of the payment process. Replies go in as raw bytes: only the core decides whether records agree.

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
    /// The id of this attempt, made by the host and never reused.
    pub payment_id: PaymentId,
    /// The order as recorded.
    pub order: Order,
    /// Until when the order's stock is held.
    pub expires_at: Timestamp,
}

impl Input<'_> for StartPayment {}

/// Output of `start_payment`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a payment starts or it does not")]
pub enum Started {
    /// The payment is ready.
    Started {
        /// The payment to store.
        payment: Box<Payment>,
    },
    /// The order cannot be paid.
    Refused {
        /// Why.
        mismatches: Vec<Mismatch>,
    },
}

/// Starts a payment for an order whose stock is held.
///
/// Takes the id of this attempt, the order and the time until which its stock is held. Returns the payment to store,
/// or why the order cannot be paid.
///
/// ```
/// let order = r#"{"orderId":"order-0001","customerId":"cust-7","pg":"toss_payments","currency":"KRW",
///     "lines":[{"productId":"p-1","unitPrice":15000,"quantity":1}],"total":15000}"#;
/// let input = format!(r#"{{"paymentId":"pay-0001","order":{order},"expiresAt":1795228200000}}"#);
/// let started = daejo::api::json::start_payment(&input, None)?;
/// assert!(started.starts_with(r#"{"verdict":"started","payment":{"paymentId":"pay-0001""#), "{started}");
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
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
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct ApplyEvent<'a> {
    /// The payment as stored.
    pub payment: Payment,
    /// Its order as recorded.
    pub order: Order,
    /// The event.
    #[serde(bound(deserialize = "Event<'a>: Deserialize<'de>"))]
    pub event: Event<'a>,
    /// The current time.
    pub now: Timestamp,
    /// The merchant's settings; the defaults if left out.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Policy>"))]
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
#[expect(clippy::exhaustive_enums, reason = "a host has to handle each outcome")]
pub enum Applied {
    /// Store `next` over the version before it, with its effects, in one transaction.
    Changed {
        /// The payment after the event.
        next: Box<Payment>,
        /// The effects to store with it.
        effects: Vec<Effect>,
    },
    /// The event changes nothing.
    Unchanged,
    /// The event was rejected.
    Rejected {
        /// Why.
        rejection: Rejection,
    },
}

/// Applies an event to a payment: the payment after it, and the effects to store with it.
///
/// Takes the payment as stored, its order, the event, the current time and the merchant's settings. Returns the
/// payment after the event with its effects, or why the event was rejected. As JSON, an unknown member of the event is
/// [`Malformed`](super::Malformed).
///
/// ```
/// use daejo::api::{Applied, ApplyEvent, apply_event};
/// use daejo::payment::{Effect, Event, Payment, Policy, State};
/// # use daejo::{id::PaymentId, order::Order, time::Timestamp};
/// # let order: Order = serde_json::from_str(r#"{"orderId":"order-0001","customerId":"cust-7","pg":"toss_payments",
/// #     "currency":"KRW","lines":[{"productId":"p-1","unitPrice":15000,"quantity":1}],"total":15000}"#)?;
/// # let expires_at = Timestamp::from_millis(1_795_228_200_000)?;
/// let payment = Payment::start(PaymentId::new("pay-0001")?, &order, expires_at);
/// let event = Event::TimePassed; // nobody came back from the payment window
/// let applied = apply_event(ApplyEvent { payment, order, event, now: expires_at, policy: Policy::default() });
/// let Applied::Changed { next, effects } = applied else { panic!("not changed") };
/// assert_eq!(next.state, State::Expired);
/// assert!(effects.contains(&Effect::ReleaseStock));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct NextStep {
    /// The payment as stored.
    pub payment: Payment,
    /// The current time.
    pub now: Timestamp,
    /// The merchant's settings; the defaults if left out.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Policy>"))]
    pub policy: Policy,
}

impl Input<'_> for NextStep {}

/// The next step of a payment.
///
/// Takes the payment as stored, the current time and the merchant's settings. Returns the request to send, until when
/// to wait, that a time ran out, that a person has to decide, or that there is nothing to do. Recovery after a crash
/// is this operation on what was stored; [`payment`](crate::payment) has the loop around it.
///
/// ```
/// use daejo::api::{NextStep, next_step};
/// use daejo::payment::{Payment, Policy, Step};
/// # use daejo::{id::PaymentId, order::Order, time::Timestamp};
/// # let order: Order = serde_json::from_str(r#"{"orderId":"order-0001","customerId":"cust-7","pg":"toss_payments",
/// #     "currency":"KRW","lines":[{"productId":"p-1","unitPrice":15000,"quantity":1}],"total":15000}"#)?;
/// # let expires_at = Timestamp::from_millis(1_795_228_200_000)?;
/// let payment = Payment::start(PaymentId::new("pay-0001")?, &order, expires_at);
/// let now = Timestamp::from_millis(1_795_226_520_000)?; // the shopper is in the payment window
/// let step = next_step(NextStep { payment, now, policy: Policy::default() });
/// assert_eq!(step, Step::Wait { until: expires_at });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn next_step(input: NextStep) -> Step {
    input.payment.next_step(input.now, &input.policy)
}
