//! Recurring charges (정기결제): which period of a subscription is to be charged now, and under which key.
//!
//! No PG keeps the calendar for the card billing that daejo speaks of: the schedule is the merchant's. It is computed
//! from the day on which the subscription began and never from the charge before, so that 31 January leads to
//! 28 February and on to 31 March.
//!
//! Nothing is charged twice because nothing is made up: a charge's order id and idempotency key are its subscription,
//! its period and its attempt. Two schedulers, a crash and a clock that jumps bring about the same charge again, and
//! the host's unique row for (subscription, period) and the PG take it for what it is.
//!
//! A host's loop, the same for the first charge and after an outage of three months:
//!
//! 1. load the plan and the [`ChargeRecord`], ask [`Plan::due`];
//! 2. for [`Charge`](BillingStep::Charge): store the period as under way, where nobody else has; send; store what
//!    became of it; ask again;
//! 3. for [`Resume`](BillingStep::Resume): find out what became of the charge, store it, ask again.

mod date;
mod due;
#[cfg(test)]
mod laws;
mod period;
mod plan;
mod record;
mod step;

pub use date::{LocalDate, LocalDateError, MinuteOfDay, OffsetMinutes, OutOfRange};
pub use period::Period;
pub use plan::{Every, Missed, Plan, RetryDays, Unit};
pub use record::{AfterDecline, ChargeRecord, PeriodCharge};
pub use step::{BillingQuestion, BillingStep, Charge};
