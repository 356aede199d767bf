//! How a request ended: answered in time or late, lost, refused, in vain.

use super::change::Change;
use super::effect::AlertReason;
use super::{InFlight, Rejection, State};
use crate::pg::{self, Action, Answer, Certainty, Operation, PgStatus, Reply};
use crate::reason::Reason;
use crate::time::Timestamp;

impl Change<'_> {
    /// An answer that came, in time or not. A late one still counts as evidence.
    pub(super) fn answered(
        &mut self,
        operation: Operation,
        ordinal: u32,
        reply: &Reply<'_>,
    ) -> Result<(), Rejection> {
        if ordinal == 0 || ordinal > self.next.calls {
            return Err(Rejection::NeverAsked);
        }
        let in_time =
            self.next.in_flight.is_some_and(|call| call.ordinal == ordinal && call.operation == operation);
        if in_time {
            self.next.in_flight = None;
            self.touch();
        }
        self.ordinal = ordinal;
        self.is_current_look = in_time && operation.is_query();
        let answer = pg::read(self.next.pg, operation, reply);
        match operation {
            Operation::Confirm => self.confirm_answered(&answer, reply, in_time),
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => self.query_answered(&answer, in_time),
            Operation::Refund => self.refund_answered(&answer, reply, in_time),
            Operation::Reverse => self.reversal_answered(&answer, in_time),
        }
        Ok(())
    }

    /// The deadline passed. What moves money may have happened; a query is simply asked again.
    pub(super) fn answer_lost(&mut self, lost: InFlight) {
        self.next.in_flight = None;
        self.touch();
        match lost.operation {
            Operation::Confirm => {
                if self.next.state == State::Confirming {
                    let again = self.next.open_confirms > 1;
                    self.unknown(Reason::NoAnswer, None);
                    if !again {
                        // Its deadline was pause enough.
                        self.next.next_at = None;
                    }
                }
            }
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => {
                self.asked_in_vain(Reason::NoAnswer, None)
            }
            Operation::Refund => {
                self.refund_unknown();
                if !self.next.can_be_asked_for(&self.abilities) {
                    self.asked_in_vain(Reason::NoAnswer, None);
                }
            }
            Operation::Reverse => self.asked_in_vain(Reason::NoAnswer, None),
        }
    }

    /// The same confirm again, under the same key, because the PG cannot be asked what became of it.
    pub(super) fn confirm_again(&mut self) {
        let (since, vain) = (self.next.unknown_since, self.next.vain_queries);
        self.enter(State::Confirming, self.next.reason);
        self.next.unknown_since = since;
        self.next.vain_queries = vain.saturating_add(1);
    }

    fn confirm_answered(&mut self, answer: &Answer, reply: &Reply<'_>, in_time: bool) {
        let stored = self.abilities.refusals_are_replayed
            && answer.pg_code.is_some()
            && matches!(reply, Reply::Response(r) if (400..500).contains(&r.status) && r.status != 409);
        // A late answer can still tell that the PG keeps an error under the key, never that it keeps none.
        if (in_time || stored) && self.next.confirm_error_stored != stored {
            self.next.confirm_error_stored = stored;
            self.touch();
        }
        if let Some(said) = &answer.payment {
            let unconfirmed = matches!(said.status, PgStatus::Created | PgStatus::Authenticated);
            if unconfirmed && in_time && self.next.state == State::Confirming {
                // An answer to the confirm that does not speak of it: the confirm itself is open.
                self.unknown(answer.reason, answer.not_before_seconds);
            } else {
                self.learn(said);
            }
            return;
        }
        // Other evidence may have come first: what says nothing changes nothing then.
        if !in_time || self.next.state != State::Confirming {
            return;
        }
        match answer.certainty {
            Certainty::NotSent => {
                self.next.open_confirms = self.next.open_confirms.saturating_sub(1);
                self.asked_in_vain(answer.reason, answer.not_before_seconds);
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

    /// Only the refusal of the one request that was ever sent proves that nothing was taken; or of its repetition,
    /// where the key makes them one and the PG gives every copy the answer of the first.
    fn refusal_is_final(&self) -> bool {
        let is_one = self.next.confirm_round == 1
            && self.abilities.refusals_are_replayed
            && self.next.confirm_key_is_honoured(self.now, &self.abilities)
            && !self.next.can_be_asked_for(&self.abilities);
        self.next.open_confirms <= 1 || is_one
    }

    /// The PG undid the confirm, or it did not.
    fn reversal_answered(&mut self, answer: &Answer, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.learn(said);
            return;
        }
        if self.next.state != State::Reversing {
            return;
        }
        match answer.certainty {
            // It is done whenever the news comes.
            Certainty::Applied => self.end(State::Declined, Reason::Reversed),
            Certainty::NotSent | Certainty::Refused | Certainty::Accepted | Certainty::Unknown
                if !in_time => {}
            Certainty::NotSent => {
                self.next.open_reversals = self.next.open_reversals.saturating_sub(1);
                self.asked_in_vain(answer.reason, answer.not_before_seconds);
            }
            Certainty::Refused if self.next.open_reversals <= 1 => {
                // No reversal can land any more: what the PG says from now on is what it is.
                self.next.open_reversals = 0;
                self.next.irreversible = true;
                let since = self.next.unknown_since;
                self.enter(State::Unknown, Some(answer.reason));
                self.next.unknown_since = since;
            }
            Certainty::Refused | Certainty::Accepted | Certainty::Unknown => {
                self.asked_in_vain(answer.reason, answer.not_before_seconds);
            }
        }
    }

    fn query_answered(&mut self, answer: &Answer, in_time: bool) {
        if let Some(said) = &answer.payment {
            self.learn(said);
            return;
        }
        if !in_time {
            return;
        }
        if answer.reason == Reason::NotFound {
            if self.could_be_seen() {
                self.next.not_found = self.next.not_found.saturating_add(1);
            }
            if self.is_surely_missing() {
                self.end(State::Declined, Reason::NotFound);
                return;
            }
        } else if answer.action == Action::FixRequest {
            self.alert(AlertReason::MustBeFixed);
        }
        self.asked_in_vain(answer.reason, answer.not_before_seconds);
    }

    /// When the PG looked: the answer is as old as the question, however long it was under way.
    fn seen_at(&self) -> Timestamp {
        self.next.looked_at.unwrap_or(self.now)
    }

    /// Whether the PG would show the payment, if it were there.
    fn could_be_seen(&self) -> bool {
        let born_at = self.next.confirm_sent_at.or(self.next.claimed_at);
        born_at.is_some_and(|at| self.seen_at().millis_since(at) >= self.abilities.visibility_delay_ms)
    }

    /// "Not found" is a no only when it came twice, past the PG's visibility delay, and nothing that was sent can
    /// still be taken.
    fn is_surely_missing(&self) -> bool {
        let settled = self.next.open_confirms == 0
            || !self.next.confirm_window_is_open(self.seen_at(), &self.abilities);
        let open = matches!(self.next.state, State::Confirming | State::Unknown | State::Reversing);
        open && self.next.not_found >= 2 && settled
    }

    /// A query that brought nothing: ask again later, and later each time.
    pub(super) fn asked_in_vain(&mut self, reason: Reason, not_before_seconds: Option<u32>) {
        let at = self.policy.ask_again_at(&self.next, self.next.vain_queries, self.now);
        let asked = not_before_seconds.map(|s| self.now.plus_millis(u64::from(s).saturating_mul(1_000)));
        self.next.vain_queries = self.next.vain_queries.saturating_add(1);
        self.next.next_at = Some(asked.map_or(at, |asked| asked.max(at)));
        match self.next.state {
            State::Confirming | State::Unknown => self.next.reason = Some(reason),
            // An ended payment was only looked at because of a webhook: look until it answers.
            State::Ready
            | State::Paid
            | State::PartiallyRefunded
            | State::Refunded
            | State::Declined
            | State::Canceled
            | State::Expired
            | State::Quarantined => self.next.look_again = self.next.vain_queries < 12,
            State::AwaitingDeposit | State::Refunding | State::Reversing => {}
        }
        self.touch();
        self.undo_at_once();
    }
}
