//! Reasons for answers, returns and failures, the same for every PG.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The reason for an outcome. Its code is the same in every language, never renamed and never reused.
        /// `describe` has a text for each, for shoppers and for operators.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Reason {
            /// Every reason, in declared order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The reason's code, the same in every language.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

reasons! {
    // Success, or on the way to it.
    /// The money was captured.
    Approved = "approved",
    /// A virtual account was issued; the deposit has not come.
    AwaitingDeposit = "awaiting_deposit",
    /// The shopper authenticated; the confirm has not been sent.
    Authenticated = "authenticated",
    /// The shopper has not authenticated yet.
    WaitingForShopper = "waiting_for_shopper",
    /// The refund was carried out.
    Refunded = "refunded",
    /// A part was refunded.
    PartiallyRefunded = "partially_refunded",
    /// The PG accepted the refund; its result comes later.
    RefundInProgress = "refund_in_progress",

    /// The confirm of unknown outcome was reversed: no money is held.
    Reversed = "reversed",

    // The shopper did it, or can correct it.
    /// The shopper canceled in the payment window.
    ShopperCanceled = "shopper_canceled",
    /// The payment window ended without a payment.
    WindowAborted = "window_aborted",
    /// The time to pay has passed.
    SessionExpired = "session_expired",
    /// The card's number, expiry date or password is wrong.
    CardDetailsWrong = "card_details_wrong",
    /// The card cannot be used: its kind is not supported, or it must be registered first.
    CardUnsupported = "card_unsupported",
    /// The instalment plan is not possible with this card or amount.
    InstallmentUnsupported = "installment_unsupported",
    /// The shopper's data (name, email, phone, birth date) are wrong.
    CustomerDetailsWrong = "customer_details_wrong",
    /// The authentication failed, or its kind is not allowed.
    AuthenticationFailed = "authentication_failed",
    /// The account's data are wrong, or it must be registered again.
    AccountDetailsWrong = "account_details_wrong",
    /// The account for the refund is wrong or cannot receive money.
    RefundAccountWrong = "refund_account_wrong",
    /// The data for the cash receipt are wrong.
    CashReceiptDetailsWrong = "cash_receipt_details_wrong",
    /// The billing key was removed: the card or account must be registered again.
    BillingKeyRemoved = "billing_key_removed",

    // The card company, the bank or the PG refused.
    /// The card company declined.
    CardDeclined = "card_declined",
    /// The card is blocked, lost or stolen.
    CardUnusable = "card_unusable",
    /// A limit is exceeded, or the balance is too small.
    LimitExceeded = "limit_exceeded",
    /// There were too many attempts.
    TooManyAttempts = "too_many_attempts",
    /// Fraud detection stopped the payment.
    FraudSuspected = "fraud_suspected",
    /// The bank declined: the balance is too small, or the account is blocked.
    AccountDeclined = "account_declined",
    /// The PG aborted the payment.
    Declined = "declined",
    /// The payment was canceled at the PG before money moved.
    CanceledAtPg = "canceled_at_pg",
    /// The refund is no longer possible, or not with this payment method.
    RefundNotPossible = "refund_not_possible",
    /// Only a full refund is possible.
    PartialRefundNotPossible = "partial_refund_not_possible",
    /// The merchant's limit for refunds is used up.
    RefundLimitReached = "refund_limit_reached",

    /// A deposit can only be refunded to a bank account, and the shopper has not given one yet.
    RefundAccountNeeded = "refund_account_needed",

    /// Order, claim and PG record do not agree: no money is captured, or it is refunded.
    RecordsDiffer = "records_differ",

    // The merchant has to correct it.
    /// The keys, the contract or the settings at the PG are wrong.
    ConfigurationError = "configuration_error",
    /// The request itself is wrong.
    RequestInvalid = "request_invalid",
    /// The amount is below the PG's minimum.
    AmountTooSmall = "amount_too_small",

    // The outcome is open, or the request can succeed later.
    /// An earlier request did it; the payment's record shows the result.
    AlreadyProcessed = "already_processed",
    /// The balance is not the one that the refund stated; the payment's record shows the current one.
    BalanceChanged = "balance_changed",
    /// The same request is still being processed.
    InProgressElsewhere = "in_progress_elsewhere",
    /// The PG has no such payment for this merchant.
    NotFound = "not_found",
    /// The payment method, bank or card company is not available now.
    MethodUnavailable = "method_unavailable",
    /// The PG received too many requests.
    RateLimited = "rate_limited",
    /// The PG has a temporary error.
    PgUnavailable = "pg_unavailable",
    /// The PG reports an error that leaves the outcome open.
    OutcomeUnknown = "outcome_unknown",
    /// The PG does not document this code for this operation and HTTP status.
    UnlistedCode = "unlisted_code",
    /// daejo does not know this payment status.
    UnlistedStatus = "unlisted_status",
    /// The body is not an answer of this PG: not JSON, cut off, another charset, or without a status.
    BodyUnreadable = "body_unreadable",
    /// The body is larger than 1 MiB, which no answer of this PG is.
    BodyTooLarge = "body_too_large",
    /// The request was not sent, for sure: the connection was refused, or the name was not found.
    NotSent = "not_sent",
    /// The request may have been sent, and no answer came in time.
    NoAnswer = "no_answer",
}

impl Reason {
    /// The reason with this code.
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
