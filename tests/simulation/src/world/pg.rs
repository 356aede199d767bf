//! The PG of the model: it behaves as its profile says and has its own record of each payment.

use super::wire::Answer;
use crate::profile::Profile;
use daejo::time::Timestamp;

/// Minimum time in milliseconds before an authenticated payment expires at the PG (Toss Payments: 30 minutes).
/// A confirm is accepted during this time. That is longer than the PG promises, which is harder for us.
const AUTHENTICATION_MS: u64 = 30 * 60_000;

/// The state of a payment at the PG.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum PgState {
    /// The shopper has not authenticated.
    Absent,
    /// The shopper authenticated.
    Authenticated,
    /// A virtual account was issued.
    AwaitingDeposit,
    /// Money was captured, and a part may be refunded.
    Captured,
    /// Everything was refunded, or the payment was canceled.
    Canceled,
    /// The issuer declined.
    Aborted,
    /// The payment was not completed in time.
    Expired,
}

/// How the PG treats one request.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Treatment {
    /// It carries out the request and answers.
    Normal,
    /// It fails before it carries out the request, and answers 4xx.
    TemporaryError,
    /// It carries out the request and answers 500.
    ErrorAfterActing,
    /// The issuer declines.
    Decline,
    /// It carries out the request, and the answer is a web page.
    PageAfterActing,
    /// It does not carry out the request, because the same request is in progress.
    Busy,
}

/// A refund request as the PG receives it.
#[derive(Clone, Debug)]
pub struct RefundAsked<'a> {
    pub(super) reference: &'a str,
    pub(super) amount: Option<i64>,
    pub(super) refundable: Option<i64>,
    pub(super) to_account: bool,
}

/// One refund that was carried out.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct PgRefund {
    /// Whole won.
    pub amount: i64,
    /// Our reference. `None` for a refund by the PG or in its console. The PG lists it only if its profile says so.
    pub reference: Option<String>,
}

/// An answer that is stored under its idempotency key.
#[derive(Clone, Debug)]
pub(super) struct StoredAnswer {
    pub(super) key: String,
    pub(super) at: Timestamp,
    pub(super) answer: Answer,
}

/// The PG's record of one payment.
#[derive(Clone, Debug)]
pub struct PgRecord {
    /// Index of our payment.
    pub row: usize,
    /// Index of the order.
    pub order: usize,
    /// Whole won that the shopper authenticated.
    pub amount: i64,
    /// The state.
    pub state: PgState,
    /// When the shopper authenticated.
    pub authenticated_at: Timestamp,
    /// When it was confirmed or paid.
    pub confirmed_at: Option<Timestamp>,
    /// When its virtual account was issued.
    pub issued_at: Option<Timestamp>,
    /// Whole won that were captured.
    pub captured: i64,
    /// Number of captures.
    pub approvals: u8,
    /// Refunds that were carried out.
    pub refunds: Vec<PgRefund>,
    /// Whether the bank revoked a deposit.
    pub was_revoked: bool,
    /// Until when the virtual account accepts a deposit.
    pub due: Option<Timestamp>,
    pub(super) stored_answers: Vec<StoredAnswer>,
}

impl PgRecord {
    pub(super) const fn absent(row: usize, order: usize, amount: i64, at: Timestamp) -> Self {
        Self {
            row,
            order,
            amount,
            state: PgState::Absent,
            authenticated_at: at,
            confirmed_at: None,
            issued_at: None,
            captured: 0,
            approvals: 0,
            refunds: Vec::new(),
            was_revoked: false,
            due: None,
            stored_answers: Vec::new(),
        }
    }

    /// Whole won that the PG holds for the merchant.
    #[must_use]
    pub fn held(&self) -> i64 {
        self.captured - self.refunds.iter().map(|refund| refund.amount).sum::<i64>()
    }

    /// The shopper authenticates. If a return means money, this captures the payment.
    pub(super) fn authenticate(&mut self, now: Timestamp, profile: &Profile) {
        if self.state != PgState::Absent {
            return;
        }
        (self.state, self.authenticated_at) = (PgState::Authenticated, now);
        if profile.capabilities.return_means_money {
            self.capture(now);
        }
    }

    pub(super) fn capture(&mut self, now: Timestamp) {
        self.state = PgState::Captured;
        self.captured += self.amount;
        self.approvals += 1;
        self.confirmed_at = Some(now);
    }

    /// Changes that happen only because time passes.
    pub(super) fn advance(&mut self, now: Timestamp, profile: &Profile) {
        let valid_ms = AUTHENTICATION_MS.max(profile.capabilities.confirm_window_ms);
        if self.state == PgState::Authenticated && now.millis_since(self.authenticated_at) >= valid_ms {
            self.state = PgState::Expired;
        }
        if self.state == PgState::AwaitingDeposit && self.due.is_some_and(|due| now >= due) {
            self.state = PgState::Expired;
        }
    }

    /// The times after `now` at which a visible change happens only because time passes.
    pub(super) fn next_changes(&self, now: Timestamp, profile: &Profile) -> impl Iterator<Item = Timestamp> {
        let capabilities = profile.capabilities;
        let visible_from = self.issued_at.or(self.confirmed_at).unwrap_or(self.authenticated_at);
        let can_expire = matches!(self.state, PgState::Authenticated);
        let expires_at = can_expire.then(|| {
            self.authenticated_at.plus_millis(AUTHENTICATION_MS.max(capabilities.confirm_window_ms))
        });
        let visible_at = (self.state != PgState::Absent)
            .then(|| visible_from.plus_millis(capabilities.visibility_delay_ms));
        [expires_at, visible_at, self.due].into_iter().flatten().filter(move |at| *at > now)
    }
}
