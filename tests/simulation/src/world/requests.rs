//! What the PG makes of a request, by its profile.

use super::pg::{Kept, PgRecord, Reach, RefundAsked, Returned, Stand};
use super::wire::{Answer, Said, Twist};
use crate::profile::{Method, Profile};
use daejo::time::Timestamp;

impl PgRecord {
    fn said(&self, profile: &Profile, twist: Twist) -> Answer {
        Answer::Said(Said::of(self, profile, twist))
    }

    fn replay(&self, key: Option<&str>, now: Timestamp, for_ms: u64) -> Option<Answer> {
        let is_it = |kept: &&Kept| Some(kept.key.as_str()) == key && now.millis_since(kept.at) < for_ms;
        let kept = self.kept.iter().rev().find(is_it)?;
        Some(kept.answer.clone())
    }

    fn keep(&mut self, key: Option<&str>, now: Timestamp, for_ms: u64, answer: &Answer, refusals: bool) {
        let is_refusal = matches!(answer, Answer::Error(..));
        if let Some(key) = key
            && for_ms > 0
            && (refusals || !is_refusal)
        {
            self.kept.push(Kept { key: key.to_owned(), at: now, answer: answer.clone() });
        }
    }

    pub(super) fn query(&self, now: Timestamp, profile: &Profile, twist: Twist) -> Answer {
        // An account that was issued stays visible when its deposit comes.
        let begun = self.issued_at.or(self.confirmed_at).unwrap_or(self.born);
        let shown = now.millis_since(begun) >= profile.capabilities.visibility_delay_ms;
        if self.stand == Stand::Absent || !shown {
            return Answer::Error(404, "NOT_FOUND_PAYMENT");
        }
        self.said(profile, twist)
    }

    /// A confirm of `amount` won for `order`.
    pub(super) fn confirm(
        &mut self,
        (order, amount): (usize, i64),
        key: Option<&str>,
        (now, profile): (Timestamp, &Profile),
        (reach, twist): (Reach, Twist),
    ) -> Answer {
        let can = profile.capabilities;
        if let Some(kept) = self.replay(key, now, can.confirm_idempotency_ms) {
            return kept;
        }
        let answer = match (self.stand, reach) {
            (_, Reach::Busy) => return Answer::Error(409, "IDEMPOTENT_REQUEST_PROCESSING"),
            (_, Reach::PassingError) => Answer::Error(400, "PROVIDER_ERROR"),
            (Stand::Absent, _) => Answer::Error(404, "NOT_FOUND_PAYMENT"),
            _ if order != self.order => Answer::Error(400, "INVALID_REQUEST"),
            (Stand::Authenticated, _) if amount != self.amount => Answer::Error(400, "INVALID_REQUEST"),
            (Stand::Authenticated, Reach::Declines) => {
                self.stand = Stand::Aborted;
                Answer::Error(403, "REJECT_CARD_COMPANY")
            }
            (Stand::Authenticated, _) if profile.method == Method::VirtualAccount => {
                (self.stand, self.confirmed_at) = (Stand::Waiting, Some(now));
                self.issued_at = Some(now);
                self.due = Some(now.plus_millis(60 * 60_000));
                self.said(profile, twist)
            }
            (Stand::Authenticated, _) => {
                self.take(now);
                self.said(profile, twist)
            }
            (Stand::Expired, _) => Answer::Error(404, "NOT_FOUND_PAYMENT_SESSION"),
            (Stand::Waiting | Stand::Taken | Stand::Canceled | Stand::Aborted, _) => {
                Answer::Error(400, "ALREADY_PROCESSED_PAYMENT")
            }
        };
        self.keep(key, now, can.confirm_idempotency_ms, &answer, can.refusals_are_replayed);
        answer
    }

    pub(super) fn refund(
        &mut self,
        asked: &RefundAsked<'_>,
        key: Option<&str>,
        (now, profile): (Timestamp, &Profile),
        (reach, twist): (Reach, Twist),
    ) -> Answer {
        let can = profile.capabilities;
        if let Some(kept) = self.replay(key, now, can.refund_idempotency_ms) {
            return kept;
        }
        let held = self.held();
        let wanted = asked.amount.unwrap_or(held);
        let parts = u32::try_from(self.returned.len()).unwrap_or(u32::MAX);
        let answer = if reach == Reach::Busy {
            return Answer::Error(409, "IDEMPOTENT_REQUEST_PROCESSING");
        } else if reach == Reach::PassingError {
            Answer::Error(400, "PROVIDER_ERROR")
        } else if held == 0 {
            Answer::Error(403, "NOT_CANCELABLE_PAYMENT")
        } else if can.refund_balance_check && asked.refundable.is_some_and(|stated| stated != held) {
            Answer::Error(400, "NOT_MATCHES_REFUNDABLE_AMOUNT")
        } else if wanted > held {
            Answer::Error(403, "NOT_CANCELABLE_AMOUNT")
        } else if wanted < held && parts >= can.part_refunds {
            Answer::Error(403, "NOT_ALLOWED_PARTIAL_REFUND")
        } else if profile.method == Method::VirtualAccount && !asked.to_account {
            Answer::Error(400, "INVALID_REFUND_ACCOUNT_INFO")
        } else {
            self.give_back(wanted, Some(asked.reference));
            self.said(profile, twist)
        };
        self.keep(key, now, can.refund_idempotency_ms, &answer, can.refusals_are_replayed);
        answer
    }

    pub(super) fn give_back(&mut self, amount: i64, reference: Option<&str>) {
        self.returned.push(Returned { amount, reference: reference.map(str::to_owned) });
        if self.held() == 0 {
            self.stand = Stand::Canceled;
        }
    }

    /// A reversal (망취소): in its time it voids the number, whether or not the confirm has come.
    pub(super) fn reverse(&mut self, (now, profile): (Timestamp, &Profile), reach: Reach) -> Answer {
        if reach == Reach::PassingError {
            return Answer::Error(400, "PROVIDER_ERROR");
        }
        let window = profile.capabilities.reversal_ms;
        match self.stand {
            Stand::Taken if self.confirmed_at.is_some_and(|at| now.millis_since(at) >= window) => {
                return Answer::Error(403, "EXCEED_MAX_REFUND_DUE");
            }
            Stand::Taken => self.give_back(self.held(), None),
            Stand::Absent | Stand::Authenticated | Stand::Waiting => self.stand = Stand::Canceled,
            Stand::Canceled | Stand::Aborted | Stand::Expired => {}
        }
        self.said(profile, Twist::None)
    }
}
