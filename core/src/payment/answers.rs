//! How a request ended: with an answer, in time or late, or without one.

use super::change::Change;
use super::effect::AlertReason;
use super::{InFlight, RefundState, Rejection, State};
use crate::pg::{self, Action, Answer, Certainty, Operation, PgStatus, Reply};
use crate::reason::Reason;
use crate::time::Timestamp;

impl Change<'_> {
    /// An answer. A late one still counts as evidence.
    pub(super) fn answered(
        &mut self,
        operation: Operation,
        ordinal: u32,
        reply: &Reply<'_>,
    ) -> Result<(), Rejection> {
        if ordinal == 0 || ordinal > self.payment().requests.count {
            return Err(Rejection::NeverAsked);
        }
        let in_flight = self.payment().requests.in_flight;
        let in_time = in_flight.is_some_and(|call| call.ordinal == ordinal && call.operation == operation);
        if in_time {
            self.request_ended();
        }
        self.ordinal = ordinal;
        self.is_current_query = in_time && operation.is_query();
        let answer = pg::read(self.payment().pg, operation, reply);
        match operation {
            Operation::Confirm => self.confirm_answered(&answer, reply, in_time),
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => self.query_answered(&answer, in_time),
            Operation::Refund => self.refund_answered(&answer, reply, in_time),
            Operation::Reverse => self.reversal_answered(&answer, in_time),
        }
        Ok(())
    }

    /// The deadline passed without an answer. A request that moves money may have been carried out; a query is simply
    /// repeated.
    pub(super) fn answer_lost(&mut self, lost: InFlight) {
        self.request_ended();
        match lost.operation {
            Operation::Confirm => {
                if self.payment().state == State::Confirming {
                    let is_first = self.payment().confirm.open_requests <= 1;
                    self.unknown(Reason::NoAnswer, None);
                    if is_first {
                        // The deadline was pause enough.
                        self.set_not_before(None);
                    }
                }
            }
            Operation::QueryByPaymentKey | Operation::QueryByOrderId | Operation::Reverse => {
                self.empty_query(Reason::NoAnswer, None);
            }
            Operation::Refund => {
                self.refund_unknown();
                if !self.payment().can_be_queried(&self.capabilities) {
                    self.empty_query(Reason::NoAnswer, None);
                }
            }
        }
    }

    fn confirm_answered(&mut self, answer: &Answer, reply: &Reply<'_>, in_time: bool) {
        let is_kept = self.keeps_the_error(answer, reply);
        // A late answer can show that the PG keeps an error under the key, but not that it keeps none.
        if in_time || is_kept {
            self.set_confirm_error_kept(is_kept);
        }
        let is_confirming = self.payment().state == State::Confirming;
        if let Some(said) = &answer.payment {
            let unconfirmed = matches!(said.status, PgStatus::Created | PgStatus::Authenticated);
            if unconfirmed && in_time && is_confirming {
                // The answer shows the payment before the confirm: the outcome of the confirm is open.
                self.unknown(answer.reason, answer.not_before_seconds);
            } else {
                self.read_record(said);
            }
            return;
        }
        // Other evidence may have come first. An answer without a payment does not change it.
        if !in_time || !is_confirming {
            return;
        }
        match answer.certainty {
            Certainty::NotSent => {
                self.confirm_not_sent();
                self.empty_query(answer.reason, answer.not_before_seconds);
            }
            Certainty::Refused if self.refusal_is_final() => {
                if answer.action == Action::FixRequest {
                    self.alert(AlertReason::MustBeFixed);
                }
                self.end(State::Declined, answer.reason);
            }
            Certainty::Refused | Certainty::Accepted | Certainty::Applied | Certainty::Unknown => {
                self.unknown(answer.reason, answer.not_before_seconds);
            }
        }
    }

    /// Whether the PG keeps this error under the request's idempotency key, and will answer with it again.
    pub(super) fn keeps_the_error(&self, answer: &Answer, reply: &Reply<'_>) -> bool {
        self.capabilities.refusals_are_replayed
            && answer.pg_code.is_some()
            && matches!(reply, Reply::Response(r) if (400..500).contains(&r.status) && r.status != 409)
    }

    /// A refusal proves that nothing was taken if only one request was ever sent, or if the key makes all of them one
    /// request and the PG answers each like the first.
    fn refusal_is_final(&self) -> bool {
        let payment = self.payment();
        let is_one_request = payment.confirm.round == 1
            && self.capabilities.refusals_are_replayed
            && payment.confirm_key_is_honoured(self.now, &self.capabilities)
            && !payment.can_be_queried(&self.capabilities);
        payment.confirm.open_requests <= 1 || is_one_request
    }

    fn reversal_answered(&mut self, answer: &Answer, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.read_record(said);
            return;
        }
        if self.payment().state != State::Reversing {
            return;
        }
        match answer.certainty {
            // A late answer is as good as one in time.
            Certainty::Applied => self.end(State::Declined, Reason::Reversed),
            Certainty::NotSent | Certainty::Refused | Certainty::Accepted | Certainty::Unknown
                if !in_time => {}
            Certainty::NotSent => {
                self.reversal_not_sent();
                self.empty_query(answer.reason, answer.not_before_seconds);
            }
            Certainty::Refused if self.payment().reversal.open_requests <= 1 => {
                self.reversal_refused(answer.reason);
            }
            Certainty::Refused | Certainty::Accepted | Certainty::Unknown => {
                self.empty_query(answer.reason, answer.not_before_seconds);
            }
        }
    }

    fn query_answered(&mut self, answer: &Answer, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.read_record(said);
            return;
        }
        if !in_time {
            return;
        }
        if answer.reason == Reason::NotFound {
            if self.could_be_shown() {
                self.count_not_found();
            }
            if self.is_surely_missing() {
                self.end(State::Declined, Reason::NotFound);
                return;
            }
        } else if answer.action == Action::FixRequest {
            self.alert(AlertReason::MustBeFixed);
        }
        self.empty_query(answer.reason, answer.not_before_seconds);
    }

    /// When the PG looked the payment up: an answer is as old as its query, however long it took.
    fn looked_up_at(&self) -> Timestamp {
        self.payment().inquiry.queried_at.unwrap_or(self.now)
    }

    /// Whether the PG would show the payment, if it had one.
    fn could_be_shown(&self) -> bool {
        let confirm = &self.payment().confirm;
        let made_at = confirm.first_sent_at.or(confirm.claimed_at);
        made_at
            .is_some_and(|at| self.looked_up_at().millis_since(at) >= self.capabilities.visibility_delay_ms)
    }

    /// "Not found" counts as a no only if it came twice, after the PG's visibility delay, and no confirm that was sent
    /// can still be taken.
    fn is_surely_missing(&self) -> bool {
        let payment = self.payment();
        let is_settled = payment.confirm.open_requests == 0
            || !payment.confirm_window_is_open(self.looked_up_at(), &self.capabilities);
        let is_open = matches!(payment.state, State::Confirming | State::Unknown | State::Reversing);
        is_open && payment.inquiry.not_found >= 2 && is_settled
    }

    /// A refund request ended.
    fn refund_answered(&mut self, answer: &Answer, reply: &Reply<'_>, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.read_record(said);
            return;
        }
        let Some(open_requests) = self.payment().open_refund().map(|refund| refund.open_requests) else {
            return;
        };
        if !in_time || self.payment().state != State::Refunding {
            return;
        }
        match answer.certainty {
            Certainty::NotSent => {
                self.refund_not_sent();
                self.empty_query(answer.reason, answer.not_before_seconds);
            }
            Certainty::Refused if open_requests <= 1 => {
                self.refuse_open_refund(answer.reason);
                self.refund_refused(answer.reason);
            }
            Certainty::Refused | Certainty::Accepted | Certainty::Applied | Certainty::Unknown => {
                if self.keeps_the_error(answer, reply) {
                    self.refund_needs_another_key();
                }
                self.refund_unknown();
                self.empty_query(answer.reason, answer.not_before_seconds);
            }
        }
    }

    /// The outcome of the refund under way is open: the PG's list of refunds will show it.
    pub(super) fn refund_unknown(&mut self) {
        self.set_open_refund(RefundState::Unknown);
    }
}
