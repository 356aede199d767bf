//! Webhooks. A webhook makes us query the PG, and changes nothing else. If the PG's record does not show yet what its
//! webhook said, the PG is queried until it does.

use super::change::Change;
use super::effect::AlertReason;
use super::{State, WebhookHint};
use crate::pg::{Authenticity, Notice, NoticeKind, PgPayment, PgStatus};

/// For how long a PG's record may lag behind, in milliseconds, if the PG does not state it.
pub(super) const LAG_MS: u64 = 60_000;

impl Change<'_> {
    /// A webhook was received.
    pub(super) fn noticed(&mut self, notice: &Notice) {
        if notice.authenticity == Authenticity::Forged {
            self.alert(AlertReason::ForgedWebhook);
            return;
        }
        let about_us = match notice.kind {
            NoticeKind::PaymentChanged | NoticeKind::DepositChanged => {
                notice.order_id.as_deref() == Some(self.payment().order_id.as_str())
            }
            // The host found the payment by the refund's transaction key; the PG sends nothing else.
            NoticeKind::RefundChanged => true,
            NoticeKind::BillingKeyDeleted | NoticeKind::Other | NoticeKind::Unreadable => false,
        };
        if !about_us {
            return;
        }
        if !self.payment().can_be_queried(&self.capabilities) {
            // A person has to look into the PG's console. The alert is sent once.
            if self.note_cannot_be_queried() {
                self.alert(AlertReason::CannotBeAsked);
            }
            return;
        }
        self.note_webhook_hint(notice);
        let is_verified = notice.authenticity == Authenticity::Verified;
        let not_before = self.payment().requests.not_before;
        if self.payment().inquiry.query_again {
            // A verified webhook does not wait for the pause of an unverified one.
            if is_verified && not_before.is_some() {
                self.set_not_before(None);
            }
            return;
        }
        // Unauthenticated webhooks must not trigger unlimited queries.
        let pause = u64::from(self.policy.unproven_notice_pause_ms);
        let queried_at = self.payment().inquiry.queried_at;
        let soonest = queried_at.map(|at| at.plus_millis(pause)).filter(|at| !is_verified && *at > self.now);
        // Where a query is due anyway, a webhook can only make it sooner.
        let is_due_anyway = self.is_being_queried() || self.payment().state == State::AwaitingDeposit;
        self.query_again_at(if is_due_anyway {
            not_before.and_then(|not_before| Some(not_before.min(soonest?)))
        } else {
            soonest
        });
    }

    /// An unverified webhook does not replace what a verified one said.
    fn note_webhook_hint(&mut self, notice: &Notice) {
        let is_verified = notice.authenticity == Authenticity::Verified;
        let inquiry = &self.payment().inquiry;
        let known = inquiry.webhook_hint.as_ref();
        let may_replace = is_verified || (!inquiry.query_again && known.is_none_or(|hint| !hint.is_verified));
        if let Some(status) = &notice.status
            && may_replace
            && !self.is_known(status)
            && known.is_none_or(|hint| hint.status != *status)
        {
            self.set_webhook_hint(WebhookHint {
                status: status.clone(),
                received_at: self.now,
                made_at: notice.sent_at,
                is_verified,
            });
        }
    }

    /// Whether the payment stands there already, or further. An older webhook must not hide a newer one.
    fn is_known(&self, status: &PgStatus) -> bool {
        let known = match self.payment().state {
            State::AwaitingDeposit => PgStatus::AwaitingDeposit,
            State::Paid => PgStatus::Captured,
            State::PartiallyRefunded => PgStatus::PartiallyRefunded,
            State::Refunded => PgStatus::Refunded,
            State::Declined => PgStatus::Declined,
            State::Canceled => PgStatus::Canceled,
            State::Expired => PgStatus::Expired,
            State::Ready
            | State::Confirming
            | State::Refunding
            | State::Reversing
            | State::Unknown
            | State::Quarantined => return false,
        };
        has_caught_up(&known, status)
    }

    /// Compares the PG's record with what its webhook said.
    pub(super) fn compare_with_webhook(&mut self, said: &PgPayment) {
        let Some(hint) = self.take_webhook_hint() else { return };
        // The webhook was made before the money came: it announced the account, and no deposit was taken back.
        let is_overtaken = said.status == PgStatus::Captured
            && said.approved_at.zip(hint.made_at).is_some_and(|(approved_at, made_at)| made_at < approved_at);
        if is_overtaken || has_caught_up(&said.status, &hint.status) {
            return;
        }
        let lag = self.now.millis_since(hint.received_at);
        if lag >= LAG_MS.max(self.capabilities.visibility_delay_ms) {
            // The record will not catch up any more: the PG's webhook and its record contradict each other.
            if hint.is_verified {
                self.alert(AlertReason::PgDisagrees);
            }
            return;
        }
        if !self.is_being_queried() {
            // Each pause is as long as all before it.
            let pause = lag.max(u64::from(self.policy.first_pause_ms));
            let at = self.now.plus_millis(pause);
            let not_before = self.payment().requests.not_before;
            self.query_again_at(Some(not_before.map_or(at, |not_before| not_before.min(at))));
        }
        self.set_webhook_hint(hint);
    }
}

/// Whether a record with the status `said` includes what a webhook said before. Payments go one way, except that a bank
/// can take a deposit back.
fn has_caught_up(said: &PgStatus, hint: &PgStatus) -> bool {
    if *hint == PgStatus::AwaitingDeposit && *said == PgStatus::Captured {
        return false;
    }
    rank(said) >= rank(hint)
}

const fn rank(status: &PgStatus) -> u8 {
    match status {
        PgStatus::Unrecognized { .. } => 0,
        PgStatus::Created => 1,
        PgStatus::Authenticated => 2,
        PgStatus::AwaitingDeposit => 3,
        PgStatus::Captured => 4,
        PgStatus::PartiallyRefunded => 5,
        PgStatus::Refunded | PgStatus::Canceled | PgStatus::Declined | PgStatus::Expired => 6,
    }
}
