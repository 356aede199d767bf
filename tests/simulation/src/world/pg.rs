//! The PG of the model: it behaves as its profile says and keeps its own record, whatever we believe.

use super::wire::{Answer, Said, Twist};
use crate::profile::{Method, Profile};
use daejo::time::Timestamp;

/// How long an authenticated payment lives at the least before the PG calls it expired (Toss Payments: 30 minutes).
/// A confirm is taken for as long: longer than the PG promises, which is harder on us.
const LIFE_MS: u64 = 30 * 60_000;

/// Where a payment stands at the PG.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Stand {
    /// The shopper has not come.
    Absent,
    /// The shopper authenticated.
    Authenticated,
    /// An account was issued.
    Waiting,
    /// Money was taken, and perhaps a part went back.
    Taken,
    /// All went back, or it was called off.
    Canceled,
    /// The issuer said no.
    Aborted,
    /// Nobody completed it.
    Expired,
}

/// How the PG treats one request.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Reach {
    /// As it should.
    Well,
    /// It fails before it acts, and says so with a 4xx.
    PassingError,
    /// It acts and answers 500.
    ErrorAfter,
    /// The issuer says no.
    Declines,
    /// It acts, and a web page answers for it.
    PageAfter,
    /// It does not act: the same request is being worked on.
    Busy,
}

/// What a refund asks for.
#[derive(Clone, Debug)]
pub struct RefundAsked<'a> {
    pub(super) reference: &'a str,
    pub(super) amount: Option<i64>,
    pub(super) refundable: Option<i64>,
    pub(super) to_account: bool,
}

/// One refund that was carried out.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Returned {
    /// Whole won.
    pub amount: i64,
    /// Our reference; nothing for what the PG or a person there did. The PG lists it only if its profile says so.
    pub reference: Option<String>,
}

/// An answer that is kept under its key.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) key: String,
    pub(super) at: Timestamp,
    pub(super) answer: Answer,
}

/// The PG's record of one payment.
#[derive(Clone, Debug)]
pub struct PgRecord {
    /// Which of our payments it belongs to.
    pub row: usize,
    /// The order it was made for.
    pub order: usize,
    /// Whole won that the shopper authenticated.
    pub amount: i64,
    /// Where it stands.
    pub stand: Stand,
    /// When the shopper authenticated.
    pub born: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Whole won that were ever taken.
    pub taken: i64,
    /// How often money was taken.
    pub approvals: u8,
    /// What went back.
    pub returned: Vec<Returned>,
    /// Whether the bank took a deposit back.
    pub was_rolled_back: bool,
    /// Until when an account takes its deposit.
    pub due: Option<Timestamp>,
    pub(super) kept: Vec<Kept>,
}

impl PgRecord {
    pub(super) const fn absent(row: usize, order: usize, amount: i64, at: Timestamp) -> Self {
        Self {
            row,
            order,
            amount,
            stand: Stand::Absent,
            born: at,
            confirmed_at: None,
            taken: 0,
            approvals: 0,
            returned: Vec::new(),
            was_rolled_back: false,
            due: None,
            kept: Vec::new(),
        }
    }

    /// Whole won that the PG holds for the merchant.
    #[must_use]
    pub fn held(&self) -> i64 {
        self.taken - self.returned.iter().map(|returned| returned.amount).sum::<i64>()
    }

    /// The shopper authenticates; where a return means money, that is the payment.
    pub(super) fn authenticate(&mut self, now: Timestamp, profile: &Profile) {
        if self.stand != Stand::Absent {
            return;
        }
        (self.stand, self.born) = (Stand::Authenticated, now);
        if profile.capabilities.return_means_money {
            self.take(now);
        }
    }

    fn take(&mut self, now: Timestamp) {
        self.stand = Stand::Taken;
        self.taken += self.amount;
        self.approvals += 1;
        self.confirmed_at = Some(now);
    }

    /// What time alone does.
    pub(super) fn age(&mut self, now: Timestamp, profile: &Profile) {
        let life = LIFE_MS.max(profile.capabilities.confirm_window_ms);
        if self.stand == Stand::Authenticated && now.millis_since(self.born) >= life {
            self.stand = Stand::Expired;
        }
        if self.stand == Stand::Waiting && self.due.is_some_and(|due| now >= due) {
            self.stand = Stand::Expired;
        }
    }

    /// When time alone changes something that we could notice, after `now`.
    pub(super) fn turns(&self, now: Timestamp, profile: &Profile) -> impl Iterator<Item = Timestamp> {
        let can = profile.capabilities;
        let begun = self.confirmed_at.unwrap_or(self.born);
        let lives = matches!(self.stand, Stand::Authenticated);
        let life = lives.then(|| self.born.plus_millis(LIFE_MS.max(can.confirm_window_ms)));
        let shown = (self.stand != Stand::Absent).then(|| begun.plus_millis(can.visibility_delay_ms));
        [life, shown, self.due].into_iter().flatten().filter(move |at| *at > now)
    }

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
        let begun = self.confirmed_at.unwrap_or(self.born);
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
