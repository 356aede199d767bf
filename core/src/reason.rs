//! Reasons: what an answer, a return or a failure comes to, whichever PG said it.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Why something is as it is. The code is the same in every language, never renamed and never reused;
        /// `describe` has words for each, for shoppers and for operators.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Reason {
            /// Every reason, in declared order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code by which every language knows this reason.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

reasons! {
    // What went well.
    /// The money was taken.
    Approved = "approved",
    /// A virtual account was issued; the deposit is awaited.
    AwaitingDeposit = "awaiting_deposit",
    /// The shopper authenticated; the server has yet to confirm.
    Authenticated = "authenticated",
    /// The shopper has not authenticated yet.
    WaitingForShopper = "waiting_for_shopper",
    /// The refund was carried out.
    Refunded = "refunded",
    /// A part was refunded.
    PartiallyRefunded = "partially_refunded",
    /// The refund was taken on; its result comes later.
    RefundInProgress = "refund_in_progress",

    /// The request of unknown outcome was undone: nothing was taken.
    Reversed = "reversed",

    // What the shopper did or can mend.
    /// The shopper canceled in the payment window.
    ShopperCanceled = "shopper_canceled",
    /// The payment window ended without a payment.
    WindowAborted = "window_aborted",
    /// The time to pay ran out.
    SessionExpired = "session_expired",
    /// A number, date or password of the card is wrong.
    CardDetailsWrong = "card_details_wrong",
    /// The card cannot be used here: its kind, or it must be registered first.
    CardUnsupported = "card_unsupported",
    /// The instalment plan is not possible with this card or amount.
    InstallmentUnsupported = "installment_unsupported",
    /// The shopper's own data (name, mail, phone, birth date) are wrong.
    CustomerDetailsWrong = "customer_details_wrong",
    /// Authentication failed or was of the wrong kind.
    AuthenticationFailed = "authentication_failed",
    /// The account's data are wrong, or it must be registered again.
    AccountDetailsWrong = "account_details_wrong",
    /// The account to refund to is wrong or cannot receive.
    RefundAccountWrong = "refund_account_wrong",
    /// The data for the cash receipt are wrong.
    CashReceiptDetailsWrong = "cash_receipt_details_wrong",
    /// The stored card or account for recurring charges is gone and must be registered again.
    BillingKeyRemoved = "billing_key_removed",

    // What somebody refused.
    /// The card company declined.
    CardDeclined = "card_declined",
    /// The card is stopped, lost or stolen.
    CardUnusable = "card_unusable",
    /// A limit or the balance is not enough.
    LimitExceeded = "limit_exceeded",
    /// Too many attempts.
    TooManyAttempts = "too_many_attempts",
    /// A fraud screen stopped the payment.
    FraudSuspected = "fraud_suspected",
    /// The account declined: its balance, or it is blocked.
    AccountDeclined = "account_declined",
    /// The PG aborted the payment.
    Declined = "declined",
    /// The payment was canceled at the PG before money moved.
    CanceledAtPg = "canceled_at_pg",
    /// The refund is not possible any more, or not with this method.
    RefundNotPossible = "refund_not_possible",
    /// Only a full refund is possible.
    PartialRefundNotPossible = "partial_refund_not_possible",
    /// The merchant's limit for refunds is used up.
    RefundLimitReached = "refund_limit_reached",

    /// The money was paid in from an account, and can only go back to one that the shopper has yet to name.
    RefundAccountNeeded = "refund_account_needed",

    /// The records of order, browser and PG do not agree: nothing is taken on such a payment, or it goes back.
    RecordsDiffer = "records_differ",

    // What the merchant has to mend.
    /// Keys, contract or settings at the PG are wrong.
    ConfigurationError = "configuration_error",
    /// The request itself is wrong.
    RequestInvalid = "request_invalid",
    /// The amount is below what the PG takes.
    AmountTooSmall = "amount_too_small",

    // What has to be asked again.
    /// It was done before; the payment itself says with which result.
    AlreadyProcessed = "already_processed",
    /// The balance is not what the refund assumed; the payment itself says what is left.
    BalanceChanged = "balance_changed",
    /// The same request is still running.
    InProgressElsewhere = "in_progress_elsewhere",
    /// The PG knows nothing under this number and this key.
    NotFound = "not_found",
    /// The method, bank or card company is not available now.
    MethodUnavailable = "method_unavailable",
    /// Too many requests.
    RateLimited = "rate_limited",
    /// The PG has a passing error.
    PgUnavailable = "pg_unavailable",
    /// The PG says that it failed in a way that leaves the outcome open.
    OutcomeUnknown = "outcome_unknown",
    /// The code is not listed for this operation and this HTTP status.
    UnlistedCode = "unlisted_code",
    /// The status is a word that daejo does not know.
    UnlistedStatus = "unlisted_status",
    /// The body is not what this PG writes: not JSON, cut off, another charset, a number that is no amount.
    BodyUnreadable = "body_unreadable",
    /// The body is larger than any answer of this PG.
    BodyTooLarge = "body_too_large",
    /// The request surely did not leave: the connection was refused, or the name not found.
    NotSent = "not_sent",
    /// The request left and no answer came in time.
    NoAnswer = "no_answer",
}

impl Reason {
    /// The reason of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.code() == code)
    }
}

impl core::fmt::Display for Reason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}
