//! What a PG's record does to a payment: the only way to `paid` is through an [`Agreed`].

use super::State;
use super::change::Change;
use super::effect::AlertReason;
use crate::crosscheck::{self, Agreed};
use crate::money::Amount;
use crate::pg::{PgPayment, PgStatus};
use crate::reason::Reason;

impl Change<'_> {
    /// Takes a payment object as evidence.
    pub(super) fn learn(&mut self, said: &PgPayment) {
        if self.next.webhook_secret_digest.is_none() && said.webhook_secret_digest.is_some() {
            self.next.webhook_secret_digest.clone_from(&said.webhook_secret_digest);
            self.touch();
        }
        self.hear();
        match crosscheck::payment(self.order, self.next.payment_key.as_ref(), said) {
            Ok(agreed) => {
                if self.next.payment_key.is_none() {
                    self.next.payment_key = Some(agreed.payment_key().clone());
                    self.touch();
                }
                self.agreed(&agreed, said);
            }
            Err(mismatches) => self.disagreed(mismatches, said),
        }
        if self.is_current_look {
            self.compare_with_told(said);
        }
    }

    fn agreed(&mut self, agreed: &Agreed, said: &PgPayment) {
        if self.next.state == State::Refunding {
            if matches!(
                agreed.status(),
                PgStatus::Captured | PgStatus::PartiallyRefunded | PgStatus::Refunded
            ) && self.next.captured != agreed.amount()
            {
                self.next.captured = agreed.amount();
                self.touch();
            }
            self.refund_looked_up(said);
            return;
        }
        if said.virtual_account.is_some() && !self.next.deposited {
            self.next.deposited = true;
            self.touch();
        }
        match agreed.status() {
            PgStatus::Captured => self.captured(agreed),
            PgStatus::PartiallyRefunded | PgStatus::Refunded => self.refunded_at_pg(agreed),
            PgStatus::AwaitingDeposit => self.awaiting(said),
            PgStatus::Authenticated => self.authenticated(),
            PgStatus::Created => self.still_open(Reason::WaitingForShopper),
            PgStatus::Declined => {
                let reason = said.failure.as_ref().map_or(Reason::Declined, |failure| failure.reason);
                self.over(State::Declined, reason);
            }
            PgStatus::Expired => self.over(State::Expired, Reason::SessionExpired),
            PgStatus::Canceled => self.over(State::Canceled, Reason::CanceledAtPg),
            // The cross-check accepts no unknown word.
            PgStatus::Unrecognized { .. } => self.asked_in_vain(Reason::UnlistedStatus, None),
        }
    }

    fn captured(&mut self, agreed: &Agreed) {
        match self.next.state {
            // A reversal that may have left can still land: what it would undo must not be shipped.
            State::Ready | State::Confirming | State::AwaitingDeposit | State::Unknown | State::Reversing
                if self.next.open_reversals > 0 =>
            {
                self.next.captured = agreed.amount();
                self.refund_all(false);
            }
            State::Ready | State::Confirming | State::AwaitingDeposit | State::Unknown | State::Reversing => {
                self.paid(agreed.amount(), agreed.refunded());
            }
            State::Declined | State::Canceled | State::Expired => self.late_money(agreed),
            State::Quarantined => self.known_to_hold(agreed.amount(), agreed.refunded()),
            State::Paid | State::PartiallyRefunded => {
                // Its own record is the truth about how much was taken.
                self.known_to_hold(agreed.amount(), self.next.refunded);
            }
            State::Refunded => self.holds_again(agreed),
            State::Refunding => self.looked(),
        }
    }

    fn refunded_at_pg(&mut self, agreed: &Agreed) {
        let whole = agreed.refunded() == agreed.amount();
        match self.next.state {
            State::Refunded => self.holds_again(agreed),
            State::Paid | State::PartiallyRefunded => {
                if agreed.refunded() > self.next.refunded {
                    self.alert(AlertReason::UnexpectedRefund);
                    self.next.refunded = agreed.refunded();
                    if whole {
                        self.enter(State::Refunded, Some(Reason::Refunded));
                    } else {
                        self.enter(State::PartiallyRefunded, Some(Reason::PartiallyRefunded));
                    }
                } else {
                    self.looked();
                }
            }
            // Taken and undone, as we asked.
            State::Reversing if whole => self.end(State::Declined, Reason::Reversed),
            // It was taken and went back before we knew: nothing is shipped.
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit if whole => {
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.alert(AlertReason::UnexpectedRefund);
                self.end(State::Refunded, Reason::Refunded);
            }
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing => {
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.quarantine(Some(Reason::PartiallyRefunded));
            }
            State::Declined | State::Canceled | State::Expired if whole => {
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.enter(State::Refunded, Some(Reason::Refunded));
            }
            State::Declined | State::Canceled | State::Expired => {
                self.alert(AlertReason::LateMoney);
                self.next.captured = agreed.amount();
                self.next.refunded = agreed.refunded();
                self.refund_all(false);
            }
            State::Quarantined => self.known_to_hold(agreed.amount(), agreed.refunded()),
            State::Refunding => self.looked(),
        }
    }

    /// A person will decide, and has to know what is held.
    fn known_to_hold(&mut self, captured: Amount, refunded: Amount) {
        self.looked();
        if (self.next.captured, self.next.refunded) != (captured, refunded) {
            (self.next.captured, self.next.refunded) = (captured, refunded);
            self.touch();
        }
    }

    fn awaiting(&mut self, said: &PgPayment) {
        let account = said.virtual_account.as_ref();
        let due_at = account.and_then(|account| account.due_at);
        let poll_at = self.now.plus_millis(u64::from(self.policy.deposit_poll_ms));
        let closes_at = due_at.map(|due| due.plus_millis(u64::from(self.policy.deposit_grace_ms)));
        match self.next.state {
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit => {
                // Only a look that began after it closed shows that no deposit came before.
                let is_closed = account.is_some_and(|account| account.expired)
                    || closes_at
                        .is_some_and(|at| self.next.looked_at.is_some_and(|looked_at| looked_at >= at));
                if is_closed && self.is_current_look {
                    self.end(State::Expired, Reason::SessionExpired);
                    return;
                }
                self.next.deposited = true;
                if self.next.state != State::AwaitingDeposit {
                    self.enter(State::AwaitingDeposit, Some(Reason::AwaitingDeposit));
                    self.next.unknown_since = None;
                }
                self.next.due_at = due_at;
                self.next.next_at =
                    Some(closes_at.map_or(poll_at, |closes_at| closes_at.min(poll_at).max(self.now)));
                self.touch();
            }
            // Said before the deposit came, perhaps.
            State::Paid | State::PartiallyRefunded if self.is_old() => self.look_first(),
            // The bank took the deposit back: what was thought paid is not.
            State::Paid | State::PartiallyRefunded => {
                self.alert(AlertReason::DepositRolledBack);
                self.next.captured = Amount::ZERO;
                self.next.due_at = due_at;
                self.quarantine(Some(Reason::AwaitingDeposit));
            }
            // An account without a deposit: undoing goes on.
            State::Reversing => self.asked_in_vain(Reason::AwaitingDeposit, None),
            State::Refunded
            | State::Refunding
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    /// Authenticated and not captured: nothing was taken so far.
    fn authenticated(&mut self) {
        match self.next.state {
            State::Confirming if self.next.confirm_window_is_open(self.now, &self.abilities) => {
                self.next.verified = true;
                self.next.vain_queries = 0;
                self.next.not_found = 0;
                self.touch();
            }
            // Sent, not there, and it can be undone: it is, because a late copy could still arrive.
            State::Unknown if self.next.can_be_undone(self.now, &self.abilities) => {
                self.asked_in_vain(Reason::Authenticated, None);
            }
            // Sent and not there: send the same again, while the PG would still take it.
            State::Unknown
                if self.is_current_look && self.next.confirm_window_is_open(self.now, &self.abilities) =>
            {
                if self.next.confirm_error_stored {
                    // The error would be replayed under the old key, and the payment is provably untouched.
                    self.next.confirm_round = self.next.confirm_round.saturating_add(1);
                    self.next.confirm_error_stored = false;
                    self.next.confirm_sent_at = None;
                }
                let since = self.next.unknown_since;
                self.next.verified = true;
                let vain = self.next.vain_queries;
                self.enter(State::Confirming, Some(Reason::Authenticated));
                self.next.unknown_since = since;
                // A PG that keeps failing is asked less and less often.
                self.next.vain_queries = vain.saturating_add(1);
                self.next.next_at = Some(self.policy.ask_again_at(&self.next, vain, self.now));
            }
            // Too late to confirm: the PG will say that it expired.
            State::Confirming | State::Unknown | State::Reversing => {
                self.asked_in_vain(Reason::Authenticated, None);
            }
            State::Ready
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    fn still_open(&mut self, reason: Reason) {
        match self.next.state {
            State::Confirming | State::Unknown | State::Reversing => self.asked_in_vain(reason, None),
            State::Ready
            | State::AwaitingDeposit
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Refunding
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.looked(),
        }
    }

    /// The PG says that it ended without money.
    fn over(&mut self, state: State, reason: Reason) {
        match self.next.state {
            // It ended because we undid it.
            State::Reversing if self.next.open_reversals > 0 => {
                self.end(State::Declined, Reason::Reversed);
            }
            State::Ready | State::Confirming | State::Unknown | State::AwaitingDeposit | State::Reversing => {
                // Whatever was held before is not any more.
                self.next.captured = self.next.refunded;
                self.end(state, reason);
            }
            State::Paid | State::PartiallyRefunded if self.is_old() => self.look_first(),
            // A refusal never overwrites an approval: two records of the same PG contradict each other.
            State::Paid | State::PartiallyRefunded => {
                self.alert(AlertReason::PgDisagrees);
                // The newer record holds nothing.
                self.next.captured = self.next.refunded;
                self.quarantine(Some(reason));
            }
            State::Quarantined | State::Refunded => {
                self.known_to_hold(self.next.refunded, self.next.refunded);
            }
            State::Refunding | State::Declined | State::Canceled | State::Expired => {
                self.looked();
            }
        }
    }

    /// A look that found nothing new.
    pub(super) fn looked(&mut self) {
        if self.next.vain_queries > 0 || self.next.next_at.is_some() {
            self.next.vain_queries = 0;
            self.next.next_at = None;
            self.touch();
        }
    }
}
