//! Money that is there when it should not be: after the end, or after all had gone back.

use super::change::Change;
use super::effect::AlertReason;
use super::told::LAG_MS;
use super::{LateMoney, State};
use crate::crosscheck::Agreed;
use crate::reason::Reason;

impl Change<'_> {
    /// Money came after the end, and the stock may be gone to others.
    pub(super) fn late_money(&mut self, agreed: &Agreed) {
        let may_revive = match self.next.state {
            State::Expired => true,
            State::Declined => {
                self.next.open_reversals == 0 && self.next.reason != Some(Reason::RecordsDiffer)
            }
            // The shopper called it off: nobody wants the goods.
            State::Canceled
            | State::Ready
            | State::Confirming
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Reversing
            | State::Unknown
            | State::Quarantined => false,
        };
        let is_older_than_the_end = !self.is_current_look || self.ordinal <= self.next.calls_at_end;
        if is_older_than_the_end && self.next.reason == Some(Reason::Reversed) {
            // It says what was true before it was undone.
            self.look_first();
        } else if self.policy.late_money == LateMoney::Refund || !may_revive {
            self.alert(AlertReason::LateMoney);
            (self.next.captured, self.next.refunded) = (agreed.amount(), agreed.refunded());
            self.refund_all(false);
        } else if is_older_than_the_end && self.next.can_be_asked_for(&self.abilities) {
            // It may have gone back since: goods go out on fresh evidence only.
            self.look_first();
        } else {
            self.paid(agreed.amount(), agreed.refunded());
        }
    }

    /// All has gone back, we thought. The PG's record may lag behind a refund; what it still holds when it cannot lag
    /// any more, a person has to see.
    pub(super) fn holds_again(&mut self, agreed: &Agreed) {
        let held = agreed.amount().checked_sub(agreed.refunded()).unwrap_or_default();
        if held.is_zero() || !self.is_current_look {
            self.looked();
            return;
        }
        let last_sent_at = self.next.refunds.iter().filter_map(|refund| refund.sent_at).max();
        let lags_until =
            last_sent_at.map(|at| at.plus_millis(LAG_MS.max(self.abilities.visibility_delay_ms)));
        match lags_until {
            Some(until) if self.now < until => {
                self.next.look_again = true;
                self.next.next_at = Some(until);
                self.touch();
            }
            Some(_) | None => {
                self.alert(AlertReason::PgDisagrees);
                (self.next.captured, self.next.refunded) = (agreed.amount(), agreed.refunded());
                self.quarantine(Some(Reason::Approved));
            }
        }
    }
}
