//! Writes the list of refunds.

use super::Change;
use crate::payment::{Refund, RefundState, State};
use crate::reason::Reason;

impl Change<'_> {
    /// A refund is to be sent.
    pub(in crate::payment) fn refund_begun(&mut self, refund: Refund) {
        self.next.refunds.push(refund);
        self.enter(State::Refunding, None);
    }

    /// A refund request is about to be sent.
    pub(in crate::payment) fn refund_started(&mut self) {
        let now = self.now;
        self.with_open_refund(|refund| {
            refund.open_requests = refund.open_requests.saturating_add(1);
            refund.sent_at = refund.sent_at.or(Some(now));
        });
    }

    /// The last refund request surely did not leave.
    pub(in crate::payment) fn refund_not_sent(&mut self) {
        self.with_open_refund(|refund| refund.open_requests = refund.open_requests.saturating_sub(1));
    }

    /// The PG keeps an error under the refund's idempotency key: the next request needs another.
    pub(in crate::payment) fn refund_needs_another_key(&mut self) {
        self.with_open_refund(|refund| {
            refund.round = refund.round.saturating_add(1);
            refund.sent_at = None;
        });
    }

    pub(in crate::payment) fn set_open_refund(&mut self, state: RefundState) {
        self.with_open_refund(|refund| refund.state = state);
    }

    /// The PG surely refused the refund under way.
    pub(in crate::payment) fn refuse_open_refund(&mut self, refusal: Reason) {
        self.with_open_refund(|refund| {
            refund.state = RefundState::Refused;
            refund.refusal = Some(refusal);
        });
    }

    fn with_open_refund(&mut self, write: impl FnOnce(&mut Refund)) {
        let open = self
            .next
            .refunds
            .iter_mut()
            .find(|refund| matches!(refund.state, RefundState::Requested | RefundState::Unknown));
        if let Some(refund) = open {
            write(refund);
        }
        self.touch();
    }
}
