//! The answer: what a PG's reply says about the request, and what to do next.

use super::{Operation, PgPayment};
use crate::reason::Reason;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// How certain it is that the PG carried out the request. For a query: that the PG answered it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every caller must decide what each certainty allows")]
pub enum Certainty {
    /// Not carried out, for sure: the request was never sent.
    NotSent,
    /// Not carried out, for sure: the PG refused.
    Refused,
    /// The PG accepted it; the result comes later.
    Accepted,
    /// Carried out, for sure.
    Applied,
    /// Not known. Never show it as failed: money may have moved.
    Unknown,
}

impl Certainty {
    /// Every certainty, in declared order.
    pub const ALL: [Self; 5] = [Self::NotSent, Self::Refused, Self::Accepted, Self::Applied, Self::Unknown];

    /// The certainty's code, the same in every language.
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
#[expect(clippy::exhaustive_enums, reason = "every caller must decide what each action means")]
pub enum Action {
    /// Nothing is wrong: continue.
    Proceed,
    /// Correct the keys, the contract or the code. The same request would get the same answer.
    FixRequest,
    /// Send the same request again later, with the same idempotency key.
    RetrySameKey,
    /// Query the payment at the PG before anything else.
    QueryFirst,
    /// Query again later.
    Wait,
    /// Tell the shopper, who can choose another payment method.
    TellShopper,
    /// A person has to decide.
    AskAPerson,
}

impl Action {
    /// Every action, in declared order.
    pub const ALL: [Self; 7] = [
        Self::Proceed,
        Self::FixRequest,
        Self::RetrySameKey,
        Self::QueryFirst,
        Self::Wait,
        Self::TellShopper,
        Self::AskAPerson,
    ];

    /// The action's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::FixRequest => "fix_request",
            Self::RetrySameKey => "retry_same_key",
            Self::QueryFirst => "query_first",
            Self::Wait => "wait",
            Self::TellShopper => "tell_shopper",
            Self::AskAPerson => "ask_a_person",
        }
    }
}

/// A PG's reply in terms that are the same for every PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Answer {
    /// How certain it is that the PG carried out the request.
    pub certainty: Certainty,
    /// What to do next.
    pub action: Action,
    /// The reason, as a code that `describe` explains.
    pub reason: Reason,
    /// The pause in seconds that the PG demands before the next request (`retry-after`), if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before_seconds: Option<u32>,
    /// The PG's own code, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pg_code: Option<String>,
    /// The payment, if the reply has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PgPayment>,
}

impl Answer {
    /// An answer without a payment.
    pub(crate) const fn without_payment(certainty: Certainty, action: Action, reason: Reason) -> Self {
        Self { certainty, action, reason, not_before_seconds: None, pg_code: None, payment: None }
    }
}

/// What a documented code means for the request.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "each class determines certainty and action")]
pub enum CodeClass {
    /// The shopper has to correct something and start again.
    ShopperCanFix,
    /// The merchant has to correct settings, the contract or code.
    MerchantMustFix,
    /// Temporary: the request can succeed later.
    Passing,
    /// An earlier request already did it.
    AlreadyDone,
    /// Money may have moved.
    OutcomeOpen,
    /// The payment has ended, and no money was captured.
    Final,
    /// The PG has no such payment.
    Missing,
}

impl CodeClass {
    /// Every class, in declared order.
    pub const ALL: [Self; 7] = [
        Self::ShopperCanFix,
        Self::MerchantMustFix,
        Self::Passing,
        Self::AlreadyDone,
        Self::OutcomeOpen,
        Self::Final,
        Self::Missing,
    ];

    /// The class's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ShopperCanFix => "shopper_can_fix",
            Self::MerchantMustFix => "merchant_must_fix",
            Self::Passing => "passing",
            Self::AlreadyDone => "already_done",
            Self::OutcomeOpen => "outcome_open",
            Self::Final => "final",
            Self::Missing => "missing",
        }
    }
}

/// One documented code of a PG.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct CodeRow {
    /// The PG's own code.
    pub code: String,
    /// The HTTP status of such an answer; left out if the code does not come in an HTTP answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The operations for which the PG documents it.
    pub operations: Vec<Operation>,
    /// What it means for the request.
    pub class: CodeClass,
    /// The reason that it stands for.
    pub reason: Reason,
}
