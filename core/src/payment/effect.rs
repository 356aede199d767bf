//! What follows from an event: what has to be stored with the payment.

use super::{Payment, State};
use crate::id::OperatorId;
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What has to be stored in the same database transaction as the payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[expect(clippy::exhaustive_enums, reason = "a host that ignores an effect loses stock or money")]
pub enum Effect {
    /// Append to the payment's history. Every change has exactly one.
    Record {
        /// Where it stood.
        from: State,
        /// Where it stands.
        to: State,
        /// The kind of evidence.
        event: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
        /// When.
        at: Timestamp,
        /// Who decided or asked, if a person did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OperatorId>,
    },
    /// The held stock is sold.
    CommitStock,
    /// The held or sold stock is free again.
    ReleaseStock,
    /// Ship the goods: the money was taken.
    Fulfil,
    /// Alert a person.
    Alert {
        /// Why.
        reason: AlertReason,
    },
    /// Tell the shop's other systems that the state changed.
    Publish {
        /// The new state.
        state: State,
    },
}

/// Why a person is alerted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum AlertReason {
    /// The browser's claim does not agree with the order: a bug or an attack.
    ClaimTampered,
    /// The PG's record does not agree with the order or with our record.
    PgDisagrees,
    /// The keys, the contract or the request are wrong.
    MustBeFixed,
    /// The payment is quarantined: a person has to decide.
    DecisionNeeded,
    /// Money came after the payment had ended. It is being refunded.
    LateMoney,
    /// Money was given back that nobody here asked for.
    UnexpectedRefund,
    /// The bank took a deposit back after it was reported.
    DepositRolledBack,
    /// Deposited money has to go back, and only the shopper can name the account.
    RefundAccountNeeded,
    /// Something changed at a PG that cannot be queried: check its console.
    CannotBeAsked,
    /// The PG refused a refund.
    RefundRefused,
    /// A webhook carried a secret that is not the payment's.
    ForgedWebhook,
}

impl AlertReason {
    /// The code by which every language knows this reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClaimTampered => "claim_tampered",
            Self::PgDisagrees => "pg_disagrees",
            Self::MustBeFixed => "must_be_fixed",
            Self::DecisionNeeded => "decision_needed",
            Self::LateMoney => "late_money",
            Self::UnexpectedRefund => "unexpected_refund",
            Self::DepositRolledBack => "deposit_rolled_back",
            Self::RefundAccountNeeded => "refund_account_needed",
            Self::CannotBeAsked => "cannot_be_asked",
            Self::RefundRefused => "refund_refused",
            Self::ForgedWebhook => "forged_webhook",
        }
    }
}

/// A payment after an event. Without effects nothing changed and nothing needs to be stored.
#[must_use = "nothing has happened until `next` is stored and `effects` are carried out"]
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Transition {
    /// The payment as it is now.
    pub next: Payment,
    /// What to store with it.
    pub effects: Vec<Effect>,
}

impl Transition {
    /// Whether there is anything to store.
    #[must_use]
    pub fn is_change(&self) -> bool {
        !self.effects.is_empty()
    }
}
