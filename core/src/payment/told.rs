//! What webhooks say. A webhook is a knock at the door: it makes us look, and changes nothing by itself. Where the
//! PG's record lags behind what its webhook said, we look until it has caught up.

use super::change::Change;
use super::effect::AlertReason;
use super::{State, Told};
use crate::pg::{Authenticity, Notice, NoticeKind, PgPayment, PgStatus};

/// For how long a PG's record may lag behind its webhook, in milliseconds, if it does not say itself for how long.
pub(super) const LAG_MS: u64 = 60_000;

impl Change<'_> {
    /// A webhook came.
    pub(super) fn noticed(&mut self, notice: &Notice) {
        if notice.authenticity == Authenticity::Forged {
            self.alert(AlertReason::ForgedWebhook);
            return;
        }
        let about_us = match notice.kind {
            NoticeKind::PaymentChanged | NoticeKind::DepositChanged => {
                notice.order_id.as_deref() == Some(self.next.order_id.as_str())
            }
            // The host found the payment by the transaction; the PG names nothing else.
            NoticeKind::RefundChanged => true,
            NoticeKind::BillingKeyDeleted | NoticeKind::Other | NoticeKind::Unreadable => false,
        };
        if !about_us {
            return;
        }
        if !self.next.can_be_asked_for(&self.abilities) {
            // Nobody can look for us: whoever has the PG's console is told, once.
            if !self.next.look_again {
                self.next.look_again = true;
                self.alert(AlertReason::CannotBeAsked);
            }
            return;
        }
        self.remember(notice);
        if self.next.look_again {
            // What proves itself does not wait for the sake of what did not.
            if notice.authenticity == Authenticity::Verified && self.next.next_at.is_some() {
                self.next.next_at = None;
                self.touch();
            }
            return;
        }
        // Only the payment's own secret proves a sender; what proves nothing may not have the PG asked without end.
        let pause = u64::from(self.policy.unproven_notice_pause_ms);
        let soonest = self
            .next
            .looked_at
            .map(|at| at.plus_millis(pause))
            .filter(|at| notice.authenticity != Authenticity::Verified && *at > self.now);
        match self.next.state {
            // Something is to be done anyway: a notice can make it sooner, and never later.
            State::Confirming
            | State::AwaitingDeposit
            | State::Refunding
            | State::Reversing
            | State::Unknown => {
                self.next.next_at = self.next.next_at.and_then(|next_at| Some(next_at.min(soonest?)));
            }
            State::Ready
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.next.next_at = soonest,
        }
        self.next.look_again = true;
        self.touch();
    }

    /// What a proven webhook said is not overwritten by what anybody can write.
    fn remember(&mut self, notice: &Notice) {
        let is_proven = notice.authenticity == Authenticity::Verified;
        let known = self.next.told.as_ref();
        let may_replace = is_proven || (!self.next.look_again && known.is_none_or(|told| !told.is_proven));
        if let Some(status) = &notice.status
            && may_replace
            && !self.is_known(status)
            && known.is_none_or(|told| told.status != *status)
        {
            self.next.told =
                Some(Told { status: status.clone(), at: self.now, made_at: notice.sent_at, is_proven });
            self.touch();
        }
    }

    /// Whether the payment stands there already, or further: an older webhook must not hide a newer one.
    fn is_known(&self, status: &PgStatus) -> bool {
        let known = match self.next.state {
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

    /// Holds the PG's record against what its webhook said.
    pub(super) fn compare_with_told(&mut self, said: &PgPayment) {
        let Some(told) = self.next.told.take() else { return };
        self.touch();
        // Made before the money came: no deposit was taken back, its account had just been issued.
        let is_overtaken = said.status == PgStatus::Captured
            && said.approved_at.zip(told.made_at).is_some_and(|(approved_at, made_at)| made_at < approved_at);
        if is_overtaken || has_caught_up(&said.status, &told.status) {
            return;
        }
        let lag = self.now.millis_since(told.at);
        if lag >= LAG_MS.max(self.abilities.visibility_delay_ms) {
            // It will not catch up any more: the PG says one thing and shows another.
            if told.is_proven {
                self.alert(AlertReason::PgDisagrees);
            }
            return;
        }
        // Each pause is as long as all before it.
        let pause = lag.max(u64::from(self.policy.first_pause_ms));
        let at = self.now.plus_millis(pause);
        match self.next.state {
            // It is being asked anyway.
            State::Confirming | State::Unknown | State::Refunding | State::Reversing => {}
            State::AwaitingDeposit
            | State::Ready
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => {
                self.next.look_again = true;
                self.next.next_at = Some(self.next.next_at.map_or(at, |next_at| next_at.min(at)));
            }
        }
        self.next.told = Some(told);
    }
}

/// Whether a record that says `said` knows of what a webhook said before. Payments go one way, but for a deposit that
/// the bank takes back.
fn has_caught_up(said: &PgStatus, told: &PgStatus) -> bool {
    if *told == PgStatus::AwaitingDeposit && *said == PgStatus::Captured {
        return false;
    }
    rank(said) >= rank(told)
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
