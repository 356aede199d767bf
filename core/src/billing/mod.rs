//! Recurring charges (정기결제): which period of a subscription to charge now, and under which key.
//!
//! The PGs that daejo supports do not schedule card billing: the schedule is the merchant's. It is computed from the
//! plan alone and never from the charge before, so that a plan for the last day of the month goes from 31 January to
//! 28 February and on to 31 March.
//!
//! No period is charged twice, because an order id and an idempotency key consist only of the subscription, the period
//! and the attempt. Two schedulers, a crash or a changed clock produce the same charge again. The host's unique row for
//! (subscription, period) and the PG then recognise it as the same.
//!
//! The host's loop is the same for the first charge and after an outage of three months:
//!
//! 1. load the plan and the [`ChargeRecord`], call [`Plan::due`];
//! 2. on [`Charge`](BillingStep::Charge): store the period as under way unless its row has changed; send; store the
//!    outcome; call again;
//! 3. on [`Resume`](BillingStep::Resume): find out the outcome of the charge, store it, call again.

mod date;
mod due;
mod every;
#[cfg(test)]
mod laws;
mod period;
mod plan;
mod record;
mod step;

pub use date::{LocalDate, LocalDateError, MinuteOfDay, OffsetMinutes, OutOfRange};
pub use every::{Every, PlanDay, Unit};
pub use period::Period;
pub use plan::{Missed, Plan, RetryDays};
pub use record::{AfterDecline, ChargeRecord, PeriodCharge};
pub use step::{BillingQuestion, BillingStep, Charge};
