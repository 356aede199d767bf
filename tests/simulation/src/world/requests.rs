//! How the PG handles a request, as its profile says.

use super::pg::{PgRecord, PgRefund, PgState, RefundAsked, StoredAnswer, Treatment};
use super::wire::{Answer, Distortion, Record};
use crate::profile::{Method, Profile};
use daejo::time::Timestamp;

impl PgRecord {
    fn record_answer(&self, profile: &Profile, distortion: Distortion) -> Answer {
        Answer::Record(Record::of(self, profile, distortion))
    }

    fn replay(&self, key: Option<&str>, now: Timestamp, for_ms: u64) -> Option<Answer> {
        let is_it =
            |stored: &&StoredAnswer| Some(stored.key.as_str()) == key && now.millis_since(stored.at) < for_ms;
        let stored = self.stored_answers.iter().rev().find(is_it)?;
        Some(stored.answer.clone())
    }

    fn store_answer(
        &mut self,
        key: Option<&str>,
        now: Timestamp,
        for_ms: u64,
        answer: &Answer,
        refusals: bool,
    ) {
        let is_refusal = matches!(answer, Answer::Error(..));
        if let Some(key) = key
            && for_ms > 0
            && (refusals || !is_refusal)
        {
            self.stored_answers.push(StoredAnswer { key: key.to_owned(), at: now, answer: answer.clone() });
        }
    }

    pub(super) fn query(&self, now: Timestamp, profile: &Profile, distortion: Distortion) -> Answer {
        // A virtual account stays visible when its deposit arrives.
        let visible_from = self.issued_at.or(self.confirmed_at).unwrap_or(self.authenticated_at);
        let is_visible = now.millis_since(visible_from) >= profile.capabilities.visibility_delay_ms;
        if self.state == PgState::Absent || !is_visible {
            return Answer::Error(404, "NOT_FOUND_PAYMENT");
        }
        self.record_answer(profile, distortion)
    }

    /// A confirm of `amount` won for `order`.
    pub(super) fn confirm(
        &mut self,
        (order, amount): (usize, i64),
        key: Option<&str>,
        (now, profile): (Timestamp, &Profile),
        (treatment, distortion): (Treatment, Distortion),
    ) -> Answer {
        let capabilities = profile.capabilities;
        if let Some(stored) = self.replay(key, now, capabilities.confirm_idempotency_ms) {
            return stored;
        }
        let answer = match (self.state, treatment) {
            (_, Treatment::Busy) => return Answer::Error(409, "IDEMPOTENT_REQUEST_PROCESSING"),
            (_, Treatment::TemporaryError) => Answer::Error(400, "PROVIDER_ERROR"),
            (PgState::Absent, _) => Answer::Error(404, "NOT_FOUND_PAYMENT"),
            _ if order != self.order => Answer::Error(400, "INVALID_REQUEST"),
            (PgState::Authenticated, _) if amount != self.amount => Answer::Error(400, "INVALID_REQUEST"),
            (PgState::Authenticated, Treatment::Decline) => {
                self.state = PgState::Aborted;
                Answer::Error(403, "REJECT_CARD_COMPANY")
            }
            (PgState::Authenticated, _) if profile.method == Method::VirtualAccount => {
                (self.state, self.confirmed_at) = (PgState::AwaitingDeposit, Some(now));
                self.issued_at = Some(now);
                self.due = Some(now.plus_millis(60 * 60_000));
                self.record_answer(profile, distortion)
            }
            (PgState::Authenticated, _) => {
                self.capture(now);
                self.record_answer(profile, distortion)
            }
            (PgState::Expired, _) => Answer::Error(404, "NOT_FOUND_PAYMENT_SESSION"),
            (PgState::AwaitingDeposit | PgState::Captured | PgState::Canceled | PgState::Aborted, _) => {
                Answer::Error(400, "ALREADY_PROCESSED_PAYMENT")
            }
        };
        self.store_answer(
            key,
            now,
            capabilities.confirm_idempotency_ms,
            &answer,
            capabilities.refusals_are_replayed,
        );
        answer
    }

    pub(super) fn refund(
        &mut self,
        asked: &RefundAsked<'_>,
        key: Option<&str>,
        (now, profile): (Timestamp, &Profile),
        (treatment, distortion): (Treatment, Distortion),
    ) -> Answer {
        let capabilities = profile.capabilities;
        if let Some(stored) = self.replay(key, now, capabilities.refund_idempotency_ms) {
            return stored;
        }
        let held = self.held();
        let wanted = asked.amount.unwrap_or(held);
        let parts = u32::try_from(self.refunds.len()).unwrap_or(u32::MAX);
        let answer = if treatment == Treatment::Busy {
            return Answer::Error(409, "IDEMPOTENT_REQUEST_PROCESSING");
        } else if treatment == Treatment::TemporaryError {
            Answer::Error(400, "PROVIDER_ERROR")
        } else if held == 0 {
            Answer::Error(403, "NOT_CANCELABLE_PAYMENT")
        } else if capabilities.refund_balance_check && asked.refundable.is_some_and(|stated| stated != held) {
            Answer::Error(400, "NOT_MATCHES_REFUNDABLE_AMOUNT")
        } else if wanted > held {
            Answer::Error(403, "NOT_CANCELABLE_AMOUNT")
        } else if wanted < held && parts >= capabilities.part_refunds {
            Answer::Error(403, "NOT_ALLOWED_PARTIAL_REFUND")
        } else if profile.method == Method::VirtualAccount && !asked.to_account {
            Answer::Error(400, "INVALID_REFUND_ACCOUNT_INFO")
        } else {
            self.add_refund(wanted, Some(asked.reference));
            self.record_answer(profile, distortion)
        };
        self.store_answer(
            key,
            now,
            capabilities.refund_idempotency_ms,
            &answer,
            capabilities.refusals_are_replayed,
        );
        answer
    }

    pub(super) fn add_refund(&mut self, amount: i64, reference: Option<&str>) {
        self.refunds.push(PgRefund { amount, reference: reference.map(str::to_owned) });
        if self.held() == 0 {
            self.state = PgState::Canceled;
        }
    }

    /// A reversal (망취소): within its time limit it voids the payment key, whether or not the confirm has arrived.
    pub(super) fn reverse(&mut self, (now, profile): (Timestamp, &Profile), treatment: Treatment) -> Answer {
        if treatment == Treatment::TemporaryError {
            return Answer::Error(400, "PROVIDER_ERROR");
        }
        let window = profile.capabilities.reversal_ms;
        match self.state {
            PgState::Captured if self.confirmed_at.is_some_and(|at| now.millis_since(at) >= window) => {
                return Answer::Error(403, "EXCEED_MAX_REFUND_DUE");
            }
            PgState::Captured => self.add_refund(self.held(), None),
            PgState::Absent | PgState::Authenticated | PgState::AwaitingDeposit => {
                self.state = PgState::Canceled
            }
            PgState::Canceled | PgState::Aborted | PgState::Expired => {}
        }
        self.record_answer(profile, Distortion::None)
    }
}
