//! A payment as the PG stores it. The module `payment_json` turns it into the API's JSON.

use serde::{Deserialize, Serialize};

use crate::ledger::{EventKind, LedgerEntry, Pg, Truth};
use crate::money::Currency;

use super::method::Method;

/// 30 minutes to authenticate, from the PG's documentation.
const READY_MS: i64 = 30 * 60 * 1000;
/// 10 minutes to confirm, from the PG's documentation.
const IN_PROGRESS_MS: i64 = 10 * 60 * 1000;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Payment {
    pub(super) payment_key: String,
    /// The id of the payment window. Only the shopper's browser knows it.
    pub(super) session: String,
    pub(super) window: Window,
    pub(super) success_url: String,
    pub(super) fail_url: String,
    pub(super) order_id: String,
    pub(super) order_name: String,
    pub(super) customer_name: Option<String>,
    pub(super) currency: Currency,
    /// The amount that the shop requested, in minor units.
    pub(super) asked: i64,
    /// The amount that the PG takes, in minor units. Differs from `asked` only under a scenario.
    pub(super) total: i64,
    pub(super) tax_free: i64,
    pub(super) valid_hours: i64,
    pub(super) method: Option<Method>,
    pub(super) status: Status,
    pub(super) requested_at: i64,
    pub(super) authenticated_at: Option<i64>,
    pub(super) approved_at: Option<i64>,
    pub(super) last_transaction_key: Option<String>,
    pub(super) secret: String,
    /// The code with which the confirm will be declined, chosen in the window.
    pub(super) decline: Option<String>,
    pub(super) failure: Option<String>,
    pub(super) cancels: Vec<Cancel>,
    pub(super) account: Option<Account>,
    pub(super) truth: Truth,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Ready,
    InProgress,
    WaitingForDeposit,
    Done,
    Canceled,
    PartialCanceled,
    Aborted,
    Expired,
}

impl Status {
    /// The status as the API prints it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::InProgress => "IN_PROGRESS",
            Self::WaitingForDeposit => "WAITING_FOR_DEPOSIT",
            Self::Done => "DONE",
            Self::Canceled => "CANCELED",
            Self::PartialCanceled => "PARTIAL_CANCELED",
            Self::Aborted => "ABORTED",
            Self::Expired => "EXPIRED",
        }
    }

    /// Whether the payment was approved, even if it was cancelled later. Its order id is then used up.
    pub(super) fn was_approved(self) -> bool {
        match self {
            Self::WaitingForDeposit | Self::Done | Self::Canceled | Self::PartialCanceled => true,
            Self::Ready | Self::InProgress | Self::Aborted | Self::Expired => false,
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Window {
    Open,
    /// The shopper left it without paying; a payment then needs a new window.
    Closed,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cancel {
    pub(super) transaction_key: String,
    pub(super) amount: i64,
    pub(super) reason: String,
    pub(super) tax_free: i64,
    /// The balance after this cancel.
    pub(super) left: i64,
    pub(super) at: i64,
    pub(super) request_id: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(super) number: String,
    pub(super) bank: String,
    pub(super) depositor: Option<String>,
    pub(super) due: i64,
    pub(super) is_refund_pending: bool,
    pub(super) refund: Option<RefundAccount>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RefundAccount {
    pub(super) bank: String,
    pub(super) number: String,
    pub(super) holder: String,
}

impl Payment {
    /// The amount that can still be cancelled; the total for a payment that was never approved.
    pub(super) fn balance(&self) -> i64 {
        let cancelled = self.cancels.iter().fold(0_i64, |sum, cancel| sum.saturating_add(cancel.amount));
        self.total.saturating_sub(cancelled)
    }

    pub(super) fn tax_free_left(&self) -> i64 {
        let cancelled = self.cancels.iter().fold(0_i64, |sum, cancel| sum.saturating_add(cancel.tax_free));
        self.tax_free.saturating_sub(cancelled)
    }

    /// Expires the payment if its deadline has passed.
    pub(super) fn expire_if_overdue(&mut self, now: i64) {
        if self.is_overdue(now) {
            self.expire(now);
        }
    }

    /// Whether the deadline to authenticate or to confirm has passed.
    pub(super) fn is_overdue(&self, now: i64) -> bool {
        let limit = match self.status {
            Status::Ready => self.requested_at.saturating_add(READY_MS),
            Status::InProgress => {
                self.authenticated_at.unwrap_or(self.requested_at).saturating_add(IN_PROGRESS_MS)
            }
            // A virtual account keeps its status after its deadline, and no webhook is sent.
            Status::WaitingForDeposit
            | Status::Done
            | Status::Canceled
            | Status::PartialCanceled
            | Status::Aborted
            | Status::Expired => return false,
        };
        now >= limit
    }

    pub(super) fn expire(&mut self, now: i64) {
        self.status = Status::Expired;
        self.failure = Some("EXPIRED_PAYMENT".into());
        self.truth.note(now, EventKind::Expired, None, None);
    }

    pub(super) fn entry(&self) -> LedgerEntry {
        let Truth {
            captured,
            refunded,
            approvals,
            refunds,
            confirm_calls,
            cancel_calls,
            query_calls,
            events,
        } = self.truth.clone();
        LedgerEntry {
            pg: Pg::TossPayments,
            payment_key: self.payment_key.clone(),
            order_id: self.order_id.clone(),
            currency: self.currency.code().into(),
            status: self.status.as_str().into(),
            asked: self.asked,
            captured,
            refunded,
            approvals,
            refunds,
            confirm_calls,
            cancel_calls,
            query_calls,
            events,
        }
    }
}
