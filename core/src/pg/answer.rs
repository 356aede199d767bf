//! The answer: how certain we are, and what to do.

use super::{Operation, PgPayment};
use crate::reason::Reason;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// How certain we are that what was asked for happened. Of a query: that it was answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every reader must decide what each certainty allows")]
pub enum Certainty {
    /// It surely did not happen: the request never left.
    NotSent,
    /// The PG surely said no.
    Refused,
    /// The PG has taken it on; the result comes later.
    Accepted,
    /// It surely happened.
    Applied,
    /// We cannot tell. Never to be shown as failed.
    Unknown,
}

impl Certainty {
    /// The code by which every language knows this certainty.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::Applied => "applied",
            Self::Unknown => "unknown",
        }
    }
}

/// What to do next.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every reader must decide what each action means")]
pub enum Action {
    /// Go on: there is nothing to mend.
    Proceed,
    /// Mend keys, contract or code; the same request gets the same answer.
    FixRequest,
    /// Send the same request with the same idempotency key again, later.
    RetrySameKey,
    /// Ask the PG for the payment before anything else.
    QueryFirst,
    /// Ask again later.
    Wait,
    /// Tell the shopper, who can choose another way to pay.
    TellShopper,
    /// Put it before a person.
    AskAPerson,
}

/// What a PG's reply comes to.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Answer {
    /// How certain we are.
    pub certainty: Certainty,
    /// What to do next.
    pub action: Action,
    /// Why, as a code that `describe` explains.
    pub reason: Reason,
    /// Not before so many seconds from now, where the PG said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub not_before_seconds: Option<u32>,
    /// The PG's own code, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub pg_code: Option<String>,
    /// The payment, if the reply has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment: Option<PgPayment>,
}

impl Answer {
    /// An answer without a payment.
    pub(crate) const fn without_payment(certainty: Certainty, action: Action, reason: Reason) -> Self {
        Self { certainty, action, reason, not_before_seconds: None, pg_code: None, payment: None }
    }
}

/// What a PG's documentation says of a code, boiled down to what it asks of us.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each class decides certainty and action")]
pub enum CodeClass {
    /// The shopper corrects something and starts again.
    ShopperCanFix,
    /// The merchant's settings, contract or code.
    MerchantMustFix,
    /// It can succeed later.
    Passing,
    /// It was done before.
    AlreadyDone,
    /// Money may have moved.
    OutcomeOpen,
    /// Over, and nothing was captured.
    Final,
    /// The PG has nothing under this number.
    Missing,
}

/// One documented code of a PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CodeRow {
    /// The PG's own code.
    pub code: String,
    /// The HTTP status that it comes with; left out where it does not come by HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<u16>,
    /// The operations it is documented for.
    pub operations: Vec<Operation>,
    /// What it asks of us.
    pub class: CodeClass,
    /// What it comes to.
    pub reason: Reason,
}
