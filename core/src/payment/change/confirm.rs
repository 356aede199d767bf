//! Writes the confirm and reversal requests.

use super::Change;
use crate::payment::State;
use crate::reason::Reason;

impl Change<'_> {
    /// The shopper's claim agrees with the order.
    pub(in crate::payment) const fn note_claim(&mut self) {
        self.next.confirm.claimed_at = Some(self.now);
        self.touch();
    }

    /// The PG's record agrees with the order, and nothing was taken so far: the confirm may be sent.
    pub(in crate::payment) const fn verified(&mut self) {
        self.next.confirm.verified = true;
        self.next.inquiry.empty_queries = 0;
        self.next.inquiry.not_found = 0;
        self.touch();
    }

    /// A confirm request is about to be sent.
    pub(in crate::payment) fn confirm_started(&mut self) {
        let confirm = &mut self.next.confirm;
        confirm.open_requests = confirm.open_requests.saturating_add(1);
        confirm.first_sent_at = confirm.first_sent_at.or(Some(self.now));
        self.touch();
        if self.next.state == State::Unknown {
            // The PG cannot be queried, so the same request is sent again under the same key.
            self.resume_confirming(self.next.reason);
        }
    }

    /// The last confirm request surely did not leave.
    pub(in crate::payment) const fn confirm_not_sent(&mut self) {
        self.next.confirm.open_requests = self.next.confirm.open_requests.saturating_sub(1);
        self.touch();
    }

    /// Whether the PG keeps an error under the confirm's idempotency key.
    pub(in crate::payment) fn set_confirm_error_kept(&mut self, is_kept: bool) {
        if self.next.confirm.error_kept != is_kept {
            self.next.confirm.error_kept = is_kept;
            self.touch();
        }
    }

    /// The confirm was sent and the PG has not taken it. It is sent again, later each time.
    pub(in crate::payment) fn confirm_again(&mut self) {
        if self.next.confirm.error_kept {
            // The PG would answer the old key with the error that it keeps.
            self.next.confirm.round = self.next.confirm.round.saturating_add(1);
            self.next.confirm.error_kept = false;
            self.next.confirm.first_sent_at = None;
        }
        self.next.confirm.verified = true;
        let empty_queries = self.next.inquiry.empty_queries;
        self.resume_confirming(Some(Reason::Authenticated));
        self.next.requests.not_before = Some(self.policy.query_again_at(&self.next, empty_queries, self.now));
    }

    /// Back from unknown to confirming. It stays the same open outcome: its time and its pauses go on.
    fn resume_confirming(&mut self, reason: Option<Reason>) {
        let empty_queries = self.next.inquiry.empty_queries;
        self.enter(State::Confirming, reason);
        self.next.inquiry.empty_queries = empty_queries.saturating_add(1);
    }

    /// A reversal request is about to be sent.
    pub(in crate::payment) const fn reversal_started(&mut self) {
        self.next.reversal.open_requests = self.next.reversal.open_requests.saturating_add(1);
        self.touch();
    }

    /// The last reversal request surely did not leave.
    pub(in crate::payment) const fn reversal_not_sent(&mut self) {
        self.next.reversal.open_requests = self.next.reversal.open_requests.saturating_sub(1);
        self.touch();
    }

    /// The PG refused the only reversal: none can be carried out any more.
    pub(in crate::payment) fn reversal_refused(&mut self, reason: Reason) {
        self.next.reversal.open_requests = 0;
        self.next.reversal.refused = true;
        self.enter(State::Unknown, Some(reason));
    }
}
