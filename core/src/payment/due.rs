//! What is due, by what the PG can do. This is the one place that chooses between a query, another request, a reversal
//! and a person. `next_step` tells the host; `apply(TimePassed)` carries out what needs no request.

use super::{Payment, Policy, RefundState, State};
use crate::pg::{Capabilities, OrderQuery, PgCall};
use crate::time::Timestamp;

/// What is due.
pub(super) enum Due {
    /// Send a request to the PG.
    Send(PgCall),
    /// Nothing before this time.
    Wait(Timestamp),
    /// The time to pay is over, and no money can have been taken.
    Expire,
    /// The outcome of the confirm is open, and the PG can reverse it.
    Undo,
    /// Neither a query nor another request helps: a person has to decide.
    GiveUp,
    /// A person has been alerted and decides.
    Person,
    /// Nothing.
    Nothing,
}

impl Policy {
    /// What `payment`'s PG can do for this merchant.
    pub(super) fn capabilities_of(&self, payment: &Payment) -> Capabilities {
        self.capabilities.unwrap_or_else(|| payment.pg.capabilities())
    }
}

impl Payment {
    /// What is due, if no request is under way and none has to wait.
    pub(super) fn due(&self, now: Timestamp, policy: &Policy) -> Due {
        let capabilities = policy.capabilities_of(self);
        let query = || self.query(&capabilities);
        match self.state {
            State::Ready if now >= self.expires_at => self.due_unclaimed(now, &capabilities),
            State::Ready if self.inquiry.query_again => query().unwrap_or(Due::Wait(self.expires_at)),
            State::Ready => Due::Wait(self.expires_at),
            State::Confirming => self.due_while_confirming(now, policy, &capabilities),
            State::Unknown => self.due_while_unknown(now, policy, &capabilities),
            State::Reversing => self.due_while_reversing(now, policy, &capabilities),
            State::Refunding => self.due_while_refunding(now, policy, &capabilities),
            // `not_before` holds the next query back until the poll is due, a webhook came or the deadline passed.
            State::AwaitingDeposit => self.due_while_awaiting(now, policy, &capabilities),
            // The record that a webhook announces may be what the person needs.
            State::Quarantined if self.inquiry.query_again => query().unwrap_or(Due::Person),
            State::Quarantined => Due::Person,
            State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired => {
                if self.inquiry.query_again {
                    query().unwrap_or(Due::Nothing)
                } else {
                    Due::Nothing
                }
            }
        }
    }

    /// The shopper did not come back. Where money may have been taken all the same, the PG is queried once.
    fn due_unclaimed(&self, now: Timestamp, capabilities: &Capabilities) -> Due {
        let visible_at = self.expires_at.plus_millis(capabilities.visibility_delay_ms);
        match self.query(capabilities) {
            Some(query) if capabilities.return_means_money => {
                if now < visible_at {
                    Due::Wait(visible_at)
                } else if self.inquiry.queried_at.is_some_and(|at| at >= visible_at) {
                    Due::Expire
                } else {
                    query
                }
            }
            _ => Due::Expire,
        }
    }

    fn due_while_confirming(&self, now: Timestamp, policy: &Policy, capabilities: &Capabilities) -> Due {
        let query = self.query(capabilities);
        let must_query = policy.verify_before_confirm && !self.confirm.verified && query.is_some();
        let may_send = !capabilities.return_means_money && self.confirm_window_is_open(now, capabilities);
        if !must_query
            && may_send
            && let Some(confirm) = self.confirm()
        {
            return confirm;
        }
        match query {
            Some(query) if !self.was_queried_enough(now, policy) => query,
            // A claim alone moves no money: a payment that was never confirmed needs no person.
            _ if self.confirm.open_requests == 0 && !capabilities.return_means_money => Due::Expire,
            _ => Due::GiveUp,
        }
    }

    /// A confirm was sent, and its outcome is not known.
    fn due_while_unknown(&self, now: Timestamp, policy: &Policy, capabilities: &Capabilities) -> Due {
        let query = self.query(capabilities);
        // One query first: a payment that was taken need not be reversed.
        let queried = query.is_none() || self.inquiry.empty_queries > 0;
        if queried && self.can_be_reversed(now, capabilities) {
            return Due::Undo;
        }
        match query {
            Some(_) if self.was_queried_enough(now, policy) => Due::GiveUp,
            Some(query) => query,
            // If the PG cannot be queried, the request is sent again under the same key, which makes it one confirm.
            // It is not sent again for money that is known to be taken.
            None if self.captured.is_zero()
                && self.confirm_key_is_honoured(now, capabilities)
                && !self.budget_is_spent(now, policy) =>
            {
                self.confirm().unwrap_or(Due::GiveUp)
            }
            None => Due::GiveUp,
        }
    }

    fn due_while_reversing(&self, now: Timestamp, policy: &Policy, capabilities: &Capabilities) -> Due {
        match &self.payment_key {
            Some(payment_key) if self.can_be_reversed(now, capabilities) => Due::Send(PgCall::Reverse {
                order_id: self.order_id.clone(),
                payment_key: payment_key.clone(),
                amount: self.amount,
                currency: self.currency,
            }),
            _ if self.was_queried_enough(now, policy) => Due::GiveUp,
            _ => self.query(capabilities).unwrap_or(Due::GiveUp),
        }
    }

    fn due_while_refunding(&self, now: Timestamp, policy: &Policy, capabilities: &Capabilities) -> Due {
        if self.was_queried_enough(now, policy) {
            return Due::GiveUp;
        }
        let refund = self.open_refund();
        let is_over = self.budget_is_spent(now, policy);
        let is_to_be_sent = refund.is_some_and(|refund| refund.state == RefundState::Requested);
        if is_to_be_sent
            && !is_over
            && let Some(call) = self.refund_call(capabilities)
        {
            return call;
        }
        let is_honoured = refund
            .and_then(|refund| refund.sent_at)
            .is_some_and(|at| now.millis_since(at) < capabilities.refund_idempotency_ms);
        match self.query(capabilities) {
            Some(query) => query,
            None if is_honoured && !is_over => self.refund_call(capabilities).unwrap_or(Due::GiveUp),
            None => Due::GiveUp,
        }
    }

    /// A virtual account is polled until its deposit comes or its deadline passes. After that, a PG that does not answer
    /// is queried for as long as about any other open outcome, and then a person has to check the account.
    fn due_while_awaiting(&self, now: Timestamp, policy: &Policy, capabilities: &Capabilities) -> Due {
        let due_at = self.deposit.due_at.unwrap_or(self.expires_at);
        let closes_at = due_at.plus_millis(u64::from(policy.deposit_grace_ms));
        let Some(query) = self.query(capabilities) else {
            return if now < closes_at { Due::Wait(closes_at) } else { Due::GiveUp };
        };
        let gives_up_at = closes_at.plus_millis(u64::from(policy.budget_ms(self.state)));
        let is_silent = self.inquiry.empty_queries > 0
            && self.inquiry.queried_at.is_some_and(|queried_at| queried_at >= gives_up_at);
        if is_silent { Due::GiveUp } else { query }
    }

    fn confirm(&self) -> Option<Due> {
        Some(Due::Send(PgCall::Confirm {
            order_id: self.order_id.clone(),
            payment_key: self.payment_key.clone()?,
            amount: self.amount,
            currency: self.currency,
        }))
    }

    fn refund_call(&self, capabilities: &Capabilities) -> Option<Due> {
        let refund = self.open_refund()?;
        let is_whole = refund.amount.is_some_and(|amount| amount == self.refundable());
        Some(Due::Send(PgCall::Refund {
            payment_key: self.payment_key.clone()?,
            refund_id: refund.refund_id.clone(),
            // A PG that takes no parts takes no amount either.
            amount: refund.amount.filter(|_| !(is_whole && capabilities.part_refunds == 0)),
            // The sum that was taken is not known where the records disagree, and all of it goes back.
            refundable: (!self.captured.is_zero()).then(|| self.refundable()),
            tax_free: refund.tax_free,
            currency: self.currency,
            reason: refund.reason.clone(),
            to_account: refund.to_account,
            account: None,
        }))
    }

    /// Queries the payment in a way that this PG allows; `None` if it allows none.
    fn query(&self, capabilities: &Capabilities) -> Option<Due> {
        let call = match (&self.payment_key, capabilities.order_query) {
            (Some(payment_key), OrderQuery::ByOrderId | OrderQuery::ByPaymentKeyOnly) => {
                PgCall::QueryByPaymentKey { payment_key: payment_key.clone() }
            }
            (None, OrderQuery::ByOrderId) => PgCall::QueryByOrderId { order_id: self.order_id.clone() },
            (None, OrderQuery::ByPaymentKeyOnly) | (_, OrderQuery::None) => return None,
        };
        Some(Due::Send(call))
    }

    /// Whether the PG can be queried about it.
    pub(super) fn can_be_queried(&self, capabilities: &Capabilities) -> bool {
        self.query(capabilities).is_some()
    }

    /// Whether the outcome has been open for longer than the policy queries about it.
    pub(super) fn budget_is_spent(&self, now: Timestamp, policy: &Policy) -> bool {
        let budget = u64::from(policy.budget_ms(self.state));
        self.inquiry.unknown_since.is_some_and(|since| now.millis_since(since) >= budget)
    }

    /// Whether the PG was queried once more after that. A host that was down for longer queries before it gives up.
    fn was_queried_enough(&self, now: Timestamp, policy: &Policy) -> bool {
        let budget = u64::from(policy.budget_ms(self.state));
        self.budget_is_spent(now, policy)
            && self
                .inquiry
                .unknown_since
                .zip(self.inquiry.queried_at)
                .is_some_and(|(since, queried_at)| queried_at >= since.plus_millis(budget))
    }

    /// Whether the PG would still take a confirm.
    pub(super) fn confirm_window_is_open(&self, now: Timestamp, capabilities: &Capabilities) -> bool {
        self.confirm.claimed_at.is_some_and(|at| now.millis_since(at) < capabilities.confirm_window_ms)
    }

    /// Whether the PG would still take a repeated confirm for the same one.
    pub(super) fn confirm_key_is_honoured(&self, now: Timestamp, capabilities: &Capabilities) -> bool {
        self.confirm
            .first_sent_at
            .is_some_and(|at| now.millis_since(at) < capabilities.confirm_idempotency_ms)
    }

    /// Whether a confirm may have arrived that the PG would still reverse.
    pub(super) fn can_be_reversed(&self, now: Timestamp, capabilities: &Capabilities) -> bool {
        self.confirm.open_requests > 0
            && !self.reversal.refused
            && self.confirm.first_sent_at.is_some_and(|at| now.millis_since(at) < capabilities.reversal_ms)
    }
}
