//! What the core notes about its requests to the PG: one group each for the confirm, the reversal, the queries, the
//! requests in general and the virtual account. Only [`Change`](super::change::Change) writes them.

use crate::pg::{Operation, PgStatus};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The confirm requests of a payment.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct ConfirmProgress {
    /// When the shopper's claim came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    /// Whether the PG's record agreed with the order before the confirm.
    pub verified: bool,
    /// Number of confirm requests that may have reached the PG.
    pub open_requests: u32,
    /// When the first confirm under the current idempotency key was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_sent_at: Option<Timestamp>,
    /// Number of the idempotency key in use, from 1. A PG keeps a refusal under its key, so the next try needs
    /// another.
    pub round: u32,
    /// Whether the PG keeps an error under the current key.
    pub error_kept: bool,
}

impl Default for ConfirmProgress {
    fn default() -> Self {
        Self {
            claimed_at: None,
            verified: false,
            open_requests: 0,
            first_sent_at: None,
            round: 1,
            error_kept: false,
        }
    }
}

/// The reversal requests (망취소) of a payment.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReversalProgress {
    /// Number of reversal requests that may have reached the PG.
    pub open_requests: u32,
    /// Whether the PG refused to reverse the confirm.
    pub refused: bool,
}

/// The queries about a payment, and what they brought.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Inquiry {
    /// Since when the outcome is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_since: Option<Timestamp>,
    /// When the last query was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queried_at: Option<Timestamp>,
    /// Whether the PG has to be queried whatever the state is: a webhook or a record gave a reason to.
    pub query_again: bool,
    /// Number of queries in a row that brought nothing new.
    pub empty_queries: u32,
    /// How many of these the PG answered with "not found".
    pub not_found: u32,
    /// Number of queries in a row whose record contradicts ours about money. The second one goes before a person.
    pub contradictions: u32,
    /// Sequence number of the newest request whose answer said where the payment stands; 0 if none did. An answer to
    /// an older request can only lead to another query.
    pub last_answer: u32,
    /// What a webhook said that the PG's record does not say yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_hint: Option<WebhookHint>,
}

/// What the last webhook said, until the PG's record says the same.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct WebhookHint {
    /// The status in the webhook.
    pub status: PgStatus,
    /// When it was received.
    pub received_at: Timestamp,
    /// When the PG made it, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Timestamp>,
    /// Whether its sender proved to be the PG.
    pub is_verified: bool,
}

/// The requests of a payment, of every kind.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Requests {
    /// Number of requests that were started. It is the sequence number of the newest one.
    pub count: u32,
    /// Sequence number of the last request that was started before the payment ended; 0 before the end.
    pub count_at_end: u32,
    /// The request under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_flight: Option<InFlight>,
    /// No request is sent before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
}

/// A request that was started and may have left.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct InFlight {
    /// The operation.
    pub operation: Operation,
    /// Sequence number of this request, from 1.
    pub ordinal: u32,
    /// When its answer counts as lost.
    pub deadline_at: Timestamp,
}

/// The virtual account of a payment.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct DepositProgress {
    /// Whether the money comes, or came, through a virtual account. It can only go back to an account that the
    /// shopper names.
    pub by_account: bool,
    /// Until when the account takes its deposit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}
