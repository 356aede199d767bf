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
    /// What was agreed on.
    pub plan: Plan,
    /// What became of the periods so far. Never assumed: without it everything would be charged once more.
    pub record: ChargeRecord,
    /// Now.
    pub now: Timestamp,
}

impl Input<'_> for BillingDue {}

/// What has to be done about a subscription now: which period to charge, and under which key.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn billing_due(input: BillingDue) -> BillingStep {
    input.plan.due(&input.record, input.now)
}
