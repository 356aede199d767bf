//! What a PG's record does to a payment that it does not agree with: nothing is shipped for it, and what is surely
//! ours and surely held goes back.

use super::State;
use super::change::Change;
use super::decision::is_about_another;
use super::effect::AlertReason;
use crate::crosscheck::Mismatch;
use crate::id::PaymentKey;
use crate::pg::{PgAmount, PgCurrency, PgPayment, PgStatus};
use crate::reason::Reason;
use alloc::vec::Vec;

impl Change<'_> {
    pub(super) fn disagreed(&mut self, mismatches: Vec<Mismatch>, said: &PgPayment) {
        if said.virtual_account.is_some() && !self.next.deposited {
            self.next.deposited = true;
            self.touch();
        }
        let is_ours = !mismatches.iter().any(is_about_another);
        // What was said of another's twice before, and is said again now, is no slip of the PG's.
        let is_surely_anothers = !is_ours
            && self.is_current_look
            && self.next.vain_queries >= 2
            && self.next.mismatches.iter().any(is_about_another);
        let holds_money = matches!(said.status, PgStatus::Captured | PgStatus::PartiallyRefunded);
        let has_ended = matches!(
            said.status,
            PgStatus::Declined | PgStatus::Expired | PgStatus::Canceled | PgStatus::Refunded
        );
        let may_hold_money = self.abilities.return_means_money || (is_ours && holds_money);
        let only_word = mismatches.iter().all(|mismatch| mismatch.about() == "status");
        let reason = if only_word { Reason::UnlistedStatus } else { Reason::RecordsDiffer };
        // One answer can be garbled: before money goes back for it, the PG's own record is looked at.
        let is_sure = self.is_current_look || !self.next.can_be_asked_for(&self.abilities);
        if is_ours
            && holds_money
            && is_sure
            && said.currency == Some(PgCurrency::Known(self.order.currency))
            && let Some(taken) = said.amount.as_ref().and_then(PgAmount::exact)
        {
            // Whoever gives it back, or decides about it, has to know how much was really taken.
            self.next.captured = taken;
            if self.next.payment_key.is_none() {
                // Nobody came back with it, and it is what the money goes back by.
                self.next.payment_key = said.payment_key.as_deref().and_then(|key| PaymentKey::new(key).ok());
            }
        }
        match self.next.state {
            State::Refunding if is_ours => self.refund_looked_up(said),
            State::Declined | State::Canceled | State::Expired if is_ours && holds_money && !is_sure => {
                self.look_first();
            }
            // Before anything was sent, a disagreement is the end of it, and nothing was taken.
            State::Confirming if self.next.open_confirms == 0 && !only_word && !may_hold_money => {
                self.alert(AlertReason::PgDisagrees);
                self.next.mismatches = mismatches;
                self.end(State::Declined, Reason::RecordsDiffer);
            }
            // The PG takes no confirm under another's number: it holds nothing of ours, and its owner needs it.
            State::Confirming | State::Unknown if is_surely_anothers => {
                self.alert(AlertReason::PgDisagrees);
                self.next.mismatches = mismatches;
                self.end(State::Declined, Reason::RecordsDiffer);
            }
            // Not ours, says the PG: nothing is to go back by this number before it says otherwise.
            State::Refunding => {
                self.next.mismatches = mismatches;
                self.refund_unknown();
                self.asked_in_vain(reason, None);
            }
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing => {
                self.next.mismatches = mismatches;
                if is_ours && holds_money && is_sure {
                    self.alert(AlertReason::PgDisagrees);
                    self.refund_all(false);
                } else if is_ours && has_ended {
                    self.end(State::Declined, reason);
                } else if matches!(self.next.state, State::Confirming) && self.next.open_confirms > 0 {
                    self.unknown(reason, None);
                } else {
                    self.asked_in_vain(reason, None);
                }
            }
            State::Declined | State::Canceled | State::Expired if is_ours && holds_money => {
                self.alert(AlertReason::LateMoney);
                self.next.mismatches = mismatches;
                self.refund_all(false);
            }
            // All had gone back, and the PG holds something: a person has to see it.
            State::Refunded if is_ours && holds_money && is_sure && !self.next.refundable().is_zero() => {
                self.alert(AlertReason::PgDisagrees);
                self.next.mismatches = mismatches;
                self.quarantine(Some(Reason::RecordsDiffer));
            }
            State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => {
                self.alert(AlertReason::PgDisagrees);
                self.next.mismatches = mismatches;
                self.looked();
            }
        }
    }
}
