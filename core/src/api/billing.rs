//! Operations of recurring charges.

use super::Input;
use crate::billing::{BillingStep, ChargeRecord, Plan};
use crate::time::Timestamp;
use serde::Deserialize;

/// Input of `billing_due`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BillingDue {
    /// The subscription's plan.
    pub plan: Plan,
    /// The state of the periods so far. Required, because without it every period would be charged again.
    pub record: ChargeRecord,
    /// The current time.
    pub now: Timestamp,
}

impl Input<'_> for BillingDue {}

/// What has to be done about a subscription now: which period to charge, and under which key.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input by value")]
pub fn billing_due(input: BillingDue) -> BillingStep {
    input.plan.due(&input.record, input.now)
}
