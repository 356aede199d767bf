//! Money that comes after the payment had ended.

use super::change::Change;
use super::effect::AlertReason;
use super::{LateMoney, State};
use crate::crosscheck::Agreed;
use crate::reason::Reason;

impl Change<'_> {
    /// Money came after the end, and the stock may be sold to others.
    pub(super) fn late_money(&mut self, agreed: &Agreed) {
        let payment = self.payment();
        let was_reversed = payment.reversal.open_requests > 0;
        let records_differed = payment.reason == Some(Reason::RecordsDiffer);
        // A payment that the shopper canceled is not revived.
        let may_revive = payment.state == State::Expired
            || (payment.state == State::Declined && !was_reversed && !records_differed);
        let is_older_than_the_end = !self.is_current_query || self.ordinal <= payment.requests.count_at_end;
        let can_be_queried = payment.can_be_queried(&self.capabilities);
        if is_older_than_the_end && payment.reason == Some(Reason::Reversed) {
            // It says what was true before the reversal.
            self.query_first();
        } else if self.policy.late_money == LateMoney::Refund || !may_revive {
            self.alert(AlertReason::LateMoney);
            self.set_sums(agreed.amount(), agreed.refunded());
            self.refund_all(false, None);
        } else if is_older_than_the_end && can_be_queried {
            // It may have been given back since: goods are shipped on fresh evidence only.
            self.query_first();
        } else {
            self.paid(agreed.amount());
        }
    }
}
