//! Scenarios: faults that a test sets, and the calls to which they apply.

mod active;
mod fault;
mod malform;

use serde::{Deserialize, Serialize};

pub(crate) use active::{Scenarios, Subject};
pub use fault::{Fault, Malformed};
pub(crate) use malform::{ODD_AMOUNT, malform};

/// One fault, and the calls to which it applies.
///
/// ```
/// use daejo_sandbox_pg::{Fault, Scenario};
/// let scenario: Scenario = serde_json::from_str(
///     r#"{"match": {"operation": "confirm"}, "fault": {"type": "answer_late", "ms": 3000}}"#,
/// )?;
/// assert_eq!(scenario.fault, Fault::AnswerLate { ms: 3000 });
/// assert_eq!(scenario.times, 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The calls to which the fault applies.
    #[serde(rename = "match", default)]
    pub matching: Match,
    /// How often the fault applies; 0 means to every matching call. [`Fault::NotFoundFor`] ignores it.
    #[serde(default = "once")]
    pub times: u32,
    /// The fault.
    pub fault: Fault,
}

fn once() -> u32 {
    1
}

/// Conditions on a call. All conditions that are set must hold.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Match {
    /// The kind of call.
    #[serde(default)]
    pub operation: Operation,
    /// The shop's order id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The PG's payment key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_key: Option<String>,
    /// The beginning of the shop's order id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id_prefix: Option<String>,
}

/// The kinds of call to which a scenario can apply.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Operation {
    /// The shop confirms a payment.
    Confirm,
    /// The shop queries by payment key.
    Query,
    /// The shop queries by order id.
    QueryByOrder,
    /// The shop cancels all or part of a payment.
    Cancel,
    /// The PG sends a webhook to the shop.
    Webhook,
    /// All of the above.
    #[default]
    Any,
}
