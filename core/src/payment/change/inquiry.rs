//! Writes what is asked of the PG: when, how often, and since when the outcome is open.

use super::Change;
use crate::payment::due::Due;
use crate::payment::{DecisionRecord, Phase, State, WebhookHint};
use crate::reason::Reason;
use crate::time::Timestamp;

/// So many queries in a row about an ended payment, and a webhook is not followed up any more.
const LONGEST_FOLLOW_UP: u32 = 12;

impl Change<'_> {
    /// A new state: its counters begin at 0. The outcome stays open since the same moment while the payment only moves
    /// between states without an outcome.
    pub(super) fn restart_inquiry(&mut self) {
        let inquiry = &mut self.next.inquiry;
        inquiry.empty_queries = 0;
        inquiry.not_found = 0;
        inquiry.contradictions = 0;
        self.next.requests.not_before = None;
        self.next.inquiry.unknown_since = match self.next.state.phase() {
            Phase::Open if self.is_being_queried() => self.next.inquiry.unknown_since.or(Some(self.now)),
            Phase::Refunding => Some(self.now),
            Phase::Open | Phase::Paid | Phase::Ended | Phase::Quarantined => None,
        };
    }

    /// A query is about to be sent. It will see everything that was noticed before.
    pub(in crate::payment) const fn query_started(&mut self) {
        self.next.inquiry.query_again = false;
        self.next.inquiry.queried_at = Some(self.now);
        self.touch();
    }

    /// The evidence is not enough to act on: the PG is queried, at once. Nothing happens if it cannot be queried.
    pub(in crate::payment) fn query_first(&mut self) {
        if self.next.can_be_queried(&self.capabilities) && !self.next.inquiry.query_again {
            self.query_again_at(None);
        }
    }

    /// The PG has to be queried whatever the state is, not before `at`.
    pub(in crate::payment) fn query_again_at(&mut self, at: Option<Timestamp>) {
        self.next.inquiry.query_again = true;
        self.next.requests.not_before = at;
        self.touch();
    }

    /// The shopper came back after the end, and a return can mean money: the PG has to be queried.
    pub(in crate::payment) const fn note_return_after_the_end(&mut self) {
        self.next.inquiry.query_again = true;
        self.touch();
    }

    /// Something happened at a PG that cannot be queried. `false` if that was noted before.
    pub(in crate::payment) const fn note_cannot_be_queried(&mut self) -> bool {
        let is_new = !self.next.inquiry.query_again;
        self.next.inquiry.query_again = true;
        is_new
    }

    /// No request is sent before `at`.
    pub(in crate::payment) fn set_not_before(&mut self, at: Option<Timestamp>) {
        self.next.requests.not_before = at;
        self.touch();
    }

    /// The outcome is open: the PG is queried soon.
    pub(in crate::payment) fn unknown(&mut self, reason: Reason, retry_after_seconds: Option<u32>) {
        // A confirm that was sent again has the same open outcome: its pauses and its budget go on.
        let is_first = self.next.confirm.open_requests <= 1;
        let empty_queries = if is_first { 0 } else { self.next.inquiry.empty_queries };
        if is_first {
            self.next.inquiry.unknown_since = None;
        }
        self.enter(State::Unknown, Some(reason));
        self.next.inquiry.empty_queries = empty_queries;
        self.next.requests.not_before = Some(self.next_try_at(empty_queries, retry_after_seconds));
        self.reverse_at_once();
    }

    /// A query brought nothing: the next one comes later, and later each time.
    pub(in crate::payment) fn empty_query(&mut self, reason: Reason, retry_after_seconds: Option<u32>) {
        self.next.requests.not_before =
            Some(self.next_try_at(self.next.inquiry.empty_queries, retry_after_seconds));
        let inquiry = &mut self.next.inquiry;
        inquiry.empty_queries = inquiry.empty_queries.saturating_add(1);
        let follows_up = inquiry.empty_queries < LONGEST_FOLLOW_UP;
        match self.next.state.phase() {
            Phase::Open if matches!(self.next.state, State::Confirming | State::Unknown) => {
                self.next.reason = Some(reason);
            }
            // The PG is queried about these because of a webhook or a record: until it answers, up to a limit.
            Phase::Paid | Phase::Ended | Phase::Quarantined => self.next.inquiry.query_again = follows_up,
            Phase::Open if self.next.state == State::Ready => self.next.inquiry.query_again = follows_up,
            Phase::Open | Phase::Refunding => {}
        }
        self.touch();
        self.reverse_at_once();
    }

    /// When to send the next request after so many empty queries. The PG may wish for a later time (`Retry-After`), up
    /// to the policy's limit and not beyond the time after which a person has to know.
    fn next_try_at(&self, empty_queries: u32, retry_after_seconds: Option<u32>) -> Timestamp {
        let own = self.policy.query_again_at(&self.next, empty_queries, self.now);
        let Some(seconds) = retry_after_seconds else { return own };
        let limit = u64::from(self.policy.retry_after_limit_ms);
        let wished = self.now.plus_millis(u64::from(seconds).saturating_mul(1_000).min(limit));
        let budget_ends = self
            .next
            .inquiry
            .unknown_since
            .map(|since| since.plus_millis(u64::from(self.policy.budget_ms(self.next.state))));
        own.max(budget_ends.map_or(wished, |ends| wished.min(ends)))
    }

    /// What can be reversed is reversed at once: the PG takes a reversal for minutes only.
    fn reverse_at_once(&mut self) {
        if self.next.state == State::Unknown && matches!(self.next.due(self.now, self.policy), Due::Undo) {
            self.next.requests.not_before = None;
        }
    }

    /// The PG answered "not found" at a time when it would show the payment.
    pub(in crate::payment) const fn count_not_found(&mut self) {
        self.next.inquiry.not_found = self.next.inquiry.not_found.saturating_add(1);
        self.touch();
    }

    /// The record of a query contradicts ours about money. How many did so in a row?
    pub(in crate::payment) const fn count_contradiction(&mut self) -> u32 {
        self.next.inquiry.contradictions = self.next.inquiry.contradictions.saturating_add(1);
        self.touch();
        self.next.inquiry.contradictions
    }

    /// A query confirmed what is known.
    pub(in crate::payment) fn nothing_new(&mut self) {
        if self.is_current_query && self.next.inquiry.contradictions > 0 {
            self.next.inquiry.contradictions = 0;
            self.touch();
        }
        if self.next.inquiry.empty_queries > 0 || self.next.requests.not_before.is_some() {
            self.next.inquiry.empty_queries = 0;
            self.next.requests.not_before = None;
            self.touch();
        }
    }

    pub(in crate::payment) fn set_webhook_hint(&mut self, hint: WebhookHint) {
        self.next.inquiry.webhook_hint = Some(hint);
        self.touch();
    }

    pub(in crate::payment) fn take_webhook_hint(&mut self) -> Option<WebhookHint> {
        let hint = self.next.inquiry.webhook_hint.take();
        if hint.is_some() {
            self.touch();
        }
        hint
    }

    /// A person decided. The record keeps what the decision overrode.
    pub(in crate::payment) fn note_decision(&mut self, record: DecisionRecord) {
        self.is_by(&record.decided_by.clone());
        self.next.decisions.push(record);
        self.touch();
    }

    /// Whether a query is due by the state itself, without a reason such as a webhook.
    pub(in crate::payment) const fn is_being_queried(&self) -> bool {
        matches!(self.phase(), Phase::Refunding)
            || matches!(self.next.state, State::Confirming | State::Unknown | State::Reversing)
    }
}
