//! How two records can differ.

use crate::money::{Amount, AmountError, Currency};
use crate::order::OrderProblem;
use crate::pg::{Pg, PgStatus, Purpose};
use alloc::string::String;
use serde::Serialize;

macro_rules! mismatches {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* } = ($code:literal, $about:literal),)*) => {
        $crate::json::tagged! { "code";
        /// One difference between two records. Codes are never renamed and never reused.
        #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
        #[serde(tag = "code")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum Mismatch {
            $($(#[$doc])* #[serde(rename = $code)] $name { $($(#[$fdoc])* $field: $type),* },)*
        }
        }

        impl Mismatch {
            /// Every code with the name of the member that differs, in declared order.
            pub const CODES: &'static [(&'static str, &'static str)] = &[$(($code, $about),)*];

            /// The mismatch's code, the same in every language.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)* }
            }

            /// Its place in the declared order, in which mismatches are reported.
            pub(super) fn place(&self) -> Option<usize> {
                Self::CODES.iter().position(|(code, _)| *code == self.code())
            }

            /// The name of the member that differs.
            #[must_use]
            pub const fn about(&self) -> &'static str {
                match self { $(Self::$name { .. } => $about,)* }
            }
        }
    };
}

mismatches! {
    /// The order's own lines do not add up.
    OrderInvalid {
        /// The first problem of the lines.
        problem: OrderProblem
    } = ("order_invalid", "order"),
    /// The recorded total is not the sum of the lines.
    OrderTotalDiffers {
        /// The sum of the lines, in minor units.
        expected: Amount,
        /// The recorded total, in minor units.
        actual: Amount
    } = ("order_total_differs", "order"),
    /// The order id is missing.
    OrderIdMissing {} = ("order_id_missing", "order_id"),
    /// The order id differs.
    OrderIdDiffers {
        /// The order's value.
        expected: String,
        /// The value in the claim or the PG's record, at most 80 characters.
        actual: String
    } = ("order_id_differs", "order_id"),
    /// There is no session, so the shopper is not known.
    CustomerMissing {} = ("customer_missing", "customer"),
    /// The shopper is not the order's customer. Neither is named: both are personal data.
    CustomerDiffers {} = ("customer_differs", "customer"),
    /// The PG differs.
    PgDiffers {
        /// The order's value.
        expected: Pg,
        /// The PG of the claim or the record.
        actual: Pg
    } = ("pg_differs", "pg"),
    /// The merchant id is missing.
    MerchantIdMissing {} = ("merchant_id_missing", "merchant_id"),
    /// The merchant id differs.
    MerchantIdDiffers {
        /// The order's value.
        expected: String,
        /// The value in the claim or the PG's record, at most 80 characters.
        actual: String
    } = ("merchant_id_differs", "merchant_id"),
    /// The payment key is missing.
    PaymentKeyMissing {} = ("payment_key_missing", "payment_key"),
    /// The payment key has an invalid length or character.
    PaymentKeyInvalid {} = ("payment_key_invalid", "payment_key"),
    /// The payment key differs.
    PaymentKeyDiffers {
        /// The claimed payment key.
        expected: String,
        /// The value in the claim or the PG's record, at most 80 characters.
        actual: String
    } = ("payment_key_differs", "payment_key"),
    /// The currency is missing.
    CurrencyMissing {} = ("currency_missing", "currency"),
    /// The currency differs.
    CurrencyDiffers {
        /// The order's value.
        expected: Currency,
        /// The value in the claim or the PG's record, at most 80 characters.
        actual: String
    } = ("currency_differs", "currency"),
    /// The amount is missing.
    AmountMissing {} = ("amount_missing", "amount"),
    /// The amount is not a valid number of this currency.
    AmountUnreadable {
        /// Why it is not valid.
        problem: AmountError,
        /// The text, at most 40 characters.
        actual: String
    } = ("amount_unreadable", "amount"),
    /// The amount differs.
    AmountDiffers {
        /// The order's total, or the captured amount as recorded so far, in minor units.
        expected: Amount,
        /// The value in the claim or the PG's record, in minor units.
        actual: Amount
    } = ("amount_differs", "amount"),
    /// The tax-free part differs.
    TaxFreeDiffers {
        /// The order's value, in minor units.
        expected: Amount,
        /// The value in the claim or the PG's record, in minor units.
        actual: Amount
    } = ("tax_free_differs", "tax_free"),
    /// Card, easy-pay money and points do not add up to the amount.
    PartsDiffer {
        /// The amount, in minor units.
        expected: Amount,
        /// The sum of the parts, in minor units.
        actual: Amount
    } = ("parts_differ", "amount"),
    /// The refundable balance is not the amount minus the refunds.
    BalanceDiffers {
        /// The amount minus the completed refunds, in minor units.
        expected: Amount,
        /// The balance in the PG's record, in minor units.
        actual: Amount
    } = ("balance_differs", "balance"),
    /// A completed refund in the PG's record has no valid amount.
    RefundAmountMissing {} = ("refund_amount_missing", "refunds"),
    /// The PG's record has the requested refund with another amount.
    RefundAmountDiffers {
        /// The requested amount, in minor units.
        expected: Amount,
        /// The amount in the PG's record, in minor units.
        actual: Amount
    } = ("refund_amount_differs", "refunds"),
    /// The status and the completed refunds contradict each other: captured means no refund, refunded means the whole
    /// amount, partially refunded means a part.
    RefundsContradictStatus {
        /// The status.
        status: PgStatus,
        /// The amount, in minor units.
        amount: Amount,
        /// The sum of the completed refunds, in minor units.
        refunded: Amount
    } = ("refunds_contradict_status", "refunds"),
    /// The PG's record has a smaller refunded amount than before.
    RefundedFell {
        /// The refunded amount as recorded so far, in minor units.
        expected: Amount,
        /// The refunded amount in the PG's record now, in minor units.
        actual: Amount
    } = ("refunded_fell", "refunds"),
    /// The payment is not a one-time or wallet payment.
    PurposeDiffers {
        /// The kind in the PG's record.
        actual: Purpose
    } = ("purpose_differs", "purpose"),
    /// The status does not allow the payment to be accepted.
    StatusUnacceptable {
        /// The status in the PG's record.
        actual: PgStatus
    } = ("status_unacceptable", "status"),
}
