//! The PG of the model: it behaves as its profile says and keeps its own record, whatever we believe.

use super::wire::Answer;
use crate::profile::Profile;
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
    /// When its account was issued.
    pub issued_at: Option<Timestamp>,
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
            issued_at: None,
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

    pub(super) fn take(&mut self, now: Timestamp) {
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
        let begun = self.issued_at.or(self.confirmed_at).unwrap_or(self.born);
        let lives = matches!(self.stand, Stand::Authenticated);
        let life = lives.then(|| self.born.plus_millis(LIFE_MS.max(can.confirm_window_ms)));
        let shown = (self.stand != Stand::Absent).then(|| begun.plus_millis(can.visibility_delay_ms));
        [life, shown, self.due].into_iter().flatten().filter(move |at| *at > now)
    }
}
