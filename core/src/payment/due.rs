//! What is due, by what the PG can do: the one place that chooses between asking, sending again, undoing and a
//! person. `next_step` tells the host; `apply(TimePassed)` carries out what needs no PG.

use super::{Payment, Policy, RefundState, State};
use crate::pg::{Capabilities, OrderQuery, PgCall};
use crate::time::Timestamp;

/// What is due.
pub(super) enum Due {
    /// Ask the PG.
    Send(PgCall),
    /// Nothing before this time.
    Wait(Timestamp),
    /// The time to pay is over, and no money can have moved.
    Expire,
    /// The outcome of the confirm is open, and the PG can undo it.
    Undo,
    /// Neither asking nor sending helps: a person has to be told.
    GiveUp,
    /// A person has been told.
    Person,
    /// Nothing.
    Nothing,
}

impl Policy {
    /// What `payment`'s PG can do for this merchant.
    pub(super) fn abilities(&self, payment: &Payment) -> Capabilities {
        self.capabilities.unwrap_or_else(|| payment.pg.capabilities())
    }
}

impl Payment {
    /// What is due, if nothing is under way and no pause was agreed.
    pub(super) fn due(&self, now: Timestamp, policy: &Policy) -> Due {
        let abilities = policy.abilities(self);
        let look = || self.look(&abilities);
        match self.state {
            State::Ready if now >= self.expires_at => self.due_unclaimed(now, &abilities),
            State::Ready if self.look_again => look().unwrap_or(Due::Wait(self.expires_at)),
            State::Ready => Due::Wait(self.expires_at),
            State::Confirming => self.due_while_confirming(now, policy, &abilities),
            State::Unknown => self.due_while_unknown(now, policy, &abilities),
            State::Reversing => self.due_while_reversing(now, policy, &abilities),
            State::Refunding => self.due_while_refunding(now, policy, &abilities),
            // `next_at` holds the next look back until the poll is due, a webhook came or the deadline passed.
            State::AwaitingDeposit => look().unwrap_or_else(|| self.due_without_a_look(now, policy)),
            // What a webhook brings may be just what the person needs.
            State::Quarantined if self.look_again => look().unwrap_or(Due::Person),
            State::Quarantined => Due::Person,
            State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired => {
                if self.look_again {
                    look().unwrap_or(Due::Nothing)
                } else {
                    Due::Nothing
                }
            }
        }
    }

    /// Nobody came back with a payment. Where that could have cost money all the same, the PG is asked once.
    fn due_unclaimed(&self, now: Timestamp, abilities: &Capabilities) -> Due {
        let visible_at = self.expires_at.plus_millis(abilities.visibility_delay_ms);
        match self.look(abilities) {
            Some(look) if abilities.return_means_money => {
                if now < visible_at {
                    Due::Wait(visible_at)
                } else if self.looked_at.is_some_and(|at| at >= visible_at) {
                    Due::Expire
                } else {
                    look
                }
            }
            _ => Due::Expire,
        }
    }

    fn due_while_confirming(&self, now: Timestamp, policy: &Policy, abilities: &Capabilities) -> Due {
        let look = self.look(abilities);
        let must_look = policy.verify_before_confirm && !self.verified && look.is_some();
        let may_send = !abilities.return_means_money && self.confirm_window_is_open(now, abilities);
        if !must_look
            && may_send
            && let Some(confirm) = self.confirm()
        {
            return confirm;
        }
        match look {
            Some(look) if !self.was_asked_enough(now, policy) => look,
            // A claim alone moves no money: nobody has to look at what was never confirmed.
            _ if self.open_confirms == 0 && !abilities.return_means_money => Due::Expire,
            _ => Due::GiveUp,
        }
    }

    /// A confirm was sent, and nobody knows what became of it.
    fn due_while_unknown(&self, now: Timestamp, policy: &Policy, abilities: &Capabilities) -> Due {
        let look = self.look(abilities);
        // One look first: what is found captured need not be undone.
        let looked = look.is_none() || self.vain_queries > 0;
        if looked && self.can_be_undone(now, abilities) {
            return Due::Undo;
        }
        match look {
            Some(_) if self.was_asked_enough(now, policy) => Due::GiveUp,
            Some(look) => look,
            // Who cannot be asked can still be told the same again: the key makes it one confirm.
            None if self.confirm_key_is_honoured(now, abilities) && !self.budget_is_spent(now, policy) => {
                self.confirm().unwrap_or(Due::GiveUp)
            }
            None => Due::GiveUp,
        }
    }

    fn due_while_reversing(&self, now: Timestamp, policy: &Policy, abilities: &Capabilities) -> Due {
        match &self.payment_key {
            Some(payment_key) if self.can_be_undone(now, abilities) => Due::Send(PgCall::Reverse {
                order_id: self.order_id.clone(),
                payment_key: payment_key.clone(),
                amount: self.amount,
                currency: self.currency,
            }),
            _ if self.was_asked_enough(now, policy) => Due::GiveUp,
            _ => self.look(abilities).unwrap_or(Due::GiveUp),
        }
    }

    fn due_while_refunding(&self, now: Timestamp, policy: &Policy, abilities: &Capabilities) -> Due {
        if self.was_asked_enough(now, policy) {
            return Due::GiveUp;
        }
        let refund = self.open_refund();
        let is_over = self.budget_is_spent(now, policy);
        let is_to_be_sent = refund.is_some_and(|refund| refund.state == RefundState::Requested);
        if is_to_be_sent
            && !is_over
            && let Some(call) = self.refund_call(abilities)
        {
            return call;
        }
        let is_honoured = refund
            .and_then(|refund| refund.sent_at)
            .is_some_and(|at| now.millis_since(at) < abilities.refund_idempotency_ms);
        match self.look(abilities) {
            Some(look) => look,
            None if is_honoured && !is_over => self.refund_call(abilities).unwrap_or(Due::GiveUp),
            None => Due::GiveUp,
        }
    }

    /// A deposit that cannot be asked about: past its time, a person has to look at the account.
    fn due_without_a_look(&self, now: Timestamp, policy: &Policy) -> Due {
        let closes_at =
            self.due_at.unwrap_or(self.expires_at).plus_millis(u64::from(policy.deposit_grace_ms));
        if now < closes_at { Due::Wait(closes_at) } else { Due::GiveUp }
    }

    fn confirm(&self) -> Option<Due> {
        Some(Due::Send(PgCall::Confirm {
            order_id: self.order_id.clone(),
            payment_key: self.payment_key.clone()?,
            amount: self.amount,
            currency: self.currency,
        }))
    }

    fn refund_call(&self, abilities: &Capabilities) -> Option<Due> {
        let refund = self.open_refund()?;
        let is_whole = refund.amount.is_some_and(|amount| amount == self.refundable());
        Some(Due::Send(PgCall::Refund {
            payment_key: self.payment_key.clone()?,
            refund_id: refund.refund_id.clone(),
            // A PG that takes no parts takes no amount either.
            amount: refund.amount.filter(|_| !(is_whole && abilities.part_refunds == 0)),
            // What was taken in disagreement is not known here, and all of it goes back.
            refundable: (!self.captured.is_zero()).then(|| self.refundable()),
            tax_free: refund.tax_free,
            currency: self.currency,
            reason: refund.reason.clone(),
            to_account: refund.to_account,
            account: None,
        }))
    }

    /// Asks for the payment, in the way that this PG allows; not at all, if it allows none.
    fn look(&self, abilities: &Capabilities) -> Option<Due> {
        let call = match (&self.payment_key, abilities.order_query) {
            (Some(payment_key), OrderQuery::ByOrderId | OrderQuery::ByPaymentKeyOnly) => {
                PgCall::QueryByPaymentKey { payment_key: payment_key.clone() }
            }
            (None, OrderQuery::ByOrderId) => PgCall::QueryByOrderId { order_id: self.order_id.clone() },
            (None, OrderQuery::ByPaymentKeyOnly) | (_, OrderQuery::None) => return None,
        };
        Some(Due::Send(call))
    }

    /// Whether the PG can be asked about it.
    pub(super) fn can_be_asked_for(&self, abilities: &Capabilities) -> bool {
        self.look(abilities).is_some()
    }

    /// Whether the outcome has been open for longer than the policy asks about it.
    pub(super) fn budget_is_spent(&self, now: Timestamp, policy: &Policy) -> bool {
        let budget = u64::from(policy.budget_ms(self.state));
        self.unknown_since.is_some_and(|since| now.millis_since(since) >= budget)
    }

    /// Whether the PG was asked once more after that. A host that was down for longer asks before it gives up.
    fn was_asked_enough(&self, now: Timestamp, policy: &Policy) -> bool {
        let budget = u64::from(policy.budget_ms(self.state));
        self.budget_is_spent(now, policy)
            && self
                .unknown_since
                .zip(self.looked_at)
                .is_some_and(|(since, looked_at)| looked_at >= since.plus_millis(budget))
    }

    /// Whether a confirm would still be taken.
    pub(super) fn confirm_window_is_open(&self, now: Timestamp, abilities: &Capabilities) -> bool {
        self.claimed_at.is_some_and(|at| now.millis_since(at) < abilities.confirm_window_ms)
    }

    /// Whether the same confirm again is still the same confirm to the PG.
    pub(super) fn confirm_key_is_honoured(&self, now: Timestamp, abilities: &Capabilities) -> bool {
        self.confirm_sent_at.is_some_and(|at| now.millis_since(at) < abilities.confirm_idempotency_ms)
    }

    /// Whether a confirm may have arrived that the PG would still undo.
    pub(super) fn can_be_undone(&self, now: Timestamp, abilities: &Capabilities) -> bool {
        self.open_confirms > 0
            && !self.irreversible
            && self.confirm_sent_at.is_some_and(|at| now.millis_since(at) < abilities.reversal_ms)
    }
}
