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

/// The next step of a subscription: which period to charge now, and under which key.
///
/// Takes the plan, the record of the periods so far and the current time. Returns the charge, until when to wait, or
/// a question for an operator.
///
/// ```
/// let plan = r#"{"subscriptionId":"sub-0001","anchor":"2026-01-31","every":{"unit":"month","count":1,"day":"last"},
///     "chargeTime":540,"missed":"charge_each"}"#;
/// let input = format!(r#"{{"plan":{plan},"record":{{"charges":[]}},"now":1769817600000}}"#);
/// let step = daejo::api::json::billing_due(&input, None)?;
/// assert!(step.starts_with(r#"{"kind":"charge""#), "{step}");
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input by value")]
pub fn billing_due(input: BillingDue) -> BillingStep {
    input.plan.due(&input.record, input.now)
}
