//! Every documented code, sorted by name for the binary search.
//!
//! Source: docs.tosspayments.com/reference/error-codes and /reference/using-api, the lists per endpoint that
//! public SDKs keep, and measurements; all as of autumn 2026. A code in the general list without an endpoint counts
//! for every operation; a code that is documented only for endpoints that daejo does not call counts for none.

use super::super::{CodeClass, CodeRow, Operation};
use crate::reason::Reason;
use CodeClass::{AlreadyDone, Final, MerchantMustFix, Missing, OutcomeOpen, Passing, ShopperCanFix};
use Operation::{Confirm, QueryByOrderId, QueryByPaymentKey, Refund};
use Reason::*;
use alloc::string::ToString;

/// One documented code.
pub(super) struct Code {
    pub(super) name: &'static str,
    /// The HTTP status; 0 if the code comes in a return URL or within `failure` only.
    pub(super) status: u16,
    pub(super) operations: &'static [Operation],
    pub(super) class: CodeClass,
    pub(super) reason: Reason,
}

const fn code(
    name: &'static str,
    status: u16,
    operations: &'static [Operation],
    class: CodeClass,
    reason: Reason,
) -> Code {
    Code { name, status, operations, class, reason }
}

impl Code {
    /// The documented code with this name, whichever operation it is documented for.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        let at = CODES.binary_search_by(|code| code.name.cmp(name)).ok()?;
        CODES.get(at)
    }

    pub(super) fn row(&self) -> CodeRow {
        CodeRow {
            code: self.name.to_string(),
            status: (self.status != 0).then_some(self.status),
            operations: self.operations.to_vec(),
            class: self.class,
            reason: self.reason,
        }
    }
}

const ANYWHERE: &[Operation] = &[Confirm, QueryByPaymentKey, QueryByOrderId, Refund];
const MONEY: &[Operation] = &[Confirm, Refund];
const CONFIRM: &[Operation] = &[Confirm];
const QUERY: &[Operation] = &[QueryByPaymentKey, QueryByOrderId];
const QUERY_AND_REFUND: &[Operation] = &[QueryByPaymentKey, QueryByOrderId, Refund];
const REFUND: &[Operation] = &[Refund];
/// No operation of daejo: return URLs, the browser SDK, billing, cash receipts, payouts.
const ELSEWHERE: &[Operation] = &[];

#[rustfmt::skip]
pub(super) static CODES: &[Code] = &[
    code("ACCOUNT_OWNER_CHECK_FAILED", 400, ANYWHERE, ShopperCanFix, AccountDetailsWrong),
    code("ALREADY_CANCELED_PAYMENT", 400, REFUND, AlreadyDone, AlreadyProcessed),
    code("ALREADY_CLOSE_ACCOUNT", 400, ANYWHERE, ShopperCanFix, AccountDetailsWrong),
    code("ALREADY_COMPLETED_PAYMENT", 400, ANYWHERE, AlreadyDone, AlreadyProcessed),
    code("ALREADY_EXIST_SUBMALL", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("ALREADY_PROCESSED_PAYMENT", 400, CONFIRM, AlreadyDone, AlreadyProcessed),
    code("ALREADY_PROCESSING_REQUEST", 400, CONFIRM, OutcomeOpen, InProgressElsewhere),
    code("ALREADY_REFUNDING_PAYMENT", 400, ANYWHERE, OutcomeOpen, InProgressElsewhere),
    code("ALREADY_REFUND_PAYMENT", 400, REFUND, AlreadyDone, AlreadyProcessed),
    code("ALREADY_REMOVED_BILLING_KEY", 400, ELSEWHERE, ShopperCanFix, BillingKeyRemoved),
    code("API_VERSION_UPDATE_NEEDED", 400, ELSEWHERE, MerchantMustFix, ConfigurationError),
    code("BELOW_MINIMUM_AMOUNT", 400, CONFIRM, MerchantMustFix, AmountTooSmall),
    code("BELOW_ZERO_AMOUNT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("CARD_PROCESSING_ERROR", 400, CONFIRM, Passing, PgUnavailable),
    code("COMMON_ERROR", 500, REFUND, OutcomeOpen, OutcomeUnknown),
    code("DUPLICATED_CASH_RECEIPT", 400, ELSEWHERE, AlreadyDone, AlreadyProcessed),
    code("DUPLICATED_ORDER_ID", 400, ELSEWHERE, AlreadyDone, AlreadyProcessed),
    code("DUPLICATED_REQUEST", 400, ANYWHERE, OutcomeOpen, InProgressElsewhere),
    code("EXCEEDS_TRANSFER_AMOUNT_MAXIMUM", 400, ANYWHERE, Final, LimitExceeded),
    code("EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT", 400, REFUND, MerchantMustFix, PartialRefundNotPossible),
    code("EXCEED_CANCEL_LIMIT", 403, REFUND, MerchantMustFix, RefundLimitReached),
    code("EXCEED_MAX_AMOUNT", 400, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_AUTH_COUNT", 403, CONFIRM, Final, TooManyAttempts),
    code("EXCEED_MAX_CARD_INSTALLMENT_PLAN", 400, CONFIRM, ShopperCanFix, InstallmentUnsupported),
    code("EXCEED_MAX_DAILY_PAYMENT_COUNT", 400, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_DUE_DATE", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT", 400, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_ONE_DAY_AMOUNT", 403, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT", 400, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT", 400, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_PAYMENT_AMOUNT", 400, CONFIRM, Final, LimitExceeded),
    code("EXCEED_MAX_QUERY_LIMIT", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("EXCEED_MAX_REFUND_AMOUNT", 403, ANYWHERE, Passing, RefundLimitReached),
    code("EXCEED_MAX_REFUND_DUE", 403, REFUND, Final, RefundNotPossible),
    code("EXCEED_MAX_VALID_HOURS", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("EXCEED_MIN_CARD_INSTALLMENT_PLAN", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("EXCEED_UNKNOWN_CASE", 400, ANYWHERE, Final, LimitExceeded),
    code("EXPIRED_PAYMENT", 0, ELSEWHERE, Final, SessionExpired),
    code("FAILED_BILLING_AUTO_CANCEL", 500, ANYWHERE, OutcomeOpen, OutcomeUnknown),
    code("FAILED_BILL_KEY_AUTH_CREATION", 500, ANYWHERE, Passing, PgUnavailable),
    code("FAILED_CARD_COMPANY_RESPONSE", 500, ELSEWHERE, OutcomeOpen, OutcomeUnknown),
    code("FAILED_CLOSED_ACCOUNT_REFUND", 500, REFUND, OutcomeOpen, RefundAccountWrong),
    code("FAILED_DB_PROCESSING", 500, ELSEWHERE, OutcomeOpen, OutcomeUnknown),
    code("FAILED_HASH_DATA_CREATION", 500, ANYWHERE, Passing, PgUnavailable),
    code("FAILED_INTERNAL_SYSTEM_PROCESSING", 500, MONEY, OutcomeOpen, OutcomeUnknown),
    code("FAILED_METHOD_HANDLING", 500, ANYWHERE, OutcomeOpen, OutcomeUnknown),
    code("FAILED_METHOD_HANDLING_CANCEL", 500, REFUND, OutcomeOpen, OutcomeUnknown),
    code("FAILED_PARTIAL_REFUND", 500, REFUND, OutcomeOpen, OutcomeUnknown),
    code("FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING", 500, ANYWHERE, OutcomeOpen, OutcomeUnknown),
    code("FAILED_REFUND_PROCESS", 500, REFUND, OutcomeOpen, OutcomeUnknown),
    code("FDS_ERROR", 403, CONFIRM, Final, FraudSuspected),
    code("FORBIDDEN_BANK_REFUND_REQUEST", 400, REFUND, ShopperCanFix, RefundAccountWrong),
    code("FORBIDDEN_CONSECUTIVE_REQUEST", 403, QUERY_AND_REFUND, OutcomeOpen, InProgressElsewhere),
    code("FORBIDDEN_REQUEST", 403, MONEY, MerchantMustFix, ConfigurationError),
    code("IDEMPOTENT_REQUEST_PROCESSING", 409, MONEY, OutcomeOpen, InProgressElsewhere),
    code("INCORRECT_BASIC_AUTH_FORMAT", 403, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("INCORRECT_FAIL_URL_FORMAT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INCORRECT_SUCCESS_URL_FORMAT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INSECURE_KEY_USAGE", 0, ELSEWHERE, MerchantMustFix, ConfigurationError),
    code("INVALID_ACCOUNT_INFO_RE_REGISTER", 400, CONFIRM, ShopperCanFix, AccountDetailsWrong),
    code("INVALID_ACCOUNT_NOT_CORRECT_BANK", 400, ANYWHERE, ShopperCanFix, AccountDetailsWrong),
    code("INVALID_ACCOUNT_NUMBER", 400, ANYWHERE, ShopperCanFix, AccountDetailsWrong),
    code("INVALID_ACCOUNT_NUMBER_OR_UNAVAILABLE", 400, ANYWHERE, ShopperCanFix, AccountDetailsWrong),
    code("INVALID_API_KEY", 400, CONFIRM, MerchantMustFix, ConfigurationError),
    code("INVALID_AUTHORIZE_AUTH", 400, CONFIRM, ShopperCanFix, AuthenticationFailed),
    code("INVALID_AUTHORIZE_AUTH_TYPE_GIFT_CERTIFICATE", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_BANK", 400, REFUND, MerchantMustFix, RefundAccountWrong),
    code("INVALID_BILLING_AUTH", 400, ANYWHERE, ShopperCanFix, BillingKeyRemoved),
    code("INVALID_BILL_KEY_REQUEST", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_BIRTH_DAY_FORMAT", 400, ELSEWHERE, ShopperCanFix, CustomerDetailsWrong),
    code("INVALID_BUSINESS_NUMBER", 400, ELSEWHERE, ShopperCanFix, ConfigurationError),
    code("INVALID_CARD", 400, ANYWHERE, ShopperCanFix, CardDetailsWrong),
    code("INVALID_CARD_COMPANY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_CARD_EXPIRATION", 400, CONFIRM, ShopperCanFix, CardDetailsWrong),
    code("INVALID_CARD_IDENTITY", 400, ELSEWHERE, ShopperCanFix, CardDetailsWrong),
    code("INVALID_CARD_INSTALLMENT_AMOUNT", 400, ANYWHERE, ShopperCanFix, InstallmentUnsupported),
    code("INVALID_CARD_INSTALLMENT_PLAN", 400, CONFIRM, ShopperCanFix, InstallmentUnsupported),
    code("INVALID_CARD_INSTALLMENT_PLANS_WITH_MAX_AND_SINGLE", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_CARD_LOST_OR_STOLEN", 400, CONFIRM, Final, CardUnusable),
    code("INVALID_CARD_NUMBER", 400, CONFIRM, ShopperCanFix, CardDetailsWrong),
    code("INVALID_CARD_PASSWORD", 400, ELSEWHERE, ShopperCanFix, CardDetailsWrong),
    code("INVALID_CASH_RECEIPT_INFO", 400, ANYWHERE, ShopperCanFix, CashReceiptDetailsWrong),
    code("INVALID_CLIENT_KEY", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("INVALID_CURRENCY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_CUSTOMER_KEY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_DATE", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_EASY_PAY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_EMAIL", 400, ELSEWHERE, ShopperCanFix, CustomerDetailsWrong),
    code("INVALID_FLOW_MODE_PARAMETERS", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_IDEMPOTENCY_KEY", 400, MONEY, MerchantMustFix, RequestInvalid),
    code("INVALID_IDENTIFICATION_TYPE", 400, ANYWHERE, ShopperCanFix, CustomerDetailsWrong),
    code("INVALID_ISO_DATE_FORMAT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_MINOR_UNIT_FOR_CURRENCY", 0, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_ORDER_ID", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_ORDER_NAME", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_PAGING_KEY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_PARAMETERS", 0, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_PASSWORD", 403, CONFIRM, ShopperCanFix, AuthenticationFailed),
    code("INVALID_PAYABLE_DATE", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_PAYMENT_KEY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_PHONE", 0, ELSEWHERE, ShopperCanFix, CustomerDetailsWrong),
    code("INVALID_REFUND_ACCOUNT_INFO", 400, REFUND, ShopperCanFix, RefundAccountWrong),
    code("INVALID_REFUND_ACCOUNT_NUMBER", 400, REFUND, ShopperCanFix, RefundAccountWrong),
    code("INVALID_REFUND_AMOUNT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_REGISTRATION_NUMBER_TYPE", 400, ELSEWHERE, ShopperCanFix, CashReceiptDetailsWrong),
    code("INVALID_REJECT_CARD", 400, CONFIRM, Final, CardDeclined),
    code("INVALID_REQUEST", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_REQUIRED_PARAM", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_STOPPED_CARD", 400, CONFIRM, Final, CardUnusable),
    code("INVALID_SUBMALL_ID", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("INVALID_SUCCESS_URL", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_TEST_CODE", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_TRANSACTION_KEY", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_UNREGISTERED_SUBMALL", 400, CONFIRM, MerchantMustFix, ConfigurationError),
    code("INVALID_URL", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_URL_FORMAT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_VALID_HOURS_WITH_DUE_DATE_AND_SINGLE", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("INVALID_VIRTUAL_ACCOUNT_TYPE", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("MAINTAINED_METHOD", 400, ANYWHERE, Passing, MethodUnavailable),
    code("NETWORK_ERROR", 0, ELSEWHERE, Passing, PgUnavailable),
    code("NOT_ALLOWED_CHANGING_ACCOUNT", 403, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_ALLOWED_HOLIDAY", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_ALLOWED_INSTALLMENT_BELOW_AMOUNT", 400, ANYWHERE, ShopperCanFix, InstallmentUnsupported),
    code("NOT_ALLOWED_PARTIAL_REFUND", 403, REFUND, Final, PartialRefundNotPossible),
    code("NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT", 403, REFUND, MerchantMustFix, PartialRefundNotPossible),
    code("NOT_ALLOWED_POINT_USE", 400, CONFIRM, ShopperCanFix, CardUnsupported),
    code("NOT_ALLOWED_REFUND_BANK", 403, ANYWHERE, ShopperCanFix, RefundAccountWrong),
    code("NOT_AVAILABLE_BANK", 403, MONEY, Passing, MethodUnavailable),
    code("NOT_AVAILABLE_PAYMENT", 400, CONFIRM, Passing, MethodUnavailable),
    code("NOT_CANCELABLE_AMOUNT", 403, REFUND, AlreadyDone, BalanceChanged),
    code("NOT_CANCELABLE_PAYMENT", 403, REFUND, AlreadyDone, BalanceChanged),
    code("NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER", 403, REFUND, Final, RefundNotPossible),
    code("NOT_ENOUGH_AMOUNT", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND", 404, QUERY, Missing, NotFound),
    code("NOT_FOUND_BILLING", 404, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND_HTTP_METHOD", 404, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND_MERCHANT", 404, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_FOUND_MERCHANT_BUSINESS_NUMBER", 404, ELSEWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_FOUND_MERCHANT_INTEGRATION", 404, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_FOUND_METHOD", 404, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND_METHOD_IN_GROUP", 404, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND_METHOD_OWNERSHIP", 404, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND_PAYMENT", 404, ANYWHERE, Missing, NotFound),
    code("NOT_FOUND_PAYMENT_SESSION", 404, CONFIRM, Final, SessionExpired),
    code("NOT_FOUND_RECEIPT", 404, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_FOUND_SUBMALL", 404, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_FOUND_TERMINAL_ID", 400, CONFIRM, MerchantMustFix, ConfigurationError),
    code("NOT_MATCHES_CUSTOMER_KEY", 400, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_MATCHES_REFUNDABLE_AMOUNT", 400, REFUND, AlreadyDone, BalanceChanged),
    code("NOT_MATCH_PAYEE_NAME", 400, ELSEWHERE, ShopperCanFix, CustomerDetailsWrong),
    code("NOT_REGISTERED_BUSINESS", 400, CONFIRM, MerchantMustFix, ConfigurationError),
    code("NOT_REGISTERED_CARD_COMPANY", 400, ELSEWHERE, ShopperCanFix, CardUnsupported),
    code("NOT_REGISTERED_SUBMALL", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_SETUP_AMOUNT", 0, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_SUPPORTED_CARD_TYPE", 400, ELSEWHERE, ShopperCanFix, CardUnsupported),
    code("NOT_SUPPORTED_CARRIER", 400, ANYWHERE, ShopperCanFix, CustomerDetailsWrong),
    code("NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT", 400, CONFIRM, ShopperCanFix, InstallmentUnsupported),
    code("NOT_SUPPORTED_METHOD", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN", 400, CONFIRM, ShopperCanFix, InstallmentUnsupported),
    code("NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN_BELOW_AMOUNT", 400, ANYWHERE, ShopperCanFix, InstallmentUnsupported),
    code("NOT_SUPPORTED_PROCESS", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_SUPPORTED_PROMISE", 0, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("NOT_SUPPORTED_REFUND", 403, ANYWHERE, MerchantMustFix, RefundNotPossible),
    code("NOT_SUPPORTED_USD", 400, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("NOT_SUPPORTED_WIDGET_KEY", 400, CONFIRM, MerchantMustFix, ConfigurationError),
    code("NTS_ERROR", 0, ELSEWHERE, Final, CashReceiptDetailsWrong),
    code("PAYOUT_NOT_FOUND", 404, ELSEWHERE, MerchantMustFix, RequestInvalid),
    code("PAY_PROCESS_ABORTED", 400, ELSEWHERE, Final, WindowAborted),
    code("PAY_PROCESS_CANCELED", 400, ELSEWHERE, Final, ShopperCanceled),
    code("PROVIDER_ERROR", 400, MONEY, Passing, PgUnavailable),
    code("REFUND_REJECTED", 400, REFUND, Final, RefundNotPossible),
    code("REJECT_ACCOUNT_PAYMENT", 403, CONFIRM, Final, AccountDeclined),
    code("REJECT_CARD_COMPANY", 403, CONFIRM, Final, CardDeclined),
    code("REJECT_CARD_PAYMENT", 403, CONFIRM, Final, LimitExceeded),
    code("REJECT_TOSSPAY_INVALID_ACCOUNT", 403, CONFIRM, ShopperCanFix, AccountDetailsWrong),
    code("REQUIRED_ACCOUNT_KEY", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("REQUIRED_AMOUNT", 400, ANYWHERE, MerchantMustFix, RequestInvalid),
    code("RESTRICTED_TRANSFER_ACCOUNT", 400, CONFIRM, Final, AccountDeclined),
    code("UNAPPROVED_ORDER_ID", 400, CONFIRM, MerchantMustFix, RequestInvalid),
    code("UNAUTHORIZED_KEY", 401, ANYWHERE, MerchantMustFix, ConfigurationError),
    code("UNKNOWN_ERROR", 500, ANYWHERE, OutcomeOpen, OutcomeUnknown),
    code("UNKNOWN_PAYMENT_ERROR", 500, CONFIRM, OutcomeOpen, OutcomeUnknown),
    code("USER_ACCOUNT_ON_HOLD", 400, ANYWHERE, Final, AccountDeclined),
    code("USER_CANCEL", 0, ELSEWHERE, Final, ShopperCanceled),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_each_code_once() {
        assert!(CODES.windows(2).all(|pair| matches!(pair, [a, b] if a.name < b.name)));
    }
}
